"""The inside of the catalogue. Everything outside goes through ``ingest.catalogue``."""
