"""What a search tells of itself, and what words about time do to it."""

from collections.abc import Callable

import pytest

from assistant.retrieve import Retriever
from assistant.types import Found, TimeReading
from ingest.library import Library
from ingest.types import Filters

Records = list[dict[str, object]]
Make = Callable[..., Library]

DAYS = {
    "2025-03-03": "The ferry crew stopped work for higher pay and the harbour stood still.",
    "2025-06-10": "The ferry crew stopped work for shorter hours and the harbour stood still.",
    "2025-08-12": "The ferry crew stopped work for safer decks and the harbour stood still.",
}


def strikes() -> Records:
    return [
        {
            "url": f"https://tidewater.example/{day}",
            "title": f"Ferry crew on strike ({number})",
            "text": f"{text} Masters and crew met twelve times.",
            "publisher": "Tidewater",
            "published": day,
        }
        for number, (day, text) in enumerate(DAYS.items(), 1)
    ]


def days(found: Found) -> list[str]:
    return [str(hit.article.meta.published) for hit in found.hits]


def test_a_trace_tells_terms_spellings_counts_and_today(library: Library) -> None:
    found = Retriever(library).find("Why would Turkey sell back its S-400s?", k=2)
    trace = found.trace
    assert trace.query == "Why would Turkey sell back its S-400s?"
    assert trace.terms == ("Turkey", "sell", "back", "S-400s")
    assert trace.spellings["Turkey"] == ("turkiye",)
    assert "s400" in trace.spellings["S-400s"]
    assert trace.today == "2025-08-12"
    assert 0 < trace.by_words <= trace.by_meaning == trace.ranked == 5
    assert trace.times == ()
    assert len(found.hits) + len(trace.dropped) == trace.ranked
    assert {each.reason for each in trace.dropped} == {"scores less than the 2 that were taken"}


def test_a_score_is_made_of_what_the_trace_says(library: Library) -> None:
    best = Retriever(library).find("Why would Turkey sell back its S-400s?", k=1).hits[0]
    made = best.fusion
    assert made is not None
    assert made.words == 1.0
    assert made.meaning == pytest.approx(best.similarity)
    own = made.words + 0.75 * made.meaning + made.article
    assert best.score == pytest.approx(own * made.recency + made.reading, abs=1e-4)


def test_nothing_is_traced_of_a_search_for_nothing(library: Library) -> None:
    found = Retriever(library).find("bridge", k=0)
    assert found.hits == ()
    assert found.trace.terms == ("bridge",)
    assert found.trace.by_words == found.trace.ranked == 0
    nobody = Retriever(library).find("bridge", Filters(publishers=("nobody",)))
    assert nobody.hits == ()
    assert nobody.trace.by_meaning == 0


def test_a_library_without_dates_has_no_today(make_library: Make, records: Records) -> None:
    for record in records:
        record.pop("published", None)
    library = make_library(records)
    found = Retriever(library).find("Which bridge opened last week?")
    assert found.trace.today is None
    assert found.trace.times == ()
    assert found.hits


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Why did the ferry crew stop work in March?", "2025-03-03"),
        ("Why did the ferry crew stop work in June 2025?", "2025-06-10"),
        ("Why did the ferry crew stop work on 10 June?", "2025-06-10"),
        ("Why did the ferry crew stop work this month?", "2025-08-12"),
    ],
)
def test_articles_of_the_time_named_come_first(
    make_library: Make, question: str, first: str
) -> None:
    found = Retriever(make_library(strikes())).find(question)
    assert days(found)[0] == first
    assert len(found.hits) == 3
    (time,) = found.trace.times
    assert time.effect == "prior"


def test_words_about_articles_keep_the_others_out(make_library: Make) -> None:
    retriever = Retriever(make_library(strikes()))
    found = retriever.find("What do the articles since June say of the ferry crew?")
    assert set(days(found)) == {"2025-06-10", "2025-08-12"}
    assert found.trace.times == (TimeReading("since June", "2025-06-01", None, "filter"),)
    narrower = Filters(since="2025-07-01", until="2025-12-31")
    found = retriever.find("What do the articles since June say of the ferry crew?", narrower)
    assert days(found) == ["2025-08-12"]
    found = retriever.find("articles published before 1 May 2025 about the ferry crew", narrower)
    assert days(found) == []
    found = retriever.find("articles published before 1 May 2025 about the ferry crew")
    assert days(found) == ["2025-03-03"]


