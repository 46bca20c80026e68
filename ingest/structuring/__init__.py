"""Inside of `ingest.structure`: how lines of a pasted page are told apart."""
