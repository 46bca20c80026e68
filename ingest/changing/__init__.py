"""The parts of comparing two revisions: aligning sentences, what matters, notes, words."""
