"""Why an answer came out as it did, for ``--explain`` and the app: how it was searched, what was
found and what was not, then every sentence's verdict with what was checked. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.assemble import times_read
from assistant.checking.attribution import prefixes
from assistant.checking.narrow import coverage, flat
from assistant.engines.extraction.confidence import ANSWER_AT
from assistant.explain_layout import passage_lines, wrapped
from assistant.terms import bag, terms
from assistant.types import (
    Answer,
    Citation,
    Dropped,
    Found,
    Hit,
    Sentence,
    Standing,
    Trace,
    Verdict,
    Voice,
)
from ingest.text.clean import clean_line
from ingest.text.names import names
from ingest.text.numbers import numbers
from ingest.types import Filters

NOT_KEPT = "Asked earlier: how it was searched is not kept with a conversation; the verdicts are."
_TITLE_WIDTH = 48
_MOST_DROPPED = 20
_MOST_NAMED = 6
_STANDING = {
    Standing.ASSERTED: "stated as a fact",
    Standing.HEDGED: "hedged",
    Standing.DENIED: "a denial",
    Standing.UNCONFIRMED: "not confirmed",
}


def explain(answer: Answer, width: int | None = None) -> str:
    """The whole account as text: laid out for ``width`` columns, or with wide lines and all, for
    what wraps or scrolls by itself."""
    lines = [f"Question      {clean_line(answer.asked)}"]
    if answer.question != answer.asked:
        lines.append(f"Searched for  {clean_line(answer.question)}  (with the conversation before)")
    for number, part in enumerate(answer.parts, 1):
        covered = "covered" if part.covered else "not covered"
        lines.append(f"Part {number}        {clean_line(part.question)}  ({covered})")
    if not answer.traces:
        lines += ["", NOT_KEPT]
    for number, trace in enumerate(answer.traces, 1):
        name = f"Search {number}" if len(answer.traces) > 1 else "Search"
        lines += ["", *_searched(name, trace, alone=len(answer.traces) == 1)]
    lines += ["", *_passages(answer.retrieved, width)]
    for trace in answer.traces:
        lines += _dropped(trace.dropped)
    lines += ["", _sureness(answer)]
    for number, sentence in enumerate(answer.sentences, 1):
        lines += ["", *_judged(number, sentence, answer)]
    if answer.withheld:
        lines += ["", f"Withheld      {answer.withheld} that were not verified (--strict)"]
    return "\n".join(lines if width is None else wrapped(lines, width))


def explain_search(found: Found) -> str:
    """The account of a search without an answer."""
    lines = [*_searched("Search", found.trace, alone=False), "", *_passages(found.hits)]
    return "\n".join([*lines, *_dropped(found.trace.dropped)])


def what_was_checked(sentence: Sentence, cited: Sequence[Citation]) -> str:
    """What the verdict of a sentence rests on, in plain words, from the words it cites."""
    if not cited:
        return "there is no citation to check it against"
    text = clean_line(sentence.text)
    leads = [lead for each in cited for lead in prefixes(each.article.meta)]
    statement = text.removeprefix(next((lead for lead in leads if text.startswith(lead)), ""))
    quotes = "\n".join(each.quote for each in cited)
    verified = sentence.verdict is Verdict.VERIFIED
    if verified and any(flat(statement) in flat(each.quote) for each in cited):
        return "it stands word for word in the words cited"
    share = f"the words cited carry {round(100 * coverage(statement, quotes))} % of its content"
    if not verified:
        return share
    named = ", ".join(f"“{each}”" for each in _found(statement, quotes)[:_MOST_NAMED])
    return (
        f"{f'found there: {named}; ' if named else ''}{share}; nothing in numbers, dates, names, "
        "negation, direction, hedging or who did what to whom speaks against it"
    )


def _found(statement: str, quotes: str) -> list[str]:
    """The names and numbers of a statement that stand in the quotes, as it writes them."""
    held, stated = bag(quotes), numbers(quotes)
    own = [statement[start:end] for start, end in names(statement)]
    found = [name for name in own if all(map(held.holds, terms(name)))]
    found += [
        statement[number.start : number.end]
        for number in numbers(statement)
        if any(number.agrees(other) for other in stated)
    ]
    return list(dict.fromkeys(found))


def whose_words(sentence: Sentence) -> str:
    """Whose assertion a sentence is, how sure that source is, and what else leaves it in doubt."""
    if sentence.voice is Voice.SOURCE:
        who = clean_line(sentence.attributed_to or "") or "somebody who is not named"
    else:
        opinion = sentence.voice is Voice.OPINION
        who = "the author of an opinion piece" if opinion else "the article itself"
    beside = sentence.standing_from
    if beside is None:
        return f"{who}, {_STANDING[sentence.standing]}"
    own = Standing.HEDGED if sentence.hedged else Standing.ASSERTED
    doubt = "denied in" if sentence.standing is Standing.DENIED else "not confirmed according to"
    return f"{who}, {_STANDING[own]}; {doubt} [{beside.number}]"


def why_abstained(answer: Answer) -> str:
    """Why there is no answer, in plain words."""
    if not answer.retrieved:
        return "no passage was found"
    if answer.provenance.engine != "extractive":
        return "the model found no answer in the passages"
    if answer.confidence < ANSWER_AT:
        return f"the engine answers from {ANSWER_AT:.2f} on"
    return "no sentence of the passages can stand as an answer"


def filter_words(filters: Filters) -> str:
    """The filters in plain words; "none" when every article may be used."""
    said = [
        f"{word} {clean_line(value)}"
        for word, value in (("since", filters.since), ("until", filters.until),
                            ("as of", filters.as_of))
        if value
    ]  # fmt: skip
    for word, values in (("publisher", filters.publishers), ("tag", filters.tags),
                         ("only", filters.only), ("without", filters.exclude)):  # fmt: skip
        if values:
            said.append(f"{word} {', '.join(map(clean_line, values))}")
    return ", ".join(said) or "none"


def _searched(name: str, trace: Trace, *, alone: bool) -> list[str]:
    lines = [f"{name:<13} {'' if alone else clean_line(trace.query)}".rstrip()]
    if trace.terms:
        lines.append(f"  words       {', '.join(map(clean_line, trace.terms))}")
    for word, others in trace.spellings.items():
        lines.append(f"  spellings   {clean_line(word)}: {', '.join(map(clean_line, others))}")
    lines += [f"  time        {clean_line(each)}" for each in times_read([trace])]
    lines.append(f"  filters     {filter_words(trace.filters)}")
    if trace.today:
        lines.append(f"  seen from   {clean_line(trace.today)}")
    if trace.by_words or trace.by_meaning or trace.ranked:
        lines.append(
            f"  proposed    {trace.by_words} passages by words, {trace.by_meaning} by meaning; "
            f"{trace.ranked} ranked together"
        )
    return lines


def _passages(hits: Sequence[Hit], width: int | None = None) -> list[str]:
    """The table of passages; the parts of the score where they are told. Where the table is wider
    than ``width``, as lines."""
    if not hits:
        return ["Passages      none"]
    table = _table(hits)
    if width is None or max(map(len, table)) <= width:
        return table
    return passage_lines(hits, width)


def _table(hits: Sequence[Hit]) -> list[str]:
    detailed = any(hit.fusion for hit in hits)
    parts = "  ".join(f"{each:>7}" for each in ("words", "meaning", "article", "recent", "reading"))
    head = f"{'':>3}  {'score':>7}  {'by word':>7}  {'by sense':>8}"
    lines = ["Passages      ranks by word and by sense, – when not among the first there"]
    lines.append(f"{head}  {parts + '  ' if detailed else ''}passage")
    for place, hit in enumerate(hits, 1):
        row = f"{place:>3}  {hit.score:>7.3f}  {_rank(hit.lexical_rank):>7}"
        row += f"  {_rank(hit.vector_rank):>8}  "
        if detailed:
            row += _components(hit) + "  "
        title = clean_line(hit.article.meta.title or "untitled")
        lines.append(f"{row}{clean_line(hit.passage.passage_id)}  {title[:_TITLE_WIDTH]}")
    return lines


def _components(hit: Hit) -> str:
    made = hit.fusion
    if made is None:
        return "  ".join([f"{'–':>7}"] * 5)
    values = (made.words, made.meaning, made.article, made.recency, made.reading)
    return "  ".join(f"{value:>7.3f}" for value in values)


def _dropped(dropped: Sequence[Dropped]) -> list[str]:
    if not dropped:
        return []
    lines = ["", f"Left out      {len(dropped)} that were found as well"]
    for each in dropped[:_MOST_DROPPED]:
        title = clean_line(each.title or "untitled")[:_TITLE_WIDTH]
        lines.append(f"  {clean_line(each.passage_id)}  {title}: {clean_line(each.reason)}")
    if (more := len(dropped) - _MOST_DROPPED) > 0:
        lines.append(f"  … and {more} more")
    return lines


def _sureness(answer: Answer) -> str:
    line = f"Confidence    {answer.confidence:.2f}: {answer.status}"
    if answer.status == "abstained":
        return f"{line}, for {why_abstained(answer)}"
    if answer.provenance.engine == "extractive":
        line += f" (the engine answers from {ANSWER_AT:.2f} on)"
    return line


def _judged(number: int, sentence: Sentence, answer: Answer) -> list[str]:
    cited = cited_by(sentence, answer)
    lines = [
        f"Sentence {number:<4} {clean_line(sentence.text)}",
        f"  verdict     {sentence.verdict.value}",
        f"  checked     {what_was_checked(sentence, cited)}",
    ]
    lines += [f"  reason      {clean_line(reason)}" for reason in sentence.reasons]
    lines.append(f"  said by     {whose_words(sentence)}")
    lines += [
        f"  cites [{each.number}]   {clean_line(each.article.article_id)} revision "
        f"{each.article.revision}, characters {each.start} to {each.end}"
        for each in cited
    ]
    return lines


def cited_by(sentence: Sentence, answer: Answer) -> list[Citation]:
    """The citations of one sentence of an answer."""
    return [each for each in answer.citations if each.number in sentence.citations]


def _rank(rank: int | None) -> str:
    return "–" if rank is None else str(rank)


__all__ = [
    "NOT_KEPT",
    "cited_by",
    "explain",
    "explain_search",
    "filter_words",
    "what_was_checked",
    "whose_words",
    "why_abstained",
]
