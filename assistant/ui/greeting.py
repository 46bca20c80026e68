"""What the app says before anything was asked."""

from __future__ import annotations

from textual.content import Content

from assistant.ui.literal import literal_line
from assistant.ui.topbar import held
from ingest.text.clean import clean_line, visible

_FIRST_STEPS = (
    ("F5", "/ingest PATH|URL", "add files or web pages"),
    ("F4", "/paste", "paste an article"),
    ("", "/samples", "try the sample articles"),
)


def content(articles: int, newest: str | None) -> Content:
    """The greeting of an empty library says how to fill it, that of a full one how to ask."""
    if articles:
        return Content.assemble(
            ("Ask your articles.\n", "bold"),
            literal_line(held(articles, newest), "$quiet"),
            "\n\nEvery sentence of an answer names the exact words that it rests on.\n",
            ("Esc", "bold $text-accent"), " goes to the answer, ",
            ("1-9", "bold $text-accent"), " open its sources, ",
            ("F8", "bold $text-accent"), " opens the library, ",
            ("F1", "bold $text-accent"), " shows every key.",
        )  # fmt: skip
    parts: list[Content | str | tuple[str, str]] = [
        ("Welcome. The library is empty.\n", "bold"),
        "Give it articles, then ask about them. Three ways to begin:\n",
    ]
    for key, command, about in _FIRST_STEPS:
        parts += [
            "\n",
            (f"  {key:<4}", "bold $text-accent"),
            (f"{command:<18}", "bold"),
            (about, "$quiet"),
        ]
    parts.append("\n\nAnswers are quoted from your articles on this machine; no key, no network.")
    return Content.assemble(*parts)


def consent_text(model: str, endpoint: str) -> str:
    """Asks whether a model may be used whose key was found."""
    return (
        "There is a key for a language model in the environment, but none was chosen.\n\n"
        f"Shall {clean_line(model)} write the answers? Your questions and the passages found"
        f" for them would then be sent to {visible(endpoint)}. Until you agree, nothing is"
        " sent anywhere.\n\nThis is asked once; `briefing config set engine` changes it."
    )


def switch_text(model: str, endpoint: str) -> str:
    """Asks whether questions may go where the engine that is being chosen sends them."""
    return (
        f"{clean_line(model)} would write the answers from now on. Your questions and the passages"
        f" found for them would be sent to {visible(endpoint)}. Until you agree, nothing is sent"
        " anywhere.\n\nThis holds until you leave; `briefing config set engine` keeps it."
    )
