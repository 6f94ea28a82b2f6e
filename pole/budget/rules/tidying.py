"""Text as it is kept: one line, nothing that no file can hold."""


def tidy(text: str | None) -> str:
    r"""One line of visible characters, spaces tidied: what a page, a spreadsheet and a PDF all give back the same.

    >>> tidy(" Loyer\x00  du\tlocal\n"), tidy(None)
    ('Loyer du local', '')
    """
    seen = (sign if sign.isprintable() else " " if sign.isspace() else "" for sign in text or "")
    return " ".join("".join(seen).split())
