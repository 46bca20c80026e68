"""Inside of the extractive engine: scoring and choosing sentences, options, and how sure it is."""
