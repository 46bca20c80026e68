"""The screens and widgets of the terminal app.

Threads do the slow work and post messages; handlers alone touch widgets. Whatever comes from
an article, a server, a file name or the user's clipboard passes ``assistant.ui.literal`` on its
way to the screen: it is cleaned, and it is content, never markup.
"""
