"""Figures that may not fall: ``floors.json``, for the data that they were measured on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
RESULTS = HERE / "results"


@dataclass(frozen=True)
class Floors:
    """The least (or, for times, the most) that each figure of one benchmark may be."""

    data: str
    at_least: Mapping[str, float]
    at_most: Mapping[str, float]

    def broken(self, data: str, figures: Mapping[str, float]) -> list[str]:
        """What is worse than agreed, a line each; nothing for other data."""
        if data != self.data:
            return []
        low = [
            f"{name} is {figures[name]}, below {floor}"
            for name, floor in self.at_least.items()
            if name in figures and figures[name] < floor
        ]
        high = [
            f"{name} is {figures[name]}, above {limit}"
            for name, limit in self.at_most.items()
            if name in figures and figures[name] > limit
        ]
        return low + high


def read_floors(path: Path = FLOORS) -> dict[str, Floors]:
    """The floors by benchmark."""
    every = json.loads(path.read_text(encoding="utf-8"))
    return {
        name: Floors(entry["data"], entry.get("at_least", {}), entry.get("at_most", {}))
        for name, entry in every.items()
    }


def write_result(
    name: str, data: str, figures: Mapping[str, float], folder: Path = RESULTS
) -> Path:
    """Keeps figures with the sha256 of the data they come from."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.json"
    content = json.dumps({"data": data, "figures": dict(figures)}, indent=1, ensure_ascii=False)
    path.write_text(content + "\n", encoding="utf-8")
    return path
