"""Whose words a sentence gives and how sure its source is; every sentence is invented."""

from __future__ import annotations

import pytest

from assistant.checking.narrow import evidence
from assistant.checking.saying import Saying, saying
from assistant.checking.status import of_claim, own
from assistant.types import Context, Hit, Numbered, Standing, Voice
from assistant.verify import verify
from ingest.types import ArticleKind, ArticleRow, Metadata, Passage

CLAIM = "Sudland papers claim that Norland offered to buy back its boats."
REPORT = Metadata(title="Boats", publisher="Harbour Post", published="2025-08-14")
OPINION = Metadata(title="Sell", authors=("Pal Lind",), kind=ArticleKind.OPINION)


def numbered(text: str, number: int = 1, start: int = 0, meta: Metadata = REPORT, before: str = ""):
    row = ArticleRow("a1", 1, "/a.txt", meta, "h")
    passage = Passage(f"a1:1:{start}", "a1", 1, number, start, start + len(text), text)
    return Numbered(number, Hit(passage, row, 1.0), before=before)


def said(cited: str, *, after: str = "", before: str = "", meta: Metadata = REPORT) -> Saying:
    """The saying of ``cited`` between two other sentences of its passage."""
    text = " ".join(part for part in (before, cited, after) if part)
    passage = numbered(text, meta=meta)
    start = text.index(cited)
    return saying(cited, [evidence(passage, start, start + len(cited))], Context("", (passage,)))


# --- who ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "cited", "who", "voice"),
    [
        ("", "The yard closed in May.", None, Voice.AUTHOR),
        ("", "Ida Brodd said that the yard closed.", "Ida Brodd", Voice.SOURCE),
        ("", "The yard reportedly closed.", "", Voice.SOURCE),
        # the sentence before names who "he" is, or who goes on speaking
        ("Lars Moro said it was late.", "“The yard is closed now,” he said.", "Lars Moro", Voice.SOURCE),
        ("Lars Moro met the press.", "“The yard is closed now,” he said.", "Lars Moro", Voice.SOURCE),
        ("In came, with rain, Lars Moro.", "“The yard is closed,” he said.", "", Voice.SOURCE),
        ("The mayor came.", "“The yard is closed now,” he said.", "", Voice.SOURCE),
        ("“It is late,” Lars Moro said.", "“The yard has been closed for good.”", "Lars Moro", Voice.SOURCE),
        ("It rained all day.", "“The yard has been closed for good.”", "", Voice.SOURCE),
        ("“It is late,” she said.", "“The yard has been closed for good.”", "", Voice.SOURCE),
        # a title in quotation marks is no speech
        ("Lars Moro said so.", "“Boats” is a song.", None, Voice.AUTHOR),
    ],
)  # fmt: skip
def test_who(before: str, cited: str, who: str | None, voice: Voice) -> None:
    found = said(cited, before=before)
    assert (found.attributed_to, found.voice) == (who, voice)


def test_a_long_run_of_capitals_is_no_subject():
    before = "Norland Sea Harbour Yard Union Office met."
    assert said("“It is closed now,” he said.", before=before).attributed_to == ""


def test_the_speaker_may_stand_in_the_passage_before():
    passage = numbered("“The yard is closed now,” he said.", before="It rained. Lars Moro said so.")
    whole = evidence(passage, 0, len(passage.hit.passage.text))
    assert saying("It is closed.", [whole]).attributed_to == "Lars Moro"


def test_the_statement_goes_first():
    passage = numbered("Ida Brodd said that the yard closed.")
    whole = evidence(passage, 0, len(passage.hit.passage.text))
    assert saying("Mayor Brodd said it closed.", [whole]).attributed_to == "Mayor Brodd"
    assert saying("It closed.", []) == Saying(None, False, Voice.AUTHOR, Standing.ASSERTED)


def test_an_opinion_is_its_authors():
    found = said("The boats should go.", meta=OPINION)
    assert (found.voice, found.attributed_to) == (Voice.OPINION, "Pal Lind")
    nameless = said("The boats should go.", meta=Metadata(kind=ArticleKind.OPINION))
    assert (nameless.voice, nameless.attributed_to) == (Voice.OPINION, None)
    quoted = said("The boats should go, Ida Brodd said.", meta=OPINION)
    assert (quoted.voice, quoted.attributed_to) == (Voice.SOURCE, "Ida Brodd")


