"""The pure part of documents: values as French writes them, glyphs that fonts can draw, drawings."""
