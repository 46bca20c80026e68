"""What is remembered of a begun answer, where the app looks for it: ``assistant.begun``."""

from assistant.begun import BegunAnswer

__all__ = ["BegunAnswer"]
