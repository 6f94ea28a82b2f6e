"""Named fields, the little Markdown of letters, what a letter declares of itself."""