# --- how sure: its own words --------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("The yard closed.", None),
        ("Neither Norland nor Sudland has confirmed the report.", Standing.UNCONFIRMED),
        ("The figure could not be independently verified.", Standing.UNCONFIRMED),
        ("The navy has yet to confirm it.", Standing.UNCONFIRMED),
        ("There was no official confirmation.", Standing.UNCONFIRMED),
        ("The report remains unconfirmed.", Standing.UNCONFIRMED),
        ("Norland denied the report.", Standing.DENIED),
        ("Norland denied that it had offered anything.", Standing.DENIED),
        ("Norland denied having offered anything.", Standing.DENIED),
        ("Norland rejected the claims.", Standing.DENIED),
        ("Norland called the report “baseless”.", Standing.DENIED),
        ("Norland dismissed it as false.", Standing.DENIED),
        # what is turned down is no statement, or nobody denies it
        ("Norland rejected the proposal.", None),
        ("The court denied bail.", None),
        ("Moro, who denied the charges, was fined.", None),
        ("There is no denying that it sank.", None),
        ("Norland did not deny the report.", None),
    ],
)
def test_own_words(text: str, standing: Standing | None) -> None:
    assert own(text) is standing


# --- how sure: the words beside them ------------------------------------------------------


@pytest.mark.parametrize(
    ("claim", "beside", "distance", "standing"),
    [
        (CLAIM, "Neither Norland nor Sudland has confirmed the report.", 1, Standing.UNCONFIRMED),
        (CLAIM, "Neither Norland nor Sudland has confirmed the report.", 9, Standing.UNCONFIRMED),
        (CLAIM, "Neither Midland nor Oster has confirmed the report.", 3, None),
        (CLAIM, "Norland has not confirmed the offer.", 9, Standing.UNCONFIRMED),
        (CLAIM, "Norland has not confirmed it.", 1, Standing.UNCONFIRMED),
        (CLAIM, "Norland has not confirmed it.", 2, None),
        (CLAIM, "Norland has not confirmed the attack.", 1, None),
        (CLAIM, "Norland denied it.", 1, Standing.DENIED),
        (CLAIM, "Norland denied it.", 2, None),
        (CLAIM, "Norland denied the report.", 2, Standing.DENIED),
        (CLAIM, "Norland denied on Tuesday that any offer had been made.", 9, Standing.DENIED),
        (CLAIM, "Norland denied that it would buy back boats.", 9, Standing.DENIED),
        (CLAIM, "Norland denied that the dam had burst.", 1, None),
        (CLAIM, "It rained.", 1, None),
        # a report is of what somebody says; the article's own word is none
        ("Norland closed its yard.", "Sudland denied the report.", 1, None),
        ("Norland closed its yard.", "Sudland has not confirmed it.", 1, None),
        ("Norland made an offer.", "Sudland has not confirmed the offer.", 2, Standing.UNCONFIRMED),
        ("Norland made an offer.", "Sudland has not confirmed the offer.", 9, None),
        ("The loss is 12 million.", "The figure could not be verified.", 1, Standing.UNCONFIRMED),
        ("The loss is 12 million.", "The figure could not be verified.", 2, None),
        ("The loss is high.", "The figure could not be verified.", 1, None),
    ],
)
def test_beside(claim: str, beside: str, distance: int, standing: Standing | None) -> None:
    assert of_claim(claim, beside, distance) is standing


def test_the_sentence_that_decides_is_given():
    neither = "Neither Norland nor Sudland has confirmed the report."
    found = said(CLAIM, after=neither)
    assert found.standing is Standing.UNCONFIRMED
    assert found.hedged
    assert found.span is not None
    start = len(CLAIM) + 1
    assert (found.span.start, found.span.end) == (start, start + len(neither))
    assert said("It rained.", after=neither).span is None
    assert said(neither).standing is Standing.UNCONFIRMED


def test_a_denial_goes_before_a_missing_confirmation():
    after = "Sudland has not confirmed the offer. Norland denied that any offer was made."
    assert said(CLAIM, after=after).standing is Standing.DENIED
    assert said(CLAIM, before="Sudland has not confirmed the offer.").standing is (
        Standing.UNCONFIRMED
    )


def test_other_passages_of_the_article_count_and_those_of_other_articles_do_not():
    first = numbered(CLAIM)
    text = "Norland has not confirmed the offer."
    second = numbered(text, 2, len(CLAIM) + 2)
    overlapping = numbered(text, 3, 5)
    whole = evidence(first, 0, len(CLAIM))
    found = saying(CLAIM, [whole], Context("", (first, overlapping, second)))
    assert found.standing is Standing.UNCONFIRMED
    assert found.span is not None
    assert found.span.number == 2
    assert saying(CLAIM, [whole], Context("", (first,))).standing is Standing.HEDGED


def test_verify_passes_it_on(context, draft):
    found = verify(draft("Sudland newspapers claimed that Midland would receive the boats in 2026."), context)  # fmt: skip
    assert (found.attributed_to, found.voice) == ("Sudland newspapers", Voice.SOURCE)
    plain = verify(draft("Norland offered on Tuesday to buy back 24 patrol boats from Sudland for $30 million."), context)  # fmt: skip
    assert (plain.standing, plain.standing_span) == (Standing.ASSERTED, None)
