"""How much of what was found is sent to the model, by estimated tokens, and what is said of it.
Pure.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.context import fitted
from assistant.engines.generation.prompt_values import answer_values, passage
from assistant.tokens import tokens
from assistant.types import Context, Numbered, Usage
from prompts import Prompt

ANSWER_TOKENS = 1_000
"""Tokens that are left for the answer unless ``max_tokens`` says how long it may be."""

READ_AT_LEAST = 0.7
"""Tokens for each word of the passages below which a server cannot have read them all: a word
takes one at least. Ollama cuts what exceeds its context (4,096 tokens on small machines) without
a word; see its documentation of OLLAMA_CONTEXT_LENGTH."""

ALLOWED = "context_tokens allows no more"
TOO_SMALL = "the model's context was too small"


@dataclass(frozen=True, slots=True)
class Sizing:
    """The prompt of the answer, the code of this request, and how long the answer may be."""

    prompt: Prompt
    delimiter: str
    max_tokens: int | None = None

    def fit(self, context: Context, size: int) -> Context:
        """The context with as many of its passages, one at least, as a request and its answer
        of ``size`` tokens have room for; numbers stay as they are."""
        reserve = min(self.max_tokens or ANSWER_TOKENS, size // 2)
        room = size - reserve - self._sent(replace(context, passages=()))

        def cost(numbered: Numbered) -> int:
            return tokens(passage(self.prompt, numbered, self.delimiter))

        return replace(context, passages=fitted(context.passages, room, cost))

    def smaller(self, given: Context, limit: int | None) -> Context:
        """The context for a second try: of the size that the server names, where that is less
        than what was sent, else of half of it."""
        sent = self._sent(given)
        half = sent // 2 + (self.max_tokens or ANSWER_TOKENS)
        return self.fit(given, limit if limit is not None and limit < sent else half)

    def _sent(self, context: Context) -> int:
        values = answer_values(self.prompt, context, self.delimiter)
        texts = []
        for part in ("system", "user"):
            needed = self.prompt.placeholders(part)
            texts.append(self.prompt.render(part, {name: values[name] for name in needed}))
        return tokens("\n".join(texts))


def less(context: Context, given: Context, why: str) -> tuple[str, ...]:
    """The note that less was given to the model than was found; none when all was."""
    found, kept = len(context.passages), len(given.passages)
    if kept < found:
        return (f"{why}: answered from {kept} of {found} passages",)
    if given.passages != context.passages:
        return (f"{why}: answered without the text around some passages",)
    return ()


def unread(given: Context, usage: Usage | None) -> tuple[str, ...]:
    """The note that a server must have cut the passages without saying so; none when not."""
    size = sum(len(each.hit.passage.text.split()) for each in given.passages)
    if usage is None or not 0 < usage.input_tokens < READ_AT_LEAST * size:
        return ()
    return (
        f"the model's server counts {usage.input_tokens:,} tokens for {size:,} words of passages: "
        "it may have read only some of them (give the model a longer context, or fewer passages)",
    )


__all__ = ["ALLOWED", "TOO_SMALL", "Sizing", "less", "unread"]
