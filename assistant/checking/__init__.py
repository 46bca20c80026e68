"""Inside of `assistant.verify`: narrowing to spans, and the checks a sentence must pass."""
