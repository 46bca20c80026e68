"""What is put into the prompts: article text made fit to stand there. Pure.

Every piece of foreign text is cleaned, put on one line, freed of the request's delimiter, and
its bracketed numbers are escaped, so that it can neither end its passage nor cite.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.engines.generation.draft_parser import ABSTAIN
from assistant.engines.generation.markers import escape_markers
from assistant.engines.generation.short_answers import UNSUPPORTED
from assistant.types import Context, DraftSentence, Numbered, Turn
from ingest.text.clean import clean_line
from prompts import Prompt

NEIGHBOUR_WORDS = 40
"""Words of each neighbouring passage that are shown around a passage."""

LONGEST_TURN = 1_200
"""Characters of one earlier answer that the condensing model is shown."""

TURNS = 4
"""Earlier exchanges that the condensing model is shown."""

_UNKNOWN = "unknown"


def answer_values(prompt: Prompt, context: Context, delimiter: str) -> dict[str, str]:
    """The values for the parts ``system`` and ``user`` of the prompt ``answer``."""
    parts = choices = ""
    if len(context.parts) > 1:
        listed = "\n".join(
            f"{index}. {_safe(part, delimiter)}"
            for index, part in enumerate(context.parts, start=1)
        )
        parts = "\n" + prompt.render("parts", {"parts": listed}) + "\n"
    if context.choices:
        options = "\n".join(
            f"{index}. {_safe(choice, delimiter)}"
            for index, choice in enumerate(context.choices, start=1)
        )
        choices = "\n" + prompt.render("choices", {"options": options})
    return {
        "delimiter": delimiter,
        "abstain": ABSTAIN,
        "passages": _passages(prompt, context.passages, delimiter),
        "question": _safe(context.question, delimiter),
        "parts": parts,
        "choices": choices,
    }


def revise_values(
    answer: Prompt,
    sentence: DraftSentence,
    passages: Sequence[Numbered],
    reasons: Sequence[str],
    delimiter: str,
) -> dict[str, str]:
    """The values for the parts ``system`` and ``user`` of the prompt ``revise``.

    ``answer`` is the prompt ``answer``, whose way of showing a passage is used here too.
    """
    return {
        "delimiter": delimiter,
        "unsupported": UNSUPPORTED,
        "passages": _passages(answer, passages, delimiter),
        "sentence": _safe(sentence.text, delimiter),
        "faults": "\n".join(f"- {_safe(reason, delimiter)}" for reason in reasons),
    }


def condense_values(
    prompt: Prompt, question: str, turns: tuple[Turn, ...], delimiter: str
) -> dict[str, str]:
    """The values for the parts ``system`` and ``user`` of the prompt ``condense``."""
    shown = (
        prompt.render(
            "turn",
            {
                "question": _safe(turn.question, delimiter),
                "answer": _safe(turn.answer[:LONGEST_TURN], delimiter),
            },
        )
        for turn in turns[-TURNS:]
    )
    return {
        "delimiter": delimiter,
        "turns": "\n".join(shown),
        "question": _safe(question, delimiter),
    }


def _passages(prompt: Prompt, passages: Sequence[Numbered], delimiter: str) -> str:
    return "\n\n".join(passage(prompt, numbered, delimiter) for numbered in passages)


def passage(prompt: Prompt, numbered: Numbered, delimiter: str) -> str:
    """One passage as the prompt ``answer`` shows it, between its two delimiters."""
    meta = numbered.hit.article.meta
    before = " ".join(numbered.before.split()[-NEIGHBOUR_WORDS:])
    after = " ".join(numbered.after.split()[:NEIGHBOUR_WORDS])
    return prompt.render(
        "passage",
        {
            "delimiter": delimiter,
            "number": str(numbered.number),
            "outlet": _safe(meta.publisher or _UNKNOWN, delimiter),
            "published": _safe(meta.published or _UNKNOWN, delimiter),
            "title": _safe(meta.title or _UNKNOWN, delimiter),
            "before": f"… {_safe(before, delimiter)}" if before else "-",
            "text": _safe(numbered.hit.passage.text, delimiter),
            "after": f"{_safe(after, delimiter)} …" if after else "-",
        },
    )


def _safe(text: str, delimiter: str) -> str:
    text = clean_line(text)
    while delimiter in text:
        text = text.replace(delimiter, "")
    return escape_markers(text)
