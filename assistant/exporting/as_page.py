"""A conversation as one page of HTML: no script, nothing loaded from anywhere. Pure.

The page's own policy forbids both, should a fault ever let something through.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.exporting import wording
from assistant.exporting.escaping import hypertext, web_address
from assistant.exporting.page_style import STYLE
from assistant.exporting.types import Entry, Transcript
from assistant.labels import disputes, remarks
from assistant.render import provenance_line
from assistant.types import Answer, Citation, Hit, Sentence
from ingest.types import ArticleRow

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def to_page(transcript: Transcript, now: str) -> str:
    """The conversation; citations lead to their references and these back. ``now`` is the ISO
    date-time of the export."""
    name = hypertext(transcript.name)
    lines = [
        "<!doctype html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{name}</title>",
        f"<style>{STYLE}</style>",
        "</head>",
        "<body>",
        f'<header><h1 dir="auto">{name}</h1>',
        f"<p>{hypertext(wording.head_line(transcript, now))}</p></header>",
        "<main>",
    ]
    if len(transcript.entries) > 1:
        lines += ["<nav><ol>", *map(_contents_line, transcript.entries), "</ol></nav>"]
    for entry in transcript.entries:
        lines += [f'<article id="{_at(entry)}">', *_entry(entry), "</article>"]
    lines += ["</main>", f"<footer><p>{wording.CHECKED}</p></footer>", "</body>", "</html>"]
    return "\n".join(lines) + "\n"


def _at(entry: Entry) -> str:
    return f"q{entry.number}"


def _contents_line(entry: Entry) -> str:
    question = hypertext(entry.question)
    return f'<li value="{entry.number}"><a href="#{_at(entry)}" dir="auto">{question}</a></li>'


def _entry(entry: Entry) -> Iterator[str]:
    yield f'<h2 dir="auto">{hypertext(wording.heading(entry))}</h2>'
    if entry.restored is None:
        yield f'<p class="quiet">{wording.UNFINISHED}</p>'
        return
    answer, at = entry.restored.answer, _at(entry)
    if answer.question != answer.asked:
        yield f'<p class="quiet">Searched for: {hypertext(answer.question)}</p>'
    if answer.status == "abstained":
        yield f"<p>{wording.ABSTAINED}</p>"
        yield from _nearest(answer)
    known = {citation.number for citation in answer.citations}
    for place, sentence in enumerate(answer.sentences, 1):
        yield from _sentence(sentence, at, place, known)
    for dispute in disputes(answer.disagreements, answer.citations):
        yield f'<p class="dispute" dir="auto">{hypertext(dispute)}</p>'
    if answer.incomplete:
        yield f'<p class="warning">Incomplete: {hypertext(answer.incomplete)}</p>'
    if answer.citations:
        yield from _references(answer, at, entry.restored.removed)
    if answer.notes:
        yield f'<p class="quiet">Note: {hypertext(" · ".join(answer.notes))}</p>'
    seconds = answer.timings_ms.get("total", 0.0) / 1000
    said = f"{wording.day_and_time(entry.asked)} · {provenance_line(answer.provenance, seconds)}"
    yield f'<p class="quiet">{hypertext(said)}</p>'


def _sentence(sentence: Sentence, at: str, place: int, known: set[int]) -> Iterator[str]:
    cited = "".join(
        f'<a class="cite" href="#{at}-r{number}">[{number}]</a>'
        if number in known
        else f"[{number}]"
        for number in sentence.citations
    )
    yield f'<p class="sentence {sentence.verdict.value}" id="{at}-s{place}" dir="auto">'
    yield f"{hypertext(sentence.text)} {cited}"
    yield f'<span class="verdict">{hypertext(wording.verdict(sentence))}</span>'
    for remark in remarks(sentence):
        yield f'<span class="remark">{hypertext(remark)}</span>'
    yield "</p>"


def _nearest(answer: Answer) -> Iterator[str]:
    if answer.retrieved:
        yield '<p class="quiet">The nearest passages:</p>'
        yield '<ul class="references">'
        yield from map(_passage, answer.retrieved[: wording.NEAREST])
        yield "</ul>"


def _passage(hit: Hit) -> str:
    words = f'<blockquote dir="auto">{hypertext(hit.passage.text)}</blockquote>'
    return f"<li>{_source(hit.article, removed=False)}{words}</li>"


def _references(answer: Answer, at: str, removed: frozenset[int]) -> Iterator[str]:
    yield f'<h3 id="{at}-references">References</h3>'
    yield f'<ol class="references" aria-labelledby="{at}-references">'
    seen: set[int] = set()
    for citation in answer.citations:
        number = citation.number
        anchor = f' id="{at}-r{number}"' if number not in seen else ""
        seen.add(number)
        yield f'<li{anchor} value="{number}">{_source(citation.article, removed=number in removed)}'
        yield _quotation(citation)
        uses = [
            f'<a href="#{at}-s{place}" title="back to the sentence">↩</a>'
            for place, sentence in enumerate(answer.sentences, 1)
            if number in sentence.citations
        ]
        yield f'<p class="quiet">{hypertext(wording.place(citation))} {" ".join(uses)}</p></li>'
    yield "</ol>"


def _quotation(citation: Citation) -> str:
    carried = wording.carried(citation)
    also = f'<p class="quiet">{hypertext(carried)}.</p>' if carried else ""
    if not citation.quote:
        return f'{also}<p class="quiet">{wording.NO_QUOTATION}</p>'
    return f'{also}<blockquote dir="auto">“{hypertext(citation.quote)}”</blockquote>'


def _source(article: ArticleRow, *, removed: bool) -> str:
    meta = article.meta
    title = f'<cite dir="auto">{hypertext(meta.title or "untitled")}</cite>'
    made = f'{title}<p dir="auto">{hypertext(wording.source_line(article, removed=removed))}</p>'
    if not meta.url:
        return made
    address, shown = web_address(meta.url), hypertext(meta.url)
    if address is None:
        return f'{made}<p class="address">{shown}</p>'
    link = f'<a href="{hypertext(address)}" rel="noopener noreferrer">{shown}</a>'
    return f'{made}<p class="address">{link}</p>'
