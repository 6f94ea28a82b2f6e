"""One order of names for both databases (no collation is the same on SQLite and PostgreSQL)."""

import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "’": "'", "-": " "})


def sort_key(text: str) -> str:
    """Fold case, accents, ligatures and hyphens, for sorting and searching.

    >>> sort_key("Évrard-Œillet")
    'evrard oeillet'
    """
    if text.isascii():
        return " ".join(text.casefold().replace("-", " ").split())
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())
