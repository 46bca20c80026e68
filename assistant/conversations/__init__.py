"""What is kept of conversations: its values, its tables, and how it is found again."""
