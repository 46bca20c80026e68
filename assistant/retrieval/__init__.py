"""Inside of `assistant.retrieve`: what is asked of the two searches, and how their answers
become one order.
"""
