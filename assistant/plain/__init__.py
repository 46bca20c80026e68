"""The conversation in plain lines: ``briefing chat --plain``.

For screen readers, dumb terminals, slow lines, pipes, and whoever wants no full screen. Every line
stands for itself: verdicts and numbers are words, nothing moves the cursor, nothing needs colour.
It runs the functions that the app and the commands run; here is only how they are worded and asked
for. Heavy packages are imported behind the first prompt.
"""
