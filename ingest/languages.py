"""What is said of an article that is not in English: what works less well on it. Pure.

The embedded embedder was made from English text, and the words by which hedges, denials, speakers
and dates are known are English ones; retrieval by words and figures works in any language that
puts spaces between words.
"""

from __future__ import annotations

CHECKED = "en"
"""The language that the checks know."""
NAMES = {
    "ar": "Arabic", "da": "Danish", "de": "German", "el": "Greek", "en": "English",
    "es": "Spanish", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi",
    "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch", "no": "Norwegian",
    "pl": "Polish", "pt": "Portuguese", "ru": "Russian", "sv": "Swedish", "tr": "Turkish",
    "uk": "Ukrainian", "zh": "Chinese",
}  # fmt: skip


def name_of(code: str) -> str:
    """The English name of an ISO 639-1 code; the code itself for one that has none here."""
    return NAMES.get(code, f"the language “{code}”")


def warning(code: str | None) -> str | None:
    """What to say when an article in this language comes in; None for English and unknown."""
    if code is None or code == CHECKED:
        return None
    name = name_of(code)
    return (
        f"It is in {name}: ask in {name}. Hedges, denials, speakers and dates written in words are "
        "recognised in English only, so its sentences are checked less closely."
    )


def differs(code: str | None) -> bool:
    """Whether articles in this language are checked less closely."""
    return code is not None and code != CHECKED
