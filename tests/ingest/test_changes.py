"""What two revisions of an article differ in, and of what nature that is."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.changes import compare
from ingest.changing.alignment import align
from ingest.changing.folding import folded, tokens
from ingest.changing.notes import note
from ingest.changing.summary import in_few_words
from ingest.changing.wording import marks
from ingest.types import Access, Article, Block, BlockKind, Metadata
from ingest.types.changes import ChangeKind, Changes, FieldChange, Mark, Matter, Nature

FIRST = "The council met on Monday."
SECOND = "It approved 12 new moorings near Lake Orla."
THIRD = "Nobody spoke against the plan in the hall."


def article(*blocks: str | tuple[BlockKind, str], **meta: object) -> Article:
    """An article of the given blocks, body where no kind is named, two line ends apart."""
    text, tiles = "", []
    for one in blocks:
        kind, words = one if isinstance(one, tuple) else (BlockKind.BODY, one)
        start = len(text)
        text += words + "\n\n"
        tiles.append(Block(kind, start, len(text)))
    return Article("file:/a", "/a", text, tuple(tiles), Metadata(**meta))  # type: ignore[arg-type]


def changed(before: str, after: str, **meta: object) -> Changes:
    return compare(article(before), article(after, **meta))


def test_nothing_that_counts() -> None:
    found = compare(
        article(f"{FIRST} It's “so”.", (BlockKind.COMMENT, "First!")),
        article(f'{FIRST}  It’s "so".', (BlockKind.COMMENT, "Second! Third!")),
    )
    assert found == Changes(Nature.NONE)


@pytest.mark.parametrize("access", [Access.SUMMARY, Access.METADATA_ONLY])
def test_the_article_in_place_of_its_summary_is_no_edit(access: Access) -> None:
    found = compare(article(FIRST, access=access), article(FIRST, SECOND, access=Access.PARTIAL))
    assert found.nature is Nature.FULLER
    assert in_few_words(found) == "the article in place of its summary"
    back = compare(article(FIRST, SECOND, access=Access.FULL), article(FIRST, access=access))
    assert back.nature is Nature.SILENT


def test_a_number_changed_silently() -> None:
    found = changed(f"{FIRST} {SECOND} {THIRD}", f"{FIRST} {SECOND} {THIRD}".replace("12", "14"))
    (change,) = found.changes
    assert found.nature is Nature.SILENT
    assert change.kind is ChangeKind.REWORDED
    assert change.matters == (Matter.NUMBER,)
    assert (change.before, change.after) == (SECOND, SECOND.replace("12", "14"))
    assert change.marks == (
        Mark("same", "It approved "),
        Mark("gone", "12 "),
        Mark("new", "14 "),
        Mark("same", "new moorings near Lake Orla."),
    )
    assert (found.words_gone, found.words_new) == (1, 1)


@pytest.mark.parametrize(
    ("before", "after", "matters"),
    [
        ("They sold 1,000 boats.", "They sold one thousand boats.", ()),
        ("They sold 10 percent of it all.", "They sold 10 dollars of it all.", (Matter.NUMBER,)),
        (
            "The vote is on Monday at the hall.",
            "The vote is on Tuesday at the hall.",
            (Matter.DATE,),
        ),
        ("The vote is in Aug. at the hall.", "The vote is in August at the hall.", ()),
        ("The plan may pass the house.", "The plan may not pass the house.", (Matter.NEGATION,)),
        ("He met Joe Brand at the pier.", "He met Jill Brand at the pier.", (Matter.NAME,)),
        ("He met Joe Brand at the pier.", "He met Brand at the pier.", ()),
        ("He met Joe Brand at the pier.", "He met them at the pier.", (Matter.NAME,)),
        ("The firm reportedly sold the boats.", "The firm sold the boats.", (Matter.CERTAINTY,)),
        ("The boats were blue and white.", "The boats were blue and green.", ()),
        (
            "The firm sold 3 boats to Ann Moor.",
            "The firm never sold 4 boats to Bo Tarn.",
            (Matter.NUMBER, Matter.NEGATION, Matter.NAME),
        ),
    ],
)
def test_what_matters_about_a_sentence(
    before: str, after: str, matters: tuple[Matter, ...]
) -> None:
    assert changed(before, after).changes[0].matters == matters


def test_added_removed_and_moved() -> None:
    found = changed(f"{FIRST} {SECOND} {THIRD}", f"{THIRD} {FIRST} A band played until dawn.")
    kinds = {change.after or change.before: change.kind for change in found.changes}
    assert kinds == {
        THIRD: ChangeKind.MOVED,
        "A band played until dawn.": ChangeKind.ADDED,
        SECOND: ChangeKind.REMOVED,
    }
    assert found.count(ChangeKind.MOVED) == 1
    assert (found.words_gone, found.words_new) == (8, 5)
    removed = next(change for change in found.changes if change.kind is ChangeKind.REMOVED)
    assert removed.matters == (Matter.NUMBER, Matter.NAME)
    assert found.matters == (Matter.NUMBER, Matter.NAME)
    assert [change.kind for change in found.by_weight] == [
        ChangeKind.REMOVED,
        ChangeKind.ADDED,
        ChangeKind.MOVED,
    ]


def test_a_sentence_that_comes_twice_moves_once() -> None:
    found = changed(f"{FIRST} {SECOND} {FIRST}", f"{SECOND} {THIRD} {FIRST}")
    assert [change.kind for change in found.changes] == [ChangeKind.REMOVED, ChangeKind.ADDED]


def test_what_stands_elsewhere_still_does_not_matter() -> None:
    found = changed(f"{SECOND} {FIRST}", f"{FIRST} Some 12 people came to Lake Orla by noon today.")
    assert found.count(ChangeKind.REMOVED) == 1
    assert found.matters == ()


def test_a_correction_note_owns_up() -> None:
    after = f"{FIRST}\n\nCorrection: An earlier version of this article named the wrong day."
    found = changed(FIRST, after)
    assert found.nature is Nature.CORRECTION
    assert [one.kind for one in found.notes] == ["correction"]
    # The note stood there before: what is changed now is not covered by it.
    assert changed(after, after.replace("met", "sat")).nature is Nature.SILENT


def test_a_note_that_is_withheld_counts() -> None:
    body = (BlockKind.BODY, FIRST)
    note_ = (BlockKind.BOILERPLATE, "This article was amended on 3 May 2025 to mend a name.")
    assert compare(article(body), article(body, note_)).nature is Nature.CORRECTION
    theirs = (BlockKind.COMMENT, "Correction: you are all wrong.")
    assert compare(article(body), article(body, theirs)).nature is Nature.NONE


def test_an_update_says_so_in_words_or_by_its_date() -> None:
    note_ = (BlockKind.DATE, "Updated 3:15 pm")
    assert compare(article(FIRST), article(FIRST, note_)).nature is Nature.UPDATE
    after = FIRST.replace("met", "sat")
    assert changed(FIRST, after, modified="2025-05-02").nature is Nature.UPDATE
    for before, later, nature in (
        ("2025-05-02", "2025-05-03T10:00:00+00:00", Nature.UPDATE),
        ("2025-05-02", "2025-05-02", Nature.SILENT),
        ("2025-05-02", None, Nature.SILENT),
        ("2025-05-02", "soon", Nature.SILENT),
    ):
        old, new = article(FIRST, modified=before), article(after, modified=later)
        assert compare(old, new).nature is nature


def test_metadata_alone() -> None:
    found = compare(
        article(FIRST, title="Old", authors=("Ann", "Bo"), retrieved="2025-01-01"),
        article(FIRST, title="New", authors=(), retrieved="2025-01-02"),
    )
    assert found.nature is Nature.METADATA
    assert found.fields == (
        FieldChange("title", "Old", "New"),
        FieldChange("authors", "Ann, Bo", None),
    )


def test_what_the_user_stated_is_no_change_of_the_article() -> None:
    old = article(FIRST, title="Old", publisher="Crane")
    new = replace(
        article(FIRST, title="New", publisher="Wren"), meta_sources=(("publisher", "you"),)
    )
    assert [one.field for one in compare(old, new).fields] == ["title"]
    assert [one.field for one in compare(new, old).fields] == ["title"]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Correction: The name was misspelt.", "correction"),
        ("CORRECTION (May 3, 2025): The name was misspelt.", "correction"),
        ("Clarification — the sum is a yearly one.", "correction"),
        ("Correction, May 3: The name was misspelt.", "correction"),
        ("An earlier version of this article misstated her age.", "correction"),
        ("A previous version of this story said the dam had burst.", "correction"),
        ("An earlier headline incorrectly said that it had burst.", "correction"),
        ("This story has been corrected to give her age.", "correction"),
        ("This article was amended on 3 May 2025.", "correction"),
        ("The article was corrected to remove an error.", "correction"),
        ("Editor's note: This piece misspelt a name and has been corrected.", "correction"),
        ("(Corrects paragraph 3 to say millions, not billions)", "correction"),
        ("Korrektur: Der Name war falsch.", "correction"),
        ("This story has been updated with a comment.", "update"),
        ("UPDATE: The bridge is open again.", "update"),
        ("Updated 4 May 2025", "update"),
        ("Last updated: 10:30 GMT", "update"),
        ("(Adds quotes, background)", "update"),
        ("This is a developing story and will be updated.", None),
        ("The ministry corrected its forecast on Tuesday.", None),
        ("An earlier version of the bill failed in the house.", None),
        ("Updating the bridge will cost millions.", None),
        ("The market saw a correction of 10 percent.", None),
        ("Corrections officers went on strike.", None),
        ("The editor's note was short.", None),
        ("The law was amended on Monday.", None),
        ("The story was first told by sailors.", None),
    ],
)
def test_notes_are_told_from_news(sentence: str, kind: str | None) -> None:
    found = note(sentence)
    assert (found.kind if found else None) == kind


WORDS = st.lists(
    st.sampled_from(["a", "bee", "12", "not", "“Ann”", "x.y", ",", "(see"]), max_size=12
)


@given(WORDS, WORDS)
def test_marks_rebuild_both_sentences(before: list[str], after: list[str]) -> None:
    old, new = " ".join(before), " ".join(after)
    found = marks(old, new)
    assert "".join(mark.text for mark in found if mark.kind != "gone") == new
    kept = "".join(mark.text for mark in found if mark.kind != "new")
    assert folded(kept).replace(" ", "") == folded(old).replace(" ", "")
    assert "".join(tokens(old)) == old


def test_small_common_islands_are_read_as_changed() -> None:
    found = marks("He bought a boat today.", "He sold a house today.")
    assert [mark.text for mark in found] == ["He ", "bought a boat ", "sold a house ", "today."]


def test_a_sentence_of_great_length_is_replaced_whole() -> None:
    old, new = "word " * 700, "word " * 701
    assert marks(old, new) == (Mark("gone", old), Mark("new", new))


@given(
    st.lists(st.sampled_from("abcdef"), max_size=8), st.lists(st.sampled_from("abcdef"), max_size=8)
)
def test_every_sentence_is_met_once(before: list[str], after: list[str]) -> None:
    pairs = align(before, after)
    assert sorted(i for i, _ in pairs if i is not None) == list(range(len(before)))
    assert [j for _, j in pairs if j is not None] == list(range(len(after)))


def test_long_texts_take_bounded_time() -> None:
    some = [f"Sentence number {n} is here." for n in range(6000)]
    begun = time.perf_counter()
    pairs = align(some, [*reversed(some), "One more."])
    assert len(pairs) == 6001
    assert align(some, some[3000:])[0] == (0, None)
    same = ["The same words."] * 3000
    assert len(align(["First.", *same, "Last."], [*same, "End."])) >= 3001
    assert time.perf_counter() - begun < 10


def test_many_new_sentences_are_not_paired() -> None:
    old, new = [f"old {n} a b c" for n in range(120)], [f"new {n} a b c" for n in range(120)]
    assert all(i is None or j is None for i, j in align(old, new))
    assert all(i == j for i, j in align(old[:9], new[:9]))


def test_new_and_removed_sentences_beside_a_reworded_one() -> None:
    old = ["old boats sail far", "nets dry here"]
    assert align(old[:1], ["gulls cry", "old boats sail on"]) == [(None, 0), (0, 1)]
    assert align(old[::-1], ["old boats sail on"]) == [(0, None), (1, 0)]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            article(f"{FIRST} {SECOND}"),
            article(
                f"{FIRST} {SECOND}".replace("12", "14").replace("Orla", "Una").replace("met", "sat")
            ),
            "2 sentences changed, a number and a name among them; no correction note",
        ),
        (article(f"{FIRST} {THIRD}"), article(FIRST), "1 sentence removed; no correction note"),
        (
            article(FIRST, title="A"),
            article(f"{FIRST.replace('met', 'sat')} {THIRD}", title="B", modified="2025-05-02"),
            "1 sentence changed, 1 added; other title; its own date is newer",
        ),
        (
            article(FIRST),
            article(FIRST, "This story has been updated."),
            "1 sentence added; with an update note",
        ),
        (
            article(FIRST),
            article(FIRST, "Correction: It was on a boat."),
            "1 sentence added; with a correction note",
        ),
        (article(FIRST, tags=("a",)), article(FIRST), "other tags"),
        (article(FIRST), article(FIRST), "nothing that is cited changed"),
    ],
)
def test_in_few_words(before: Article, after: Article, said: str) -> None:
    assert in_few_words(compare(before, after)) == said
