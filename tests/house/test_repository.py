"""What may stand in the repository, and what may not."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
REGISTRY = re.compile(r"pypi\.org|pythonhosted|npmjs|index-url", re.IGNORECASE)


@pytest.fixture(scope="module")
def tracked() -> list[Path]:
    done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in done.stdout.splitlines() if (ROOT / name).is_file()]


def texts(paths: list[Path]) -> list[tuple[Path, str]]:
    found = []
    for path in paths:
        if path.suffix in {".png", ".gz", ".svg", ".raw"} or path == Path(__file__):
            continue
        found.append((path, path.read_text(encoding="utf-8", errors="replace")))
    return found


def test_no_file_names_a_package_registry(tracked: list[Path]) -> None:
    assert not [path for path, text in texts(tracked) if REGISTRY.search(text)]


def test_nothing_is_pickled_evaluated_or_run_in_a_shell(tracked: list[Path]) -> None:
    bad = re.compile(r"^\s*(import pickle|from pickle)|\beval\(|\bexec\(|shell=True", re.MULTILINE)
    program = [p for p in tracked if p.suffix == ".py" and "tests" not in p.parts]
    assert program
    assert not [path for path, text in texts(program) if bad.search(text)]


def test_every_package_module_says_what_it_holds(tracked: list[Path]) -> None:
    modules = [p for p in tracked if p.suffix == ".py" and "tests" not in p.parts]
    assert not [p for p, text in texts(modules) if not text.lstrip().startswith('"""')]
