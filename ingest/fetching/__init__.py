"""Inside of `ingest.fetch`: addresses, the pinned connection, and decoding."""
