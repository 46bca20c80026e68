"""What is said of articles that are not in English."""

from __future__ import annotations

import pytest

from assistant.languages import language_notes
from assistant.types import Citation
from ingest.languages import name_of, warning
from ingest.types import ArticleRow, Metadata


def citation(language: str | None) -> Citation:
    article = ArticleRow("a1", 1, "a.txt", Metadata(language=language), "0" * 64)
    return Citation(1, "a1-1-0", "The ferry stopped.", 0, 18, article)


def test_english_and_unknown_need_no_word() -> None:
    assert language_notes([citation("en"), citation(None)], "When did the ferry stop?") == ()
    assert warning("en") is None
    assert warning(None) is None


def test_each_other_language_is_named_once() -> None:
    cited = [citation("de"), citation("de"), citation("fr")]
    notes = language_notes(cited, "Ferry?")
    assert [note.partition(":")[0] for note in notes] == ["source in German", "source in French"]
    assert "would find" not in "".join(notes)


def test_a_question_in_another_language_is_told_so() -> None:
    (note,) = language_notes(
        [citation("de")], "What was it that the owner of the ferry said of it?"
    )
    assert note.endswith("a question in German would find more")
    asked = "Was hat die Besitzerin der Fähre von den Reparaturen und dem Schiff gesagt?"
    (note,) = language_notes([citation("de")], asked)
    assert "would find" not in note


@pytest.mark.parametrize(("code", "name"), [("de", "German"), ("xx", "the language “xx”")])
def test_the_warning_at_ingest_names_the_language(code: str, name: str) -> None:
    assert name_of(code) == name
    assert (warning(code) or "").startswith(f"It is in {name}: ask in {name}.")
