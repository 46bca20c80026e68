"""MinHash signatures, who resembles whom in a library, and when a text is a copy."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from ingest.copies import (
    LEAST,
    VALUES,
    Shingled,
    containment,
    is_copy,
    minhash,
    shingled,
    signature,
    size_of,
    values_of,
)
from ingest.resembling import EQUAL, Signatures
from ingest.types import Article, Block, BlockKind, Metadata

PINNED = "ca097c0b24333201"
"""The first two values of a text's signature: stored ones must stay comparable."""


def story(seed: int, count: int = 200) -> list[str]:
    chance = Random(seed)
    return ["".join(chance.choices("aeioulmnrst", k=6)) for _ in range(count)]


def article(*parts: list[str] | str, withheld: str = "") -> Article:
    text, blocks = "", []
    for kind, part in [
        *((BlockKind.BODY, part if isinstance(part, str) else " ".join(part)) for part in parts),
        (BlockKind.COMMENT, withheld),
    ]:
        blocks.append(Block(kind, len(text), len(text) + len(part) + 1))
        text += part + "\n"
    return Article("i", "s", text, tuple(blocks), Metadata())


def resemblance(one: Article, other: Article) -> float:
    mine, theirs = values_of(signature(one)), values_of(signature(other))
    assert mine is not None
    assert theirs is not None
    return float(np.mean(mine == theirs))


def test_a_signature_is_the_same_on_every_machine() -> None:
    found = signature(article("one two three four five six seven " + " ".join(story(1, 40))))
    assert len(found) == 4 + 4 * VALUES
    assert size_of(found) == 47 - 4
    assert found[4:12].hex() == PINNED


def test_it_estimates_the_resemblance() -> None:
    words = story(2, 400)
    half = article(words[:200])
    assert resemblance(article(words), article(words)) == 1
    assert resemblance(article(words), half) == pytest.approx(196 / 396, abs=0.12)
    assert resemblance(article(words), article(story(3, 400))) == 0


def test_case_accents_punctuation_and_blocks_make_no_difference() -> None:
    words = story(4, 60)
    plain = article(words)
    dressed = article(" ".join(words[:30]).upper() + "…", "“" + ", ".join(words[30:]) + "”")
    assert signature(plain) == signature(dressed)
    assert signature(article("café naïve " + " ".join(words))) == signature(
        article("CAFE NAIVE " + " ".join(words))
    )
    assert signature(plain) == signature(article(words, withheld=" ".join(story(5, 50))))


def test_in_scripts_without_spaces_each_character_counts() -> None:
    text = "".join(chr(0x4E00 + 7 * n) for n in range(60))
    assert size_of(signature(article(text))) == 56


def test_a_short_text_has_no_signature_and_is_no_copy() -> None:
    short = article(story(6, LEAST + 3))
    assert signature(short) == b""
    assert values_of(b"") is None
    assert size_of(b"") == 0
    assert not is_copy(shingled(short), shingled(short))
    assert len(shingled(article("only four words here")).grams) == 0
    empty = np.empty(0, dtype=np.uint64)
    assert containment(empty, empty) == 0


def test_a_long_text_is_hashed_in_parts() -> None:
    grams = np.arange(10_000, dtype=np.uint64)
    parts = [minhash(grams[:4096]), minhash(grams[4096:])]
    assert (minhash(grams) == np.minimum(*parts)).all()


def test_a_cut_and_edited_copy_is_one_and_an_article_that_quotes_is_not() -> None:
    words, own = story(7, 300), story(8, 300)
    edited = [own[n] if n % 40 == 0 else word for n, word in enumerate(words[:200])]
    assert is_copy(shingled(article(words)), shingled(article(edited)))
    assert is_copy(shingled(article(edited)), shingled(article(words)))
    quoting = own + words[:100]
    assert not is_copy(shingled(article(words)), shingled(article(quoting)))


def test_two_articles_of_one_outlet_must_begin_alike() -> None:
    shared = story(9, 400)
    one, other = article(story(10, 120), shared), article(story(11, 120), shared)
    assert is_copy(shingled(one), shingled(other))
    assert not is_copy(shingled(one), shingled(other), one_outlet=True)
    later = article(story(10, 120)[:60], story(12, 60), shared)
    assert is_copy(shingled(one), shingled(later), one_outlet=True)


def test_shingled_is_frozen() -> None:
    with pytest.raises(AttributeError):
        shingled(article("x")).grams = None  # type: ignore[misc, assignment]
    assert Shingled.__slots__ == ("grams", "lead")


# ── who resembles whom ────────────────────────────────────────────────────────────────


def values(seed: int) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 2**32, VALUES, dtype=np.uint32)


def like(other: np.ndarray, equal: int, seed: int) -> np.ndarray:
    found = values(seed)
    chosen = np.random.default_rng(seed + 1).permutation(VALUES)[:equal]
    found[chosen] = other[chosen]
    return found


def test_the_same_pairs_are_found_as_by_comparing_all() -> None:
    rng = np.random.default_rng(5)
    rows = [values(1)]
    for n in range(300):
        equal = int(rng.integers(20, 60))
        rows.append(like(rows[int(rng.integers(len(rows)))], equal, 1000 + n))
    matrix = np.array(rows)
    held = Signatures()
    held.extend([str(n) for n in range(len(rows))], matrix)
    assert len(held) == 301
    wanted = {
        (one, other)
        for one in range(40)
        for other in range(301)
        if one != other
        and not (other < 40 and other < one)
        and int((matrix[one] == matrix[other]).sum()) >= EQUAL
    }
    assert len(wanted) > 10
    found = held.resembling(str(n) for n in range(40))
    assert len(found) == len(set(found))
    assert {(int(one), int(other)) for one, other in found} == wanted


def test_what_was_put_in_another_place_or_taken_out_is_found_no_more() -> None:
    held = Signatures()
    first = values(1)
    held.put("a", first)
    held.put("b", like(first, 90, 2))
    assert held.resembling(["b"]) == [("b", "a")]
    assert held.resembling(["a", "b", "a"]) == [("a", "b")]
    held.put("a", values(3))
    assert held.resembling(["b"]) == []
    held.put("a", first)
    held.put("b", None)
    held.put("never", None)
    assert len(held) == 1
    assert held.resembling(["a"]) == []
    assert held.resembling(["b", "unknown"]) == []


def test_room_grows_with_the_library() -> None:
    held = Signatures()
    first = values(1)
    held.put("first", first)
    held.extend([str(n) for n in range(2000)], np.array([values(n + 10) for n in range(2000)]))
    held.put("last", like(first, 60, 7))
    assert held.resembling(["last"]) == [("last", "first")]
