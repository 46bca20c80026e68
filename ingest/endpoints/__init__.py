"""Talking to an OpenAI-compatible server, for the generative engine and the embedder alike."""
