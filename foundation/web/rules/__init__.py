"""How figures, dates and words are written, in French and in English: pure functions.

Source: Imprimerie nationale's *Lexique des règles typographiques* (narrow no-break space between thousands, no-break
space before the unit, "1er" for the first day of a month). Start with `figures`.
"""
