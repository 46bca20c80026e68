"""Which engine is meant, where the app looks for it: ``assistant.engine_choice``."""

from assistant.engine_choice import EngineChoice, EngineOffer, read_engine

__all__ = ["EngineChoice", "EngineOffer", "read_engine"]