@pytest.mark.parametrize(
    "question",
    [
        "Why did the ferry crew stop work in 2025?",
        "Why did the ferry crew stop work in January 2024?",
    ],
)
def test_words_that_change_nothing_are_not_told(make_library: Make, question: str) -> None:
    assert Retriever(make_library(strikes())).find(question).trace.times == ()


def test_beside_a_day_of_asking_only_short_times_before_it_count(make_library: Make) -> None:
    retriever = Retriever(make_library(strikes()))
    asked = Filters(as_of="2025-08-14")
    assert retriever.find("Why did the ferry crew stop work this week?", asked).trace.times == ()
    assert retriever.find("Why did the crew stop work since May?", asked).trace.times == ()
    found = retriever.find("Why did the ferry crew stop work in March?", asked)
    assert [time.phrase for time in found.trace.times] == ["March"]
    found = retriever.find("What do the articles since June say of the crew?", asked)
    assert set(days(found)) == {"2025-06-10", "2025-08-12"}


WIRE = (
    "The ministry of fisheries confirmed on Tuesday that nine trawlers were lost in the storm "
    "off the northern cape. Rescuers found forty sailors alive. The minister said that the "
    "search for the trawlers goes on until the weather turns."
)


def test_an_agency_report_does_not_fill_the_places(make_library: Make) -> None:
    papers = [
        {
            "url": f"https://paper{number}.example/storm",
            "title": "Nine trawlers lost in the storm",
            "text": WIRE if number % 2 else WIRE + " (Agency)",
            "publisher": f"Paper {number}",
            "published": "2025-08-12",
        }
        for number in range(6)
    ]
    others = [
        {
            "url": f"https://gazette.example/{number}",
            "title": f"Storm off the cape ({number})",
            "text": text,
            "publisher": "Gazette",
            "published": "2025-08-12",
        }
        for number, text in enumerate(
            [
                "Owners of the trawlers had asked for a storm warning that never came.",
                "Widows of sailors lost with trawlers in an earlier storm gathered at the quay.",
                "A storm that sank trawlers off the cape has moved on to the islands.",
            ]
        )
    ]
    library = make_library(papers + others)
    found = Retriever(library).find("How many trawlers were lost in the storm?", k=4)
    outlets = [hit.article.meta.publisher for hit in found.hits]
    assert sum(1 for name in outlets if name != "Gazette") == 1
    copies = [each.reason for each in found.trace.dropped if each.title == papers[0]["title"]]
    assert copies
    assert all(reason.startswith("says the same as passage ") for reason in copies)


def test_further_passages_of_an_article_are_told_as_such(make_library: Make) -> None:
    paragraph = "The harbour council of the island met about harbour fees and harbour works. "
    long = {
        "url": "https://tidewater.example/long",
        "title": "Harbour council",
        "text": "\n\n".join(paragraph * 9 + f"Matter {number} was closed." for number in range(9)),
        "publisher": "Tidewater",
        "published": "2025-08-12",
    }
    other = {
        "url": "https://tidewater.example/other",
        "title": "Harbour fees rise",
        "text": "The harbour council raised its fees after a long meeting on the island.",
        "publisher": "Tidewater",
        "published": "2025-08-11",
    }
    found = Retriever(make_library([long, other])).find("harbour council fees island", k=4)
    reasons = {each.reason for each in found.trace.dropped}
    assert any(reason.endswith("of its article come before it") for reason in reasons)


def test_a_name_with_a_number_is_found_by_both(make_library: Make) -> None:
    texts = {
        "right": "Allies weighed whether Article 5 of the pact covers the cable.",
        "wrong": "An article about the pact filled 5 pages and said that the cable was cut.",
    }
    rows = [
        {"url": f"https://pact.example/{name}", "title": name, "text": text, "publisher": "Pact"}
        for name, text in texts.items()
    ]
    found = Retriever(make_library(list(rows))).find("Does Article 5 cover the cable?")
    assert found.hits[0].article.meta.title == "right"


def test_a_statement_is_searched_for_among_articles_of_any_day(make_library: Make) -> None:
    retriever = Retriever(make_library(strikes()))
    said = "The ferry crew stopped work, said press reports in March."
    assert len(set(days(retriever.find(said)))) == 1
    found = retriever.find(said, states=True)
    assert len(set(days(found))) == 3
    assert all(each.effect == "prior" for each in found.trace.times)
