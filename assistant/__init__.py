"""Answers from the library: retrieval, engines, verification, and the two skins over them."""
