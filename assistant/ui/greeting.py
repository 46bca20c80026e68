"""What the app says before anything was asked."""

from __future__ import annotations

from textual.content import Content
from textual.style import Style

from assistant.ui.chat_keys import Named
from assistant.ui.literal import literal_line
from assistant.ui.topbar import held
from ingest.text.clean import clean_line, visible

_FIRST_STEPS = (
    ("chat.samples", "screen.samples", "try the sample articles"),
    ("chat.add", "screen.add", "add a file, a folder or a web page"),
    ("chat.follow", "screen.follow", "follow a feed or a page"),
)
"""By the id of the key, the action of a click, and what it does."""

_MODEL = ("briefing config set engine openai", "briefing config set model MODEL",
          "briefing config set api_key")  # fmt: skip


def content(articles: int, newest: str | None, key: Named) -> Content:
    """The greeting of an empty library says how to fill it, that of a full one how to ask. What
    it names can be clicked."""
    return _full(articles, newest, key) if articles else _empty(key)


def _full(articles: int, newest: str | None, key: Named) -> Content:
    return Content.assemble(
        ("Ask your articles.\n", "bold"),
        literal_line(held(articles, newest), "$quiet"),
        "\n\nEvery sentence of an answer names the exact words that it rests on.\n",
        _key(key("chat.back")), " goes to the answer, ",
        _key(f"{key('answer.source_1')}-{key('answer.source_9')}"), " open its sources, ",
        _key(key("chat.library"), "screen.library"), " opens the library, ",
        _key(key("app.help"), "app.help"), " shows every key.",
    )  # fmt: skip


def _empty(key: Named) -> Content:
    parts: list[Content | str | tuple[str, str]] = [
        ("Welcome. The library is empty. Begin with one of these:", "bold"),
    ]
    width = max(len(key(name)) for name, _, _ in _FIRST_STEPS)
    for name, action, about in _FIRST_STEPS:
        line = Content.assemble(_key(f"{key(name):<{width}}"), f"  {about}")
        parts += ["\n  ", line.stylize(Style.from_meta({"@click": action}))]
    parts += [
        "\n\nThe built-in engine answers with sentences quoted from your articles, on this "
        "machine: no key, no network. To have a language model write, in a shell:",
        *(Content.styled(f"\n  {command}", "$quiet") for command in _MODEL),
    ]
    return Content.assemble(*parts)


def _key(name: str, action: str = "") -> Content:
    key = Content.styled(name, "bold $text-accent")
    return key.stylize(Style.from_meta({"@click": action})) if action else key


def consent_text(model: str, endpoint: str) -> str:
    """Asks whether a model may be used whose key was found."""
    return (
        "There is a key for a language model in the environment, but none was chosen.\n\n"
        f"Shall {clean_line(model)} write the answers? Your questions and the passages found"
        f" for them would then be sent to {visible(endpoint)}. Until you agree, nothing is"
        " sent anywhere.\n\nThis is asked once; `briefing config set engine NAME` changes it."
    )


def switch_text(model: str, endpoint: str) -> str:
    """Asks whether questions may go where the engine that is being chosen sends them."""
    return (
        f"{clean_line(model)} would write the answers from now on. Your questions and the passages"
        f" found for them would be sent to {visible(endpoint)}. Until you agree, nothing is sent"
        " anywhere.\n\nThis holds until you leave; what keeps it is said then."
    )
