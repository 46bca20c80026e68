"""The built wheel, installed into an environment of its own, does the main job."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, ROOT],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return next(out.glob("*.whl"))


def test_the_wheel_carries_what_it_needs_and_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "tui.py" in names
    assert any(name.startswith("prompts/") and name.endswith(".md") for name in names)
    assert any(name.startswith("assistant/samples/articles/") for name in names)
    assert any(name.endswith(".tcss") for name in names)
    assert not [name for name in names if "test" in name.lower()]


def test_the_wheel_runs_the_demo_in_a_clean_environment(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "env"
    venv.create(home, symlinks=os.name != "nt")
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", scripts / "python", "install", "--quiet",
         "--no-index", "--no-deps", wheel],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    # Third-party packages are lent by the environment that runs the tests: a .pth entry adds
    # the folder but not that folder's own .pth files, so this checkout stays invisible.
    site = subprocess.run(
        [scripts / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True, capture_output=True, text=True,
    ).stdout.strip()  # fmt: skip
    Path(site, "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    environ = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "SYSTEMROOT": os.environ.get("SYSTEMROOT", ""),
    }
    where = subprocess.run(
        [scripts / "python", "-c", "import assistant; print(assistant.__file__)"],
        check=True, capture_output=True, text=True, cwd=tmp_path, env=environ,
    ).stdout  # fmt: skip
    assert str(home) in where
    done = subprocess.run(
        [scripts / "briefing", "demo"], capture_output=True, text=True, cwd=tmp_path, env=environ
    )
    assert done.returncode == 0, done.stderr
    assert "[1]" in done.stdout
    assert "(sample)" in done.stdout
