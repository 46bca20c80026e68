"""Inside of `ingest.index`: generations on disk, the owner lock, and the process that applies
the outbox.
"""
