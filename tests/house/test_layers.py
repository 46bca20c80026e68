"""Which room may know which, where import-linter cannot look: tui.py is a module."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OURS = {"assistant", "ingest", "prompts", "tui"}


def imported(path: Path) -> set[str]:
    """Every module that a file imports, dotted."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def test_the_app_reaches_the_library_only_through_the_assistant() -> None:
    ours = {name for name in imported(ROOT / "tui.py") if name.split(".")[0] in OURS}
    assert ours
    allowed = ("assistant", "ingest.types", "ingest.errors", "ingest.text")
    assert not {name for name in ours if not name.startswith(allowed) and name != "ingest"}


def test_nothing_but_the_chat_command_opens_the_app() -> None:
    users = {
        path.relative_to(ROOT).as_posix()
        for folder in ("assistant", "ingest", "prompts")
        for path in (ROOT / folder).rglob("*.py")
        if "tui" in path.read_text(encoding="utf-8")  # most need not be parsed
        and any(name.split(".")[0] == "tui" for name in imported(path))
    }
    assert users == {"assistant/commands/chat.py"}
