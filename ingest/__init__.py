"""Articles into the library: fetching, reading, structure, passages, catalogue and index."""
