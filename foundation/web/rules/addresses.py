"""Addresses that a page may be sent back to."""

from urllib.parse import urlsplit


def is_local(address: str) -> bool:
    r"""Whether `address` stays on this site: one slash first, no host, no scheme, no control character.

    >>> is_local("/assemblees/3?onglet=roll"), is_local("//evil.example"), is_local("/\\evil.example")
    (True, False, False)
    >>> is_local("https://evil.example/"), is_local("/%5C"), is_local("/a\tb"), is_local("")
    (False, True, False, False)
    """
    if not address.startswith("/") or address.startswith("//") or "\\" in address:
        return False
    if any(ord(letter) < 33 or ord(letter) == 127 for letter in address):
        return False
    parts = urlsplit(address)
    return not parts.scheme and not parts.netloc
