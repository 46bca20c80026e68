"""Keeps LangChain from sending anything anywhere."""

from __future__ import annotations

import os
import sys
from collections.abc import MutableMapping

_PREFIXES = ("LANGSMITH_", "LANGCHAIN_TRACING")
_NAMES = ("LANGCHAIN_ENDPOINT", "LANGCHAIN_API_KEY", "LANGCHAIN_HANDLER", "LANGCHAIN_PROJECT")


def clear_tracing(environ: MutableMapping[str, str] | None = None) -> tuple[str, ...]:
    """Removes every variable that makes LangChain trace or reroute, and returns their names.

    LangChain sends each prompt and answer to a tracing service, or through a gateway, when
    one of them is set. Call it before ``langchain_core`` is imported; when it is imported
    already, what it remembers of the environment is forgotten.
    """
    environ = os.environ if environ is None else environ
    found = tuple(sorted(name for name in environ if name.startswith(_PREFIXES) or name in _NAMES))
    for name in found:
        del environ[name]
    utils = sys.modules.get("langsmith.utils")
    forget = getattr(getattr(utils, "get_env_var", None), "cache_clear", None)
    if forget is not None:
        forget()
    return found
