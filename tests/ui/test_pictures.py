"""The README's pictures: the script that makes them still runs, and they are what it shows."""

from __future__ import annotations

import asyncio
import importlib.util
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import pytest

from assistant.ui.themes import LIGHT

# What is drawn here is covered by the tests of what it does.
pytestmark = pytest.mark.no_cover

ROOT = Path(__file__).resolve().parents[2]
SCENES = ("answer", "source", "library")
SHOWN = {
    "answer": "Why would Turkey sell back its S-400s?",
    "source": "by Defne Aksu, 11",
    "library": "2025-08-11",
}


@pytest.fixture(scope="module")
def script() -> Any:
    spec = importlib.util.spec_from_file_location("make_pictures", ROOT / "docs/make_pictures.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def words(svg: str) -> str:
    """What stands in a picture."""
    found = ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    return re.sub(r"\s+", " ", " ".join(line.text or "" for line in found))


def test_the_script_makes_them_all(script: Any, stocked_copy: Path) -> None:
    made = asyncio.run(script.pictures(stocked_copy / "library", (LIGHT,)))
    assert set(made) == {f"{scene}-light.svg" for scene in SCENES}
    for scene in SCENES:
        svg = made[f"{scene}-light.svg"]
        assert SHOWN[scene] in words(svg)
        assert str(stocked_copy) not in svg
        assert LIGHT.background in svg


@pytest.mark.parametrize("scene", SCENES)
def test_the_kept_ones_are_small_whole_and_shown(scene: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for theme in ("dark", "light"):
        path = ROOT / f"docs/pictures/{scene}-{theme}.svg"
        svg = path.read_text(encoding="utf-8")
        assert len(svg) < 40_000
        assert "http" not in re.sub(r"http://www.w3.org/\S+|<text.*?</text>|<!--.*?-->", "", svg)
        assert SHOWN[scene] in words(svg)
        assert f"docs/pictures/{scene}-{theme}.svg" in readme


def test_a_picture_is_made_slim(script: Any) -> None:
    ground = (
        '<rect fill="{}" x="{}" y="1.5" width="12.2" height="24.65" shape-rendering="crispEdges"/>'
    )
    svg = (
        '<svg><style>@font-face { src: url("x") } .terminal-1-r1 { font-family: Fira Code }</style>'
        '<clipPath id="terminal-1-line-0">\n<rect/>\n</clipPath>'
        + ground.format("#111", 0) + ground.format("#111", 12.2) + ground.format("#222", 24.4)
        + '<text class="terminal-1-r1" clip-path="url(#terminal-1-line-0)">a&#160;b</text>'
        '<text class="terminal-1-r2">&#160;&#160;</text></svg>'
    )  # fmt: skip
    slim = script.slim(svg)
    assert slim.count("<rect") == 2
    assert 'width="24.4"' in slim
    for gone in ("font-face", "clipPath", "terminal-1", "Fira", "&#160;", "r2"):
        assert gone not in slim
    assert script.slim("<svg></svg>") == "<svg></svg>"
