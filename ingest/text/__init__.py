"""Pure text craft that both sides of the house share.

Nothing here reads a file, knows an article or keeps state; every function maps text to
values, and every offset is a code point index into the text that was given.

``clean``       what may be stored and shown: the gate that all foreign text passes, twice
``sentences``   sentence boundaries, word tokens, word counts
``dates``       dates in metadata and, as intervals, in running text
``names``       folding, spelling variants, proper names, normalised numbers
``cues``        who says it, how surely, and whether it is denied
``stopwords``   English function words
"""
