"""PDF documents: paragraphs and properties, taken out by the worker."""

from __future__ import annotations

from ingest.readers.office import reader

read = reader("pdf")
