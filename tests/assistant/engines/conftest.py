"""A pasted-looking article of our own, and contexts made of texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from assistant.types import Context, Hit, Numbered
from ingest.text.sentences import count_words, sentences
from ingest.types import ArticleRow, Metadata, Passage

FERRIES = """\
Sudland newspapers wrote this week that Norland wants to take back the K-20 patrol boats which \
it supplied in 2018, allegedly so that it can pass them on to other buyers.

Sudland is said to like the plan because it hopes to end its quarrel with the Western League \
about the boats, and because its own yard is building a successor.

Oster radio added: “The crews hardly sail them. The engines wear out faster than planned, and \
spare parts are a burden on the navy.”

Meanwhile, papers in Midland suggested that the boats could end up there after a refit.

Neither Norland nor Sudland has confirmed the story, but diplomats take it seriously.

Sudland has since made its peace with the Western League and no longer needs the K-20s, while \
Midland waits for new boats. Admiral Jana Brodd called the purchase a mistake years ago.

Hardliners in Norland may still stop the exchange. The League imposed sanctions over the \
purchase in 2019, and they would have to go first."""


def passages_of(text: str, size: int = 110) -> list[tuple[int, int]]:
    """Offsets of passages of about ``size`` words of whole sentences."""
    found: list[list[int]] = []
    words = 0
    for start, end in sentences(text):
        more = count_words(text[start:end])
        if not found or words + more > size:
            found.append([start, end])
            words = more
        else:
            found[-1][1] = end
            words += more
    return [(start, end) for start, end in found]


def build(
    question: str,
    texts: Sequence[str],
    choices: Sequence[str] = (),
    metas: Sequence[Metadata] = (),
) -> Context:
    numbered: list[Numbered] = []
    for index, text in enumerate(texts):
        meta = metas[index] if index < len(metas) else Metadata(title=None)
        row = ArticleRow(f"article{index}", 1, f"/{index}.txt", meta, f"hash{index}")
        for ordinal, (start, end) in enumerate(passages_of(text)):
            passage = Passage(
                f"article{index}:1:{ordinal}",
                row.article_id,
                1,
                ordinal,
                start,
                end,
                text[start:end],
            )
            number = len(numbered) + 1
            numbered.append(Numbered(number, Hit(passage, row, 10.0 / number)))
    return Context(question, tuple(numbered), tuple(choices))


@pytest.fixture
def make_context() -> Callable[..., Context]:
    return build


@pytest.fixture
def ferries() -> str:
    return FERRIES
