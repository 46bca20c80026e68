"""The words of an answer: marks, sentences, markers that can be clicked, notes. Pure.

The rooms that word an answer are imported when there is one: the first paint comes before.
"""

from __future__ import annotations

from functools import partial
from urllib.parse import urlsplit

from textual.content import Content
from textual.style import Style

from assistant.counting import counted
from assistant.types import Answer, Sentence, Verdict
from assistant.ui.chat_keys import Named
from assistant.ui.literal import literal_line, shortened
from assistant.ui.margin import Row
from ingest.errors import BriefingError
from ingest.text.clean import clean_line

SHOWN = 60
"""Sentences shown of one answer, and so many more each time more are asked for: a model that does
not end must not make the app stand still."""

_ABSTAINED = "The library does not answer this."
_SUMMARY_LENGTH = 160
_COLOURS = {
    Verdict.VERIFIED: "$text-success",
    Verdict.PARTLY: "$text-warning",
    Verdict.UNSUPPORTED: "$text-error",
}


def mark(verdict: Verdict) -> Content:
    """The sign of a verdict; the signs differ without colour too."""
    from assistant.render import MARKS

    return Content.styled(MARKS[verdict], f"bold {_COLOURS[verdict]}")


def sentence_content(sentence: Sentence, current: int | None = None) -> Content:
    """A sentence with its ``[n]`` markers, the opened one reversed; under it why it is not
    verified, whose word it is and how sure, where that is not in its words."""
    from assistant.labels import remarks

    parts: list[Content | str] = [literal_line(sentence.text)]
    if sentence.citations:
        parts.append(" ")
    parts += [marker(number, current) for number in sentence.citations]
    if sentence.verdict is not Verdict.VERIFIED:
        reasons = "; ".join(clean_line(reason) for reason in sentence.reasons)
        said = sentence.verdict.value + (f": {reasons}" if reasons else "")
        parts += ["\n", literal_line(said, f"italic {_COLOURS[sentence.verdict]}")]
    beside = sentence.standing_from
    for remark in remarks(sentence):
        marked = beside is not None and remark.endswith(f"[{beside.number}]")
        words = remark.rpartition(" ")[0] if marked else remark
        parts += ["\n", literal_line(words, "italic $quiet")]
        if beside is not None and marked:
            parts += [" ", marker(beside.number, current)]
    return Content.assemble(*parts)


def marker(number: int, current: int | None) -> Content:
    """``[n]``, to be clicked; reversed when its citation is open."""
    look = "bold reverse $text-accent" if number == current else "bold $text-accent"
    marker = Content.styled(f"[{number}]", look)
    return marker.stylize(Style.from_meta({"@click": f"cite({number:d})"}))


def more_content(more: int, key: Named) -> Content:
    """That ``more`` sentences are not shown, and the keys that show them; empty when there are
    none."""
    if more <= 0:
        return Content("")
    shows, copies = key("answer.more"), key("chat.copy")
    return Content(
        f"… and {counted(more, 'more sentence')}: {shows} shows more, {copies} copies the whole."
    )


def notes_content(answer: Answer, shown: int, key: Named) -> Content:
    """What the reader should know about the answer as a whole, of which so many sentences are
    ``shown``; empty when there is nothing."""
    from assistant.labels import disputes

    lines: list[Content] = []
    if (more := len(answer.sentences) - shown) > 0:
        lines.append(more_content(more, key))
    if answer.incomplete:
        lines.append(literal_line(f"! Incomplete: {answer.incomplete}.", "bold $text-warning"))
        again = f"  {key('answer.again')} asks again for the whole answer; this one is not kept."
        lines.append(Content(again))
    for dispute in disputes(answer.disagreements, answer.citations):
        lines.append(literal_line(dispute, "$text-warning"))
    if answer.notes:
        joined = " · ".join(clean_line(note) for note in answer.notes)
        lines.append(literal_line(f"Note: {joined}", "$text-warning"))
    return Content("\n").join(lines)


def made_by(answer: Answer) -> Content:
    """Engine, what left the machine, time and cost, short enough for one line."""
    from assistant.render import provenance_line

    made = answer.provenance
    line = provenance_line(made, answer.timings_ms.get("total", 0.0) / 1000)
    if made.endpoint:
        host = urlsplit(made.endpoint).netloc or made.endpoint
        sent = f"question and passages were sent to {clean_line(made.endpoint)}"
        line = line.replace(" engine", "", 1).replace(sent, f"sent to {clean_line(host)}", 1)
    return literal_line(line)


def unchecked(pending: str, sentence: str) -> str:
    """What is left of the raw text that an engine wrote when ``sentence`` has been checked.

    The raw text has markers and line ends that the sentence has not, so letters and digits
    are counted off, those of ``[n]`` markers not among them.
    """
    wanted = sum(char.isalnum() for char in sentence)
    inside = False
    for place, char in enumerate(pending):
        if char == "[":
            inside = True
        elif char == "]":
            inside = False
        elif not inside and char.isalnum():
            if wanted == 0:
                return pending[place:]
            wanted -= 1
    return ""


def error_content(error: BriefingError) -> Content:
    """What happened, and under it what to do next."""
    parts = [literal_line(f"✗ {error.message}", "bold $text-error")]
    if error.hint:
        parts += [Content("\n  "), literal_line(error.hint)]
    return Content.assemble(*parts)


def abstention(near: int, key: Named) -> Content:
    """That the library does not answer, and that ``near`` passages which do not settle it are
    among the sources: they are listed there, once."""
    said = Content.styled(_ABSTAINED, "bold $text-warning")
    if not near:
        return said
    listed = "passage is" if near == 1 else "passages are"
    first, last = key("answer.source_1"), key(f"answer.source_{near}")
    keys = first if near == 1 else f"{first}–{last}"
    where = f"in the sources ({key('chat.sources')}); {key('chat.back')}, then {keys}, opens one."
    return Content.assemble(said, f"\nThe nearest {listed} {where}")


def row(sentence: Sentence) -> Row:
    """A checked sentence as it is shown."""
    from assistant.assemble import used

    words = partial(sentence_content, sentence)
    return Row(mark(sentence.verdict), words, frozenset(used([sentence])))


def summary(answer: Answer) -> Content:
    """A folded answer on one line."""
    said = answer.text if answer.status == "answered" else _ABSTAINED
    return Content.styled(shortened(said, _SUMMARY_LENGTH), "$quiet")
