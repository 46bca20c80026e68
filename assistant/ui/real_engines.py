"""The engines that can be chosen, where the app looks for them: ``assistant.engine_choosing``."""

from assistant.engine_choosing import EngineChooser as RealEngines

__all__ = ["RealEngines"]
