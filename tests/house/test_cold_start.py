"""What a cold start may load: help answers before anything heavy is imported."""

import json
import os
import subprocess
import sys

import pytest

HEAVY = ("chromadb", "langchain", "langchain_core", "langchain_openai", "openai", "textual",
         "numpy", "rich", "trafilatura", "tokenizers", "sqlite3")  # fmt: skip


def loaded_by(code: str) -> set[str]:
    """Top-level modules in sys.modules after running ``code`` in a fresh interpreter."""
    report = "import sys, json; print(json.dumps(sorted({m.split('.')[0] for m in sys.modules})))"
    # Coverage measures child processes too, and loads modules of its own into them.
    environ = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{report}"],
        capture_output=True, text=True, check=True, env=environ,
    )  # fmt: skip
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize(
    "arguments", [["--help"], ["ask", "--help"], ["ingest", "--help"], ["--version"]]
)
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    code = f"from assistant.cli import main\ntry: main({arguments!r})\nexcept SystemExit: pass"
    assert not loaded_by(code) & set(HEAVY)


def test_the_check_itself_sees_a_heavy_import() -> None:
    assert "sqlite3" in loaded_by("import sqlite3")


def test_the_app_module_imports_no_store_and_no_model() -> None:
    heavy = {"chromadb", "langchain_core", "langchain_openai", "openai", "numpy", "trafilatura"}
    assert not loaded_by("import tui") & heavy
