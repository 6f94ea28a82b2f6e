"""The statutes as members read them: sentences with the figures, each saying whether it is the law's or the statutes'.

Start with `sections.read_out`; `words` holds one sentence for each word of the format.
"""
