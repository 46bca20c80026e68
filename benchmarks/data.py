"""RealTime QA (Kasai et al. 2023) as it lies in a folder: articles, dated questions, qrels."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from ingest.text.names import fold

_FILES = ("articles.jsonl.gz", "questions.json", "qrels.json")
_WORD = re.compile(r"\w+")
_PREFIX = re.compile(r"^(?:https?://)?(?:(?:www|edition|amp)\.)?")
_SUFFIX = re.compile(r"(?:/index\.html)?/?$")


class DataError(Exception):
    """The folder does not hold the data."""


@dataclass(frozen=True)
class Item:
    """One multiple-choice question. ``asked`` is the ISO day of the quiz."""

    number: int
    question_id: str
    asked: str
    text: str
    choices: tuple[str, ...]
    answer: int
    gold: frozenset[str]

    @property
    def answer_text(self) -> str:
        """The right choice."""
        return self.choices[self.answer]


@dataclass(frozen=True)
class Data:
    """The folder, read on demand."""

    folder: Path

    @property
    def articles(self) -> Path:
        """The articles, as JSONL."""
        return self.folder / "articles.jsonl.gz"

    @cached_property
    def sha256(self) -> str:
        """Over the three files: figures of other data must not be compared."""
        digest = sha256()
        for name in _FILES:
            digest.update(sha256((self.folder / name).read_bytes()).digest())
        return digest.hexdigest()

    @cached_property
    def questions(self) -> tuple[Item, ...]:
        """All questions, in the order of the file."""
        return self._items("questions.json")

    @cached_property
    def none_of_the_above(self) -> tuple[Item, ...]:
        """The same with a "None of the above" among the choices."""
        return self._items("questions_nota.json")

    def _items(self, name: str) -> tuple[Item, ...]:
        rows = _read(self.folder / name)
        gold = {
            row["question_id"]: frozenset(map(bare_url, row["urls"]))
            for row in _read(self.folder / "qrels.json")
        }
        return tuple(
            Item(
                number,
                row["question_id"],
                row["question_date"].replace("/", "-"),
                row["question_sentence"],
                tuple(row["choices"]),
                int(row["answer"][0]),
                gold.get(row["question_id"], frozenset()),
            )
            for number, row in enumerate(rows)
        )


def load(folder: Path) -> Data:
    """The data in ``folder`` or in a folder of it whose name begins with ``realtimeqa``.

    Raises DataError when it is not there.
    """
    for place in (folder, *sorted(folder.glob("realtimeqa*"))):
        if all((place / name).is_file() for name in _FILES):
            return Data(place)
    raise DataError(f"{folder} holds no RealTime QA: {', '.join(_FILES)} are needed.")


def bare_url(url: str) -> str:
    """An address as the qrels write it: without scheme, ``www``, query and ``/index.html``."""
    plain = _PREFIX.sub("", url.split("?")[0].split("#")[0].lower())
    return _SUFFIX.sub("", plain)


def plain(text: str) -> str:
    """Folded words between single spaces, for looking up an answer at word borders."""
    return f" {' '.join(_WORD.findall(fold(text)))} "


def holds(text: str, answer: str) -> bool:
    """Whether the answer's words stand in the text, as whole words next to each other."""
    return plain(answer) in plain(text)


def _read(path: Path, decode: Callable[[str], Any] = json.loads) -> Any:
    return decode(path.read_text(encoding="utf-8"))
