"""A conversation as a document: Markdown, a page of HTML, JSON. Pure."""
