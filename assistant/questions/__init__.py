"""Reading a question: what it asks for, and what in a text could be such an answer."""
