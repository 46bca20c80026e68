"""Inside of the generative engine: its settings, its prompt values, and how streamed text is
parsed.
"""
