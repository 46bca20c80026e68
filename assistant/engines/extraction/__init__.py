"""Inside of the extractive engine: reading the question, scoring and choosing sentences, and
how sure it is.
"""
