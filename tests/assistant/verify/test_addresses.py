"""Names in the form of a host, and addresses that stand where a name stood."""

from __future__ import annotations

import pytest

from assistant.checking.addresses import without_links
from assistant.types import Context, DraftSentence, Hit, Numbered, Verdict
from assistant.verify import examine, verify
from ingest.types import ArticleRow, Metadata, Passage

TEXT = (
    "The harbour board hired the broker Northways to find two ferries before winter. "
    "Ferries.com and a yard in Ulm made bids, and the board will choose one in May. "
    "The bids were opened on Monday by a clerk and a lawyer of the town."
)


def context(*more: str, **metadata: str) -> Context:
    given = []
    for at, text in enumerate((TEXT, *more)):
        row = ArticleRow("a", 1, "/a.txt", Metadata(title="Ferries", **metadata), "h")
        start = 1000 * at
        passage = Passage(f"a:1:{at}", "a", 1, at, start, start + len(text), text)
        given.append(Numbered(at + 1, Hit(passage, row, 1.0)))
    return Context("Who bid?", tuple(given))


def verdict(text: str, given: Context | None = None) -> Verdict:
    return verify(DraftSentence(text, (1,)), given or context()).verdict


@pytest.mark.parametrize(
    "instead", ["Boats.com", "boats.com/deals", "https://boats.example", "www.boats.example"]
)
def test_an_address_in_the_place_of_a_name_is_found(instead: str) -> None:
    text = f"The harbour board hired {instead} to find two ferries before winter."
    result = verify(DraftSentence(text, (1,)), context())
    assert result.verdict is Verdict.UNSUPPORTED
    assert f"the address “{instead}” is not in the cited words" in result.reasons
    assert instead not in result.text


def test_a_host_that_the_cited_words_name_stays_and_is_checked() -> None:
    said = "Ferries.com and a yard in Ulm made bids, the board will choose one in May."
    result = verify(DraftSentence(said, (1,)), context())
    assert (result.text, result.verdict) == (said, Verdict.VERIFIED)
    assert verdict(said.replace("Ferries.com", "Ferries.net")) is Verdict.UNSUPPORTED


@pytest.mark.parametrize("address", ["https://boats.example/bids", "www.boats.example"])
def test_an_address_of_the_source_is_taken_out_and_said_to_be_there(address: str) -> None:
    source = f"The harbour board asked the yards to send bids to {address}, before May. "
    said = f"The harbour board asked yards to send bids to {address} before May."
    result, _ = examine(DraftSentence(said, (2,)), context(source))
    assert result.verdict is Verdict.PARTLY
    assert f"the address “{address}” of the source was taken out" in result.reasons
    assert address not in result.text


def test_a_full_stop_behind_a_host_is_not_of_it() -> None:
    source = "The harbour board asked the yards to send their bids to boats.com/bids before May."
    said = "The harbour board asked the yards to send bids to boats.com/bids."
    result, _ = examine(DraftSentence(said, (2,)), context(source))
    assert (result.text, result.verdict) == (said, Verdict.VERIFIED)


@pytest.mark.parametrize(
    "behind", ["(https://x.example/bids)", "https://x.example/bids", "<www.x.example>"]
)
def test_an_address_beside_the_sentence_is_a_reference(behind: str) -> None:
    text = (
        f"The harbour board hired the broker Northways to find two ferries before winter {behind}"
    )
    result = verify(DraftSentence(text, (1,)), context())
    assert result.verdict is Verdict.VERIFIED, result.reasons
    assert result.reasons == ("a link or a marker in the text was removed",)


@pytest.mark.parametrize(
    "outlet", [{"publisher": "Harbour.net"}, {"url": "https://www.harbour.net/a"}]
)
def test_the_outlets_own_host_is_no_strange_address(outlet: dict[str, str]) -> None:
    text = "The bids were opened on Monday by a clerk and a lawyer, harbour.net said."
    (evidence,) = _evidence(context(**outlet))
    assert without_links(text, [evidence]) == (text, [])
    assert without_links(text, []) == (text.replace(" harbour.net", ""), ["harbour.net"])


def test_a_draft_may_name_what_the_article_says_elsewhere() -> None:
    more = "Crewing.net, the harbour board said, will find ferries and crews before winter."
    text = "The harbour board hired Crewing.net to find two ferries before winter."
    for whole, told in ((True, False), (False, True)):
        result, _ = examine(DraftSentence(text, (1,)), context(more), whole=whole)
        assert any("the address" in reason for reason in result.reasons) is told


def test_an_address_with_many_dots_is_taken_out() -> None:
    assert "evil" not in without_links("See " + "a." * 30 + "evil.com for more", ())[0]
    assert without_links("See [here](http://x.example/a) now", ()) == ("See here now", [])


def _evidence(given: Context) -> list[object]:
    from assistant.checking.narrow import evidence

    numbered = given.passages[0]
    return [evidence(numbered, 0, len(TEXT))]
