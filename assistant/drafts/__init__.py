"""The inside of ``assistant.check``: sentences of a draft, what can be checked, given articles."""
