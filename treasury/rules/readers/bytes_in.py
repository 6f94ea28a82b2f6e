"""The door of every reader: how many bytes, what they are, and in which alphabet they are written."""

from foundation.kernel.errors import Refused, TooLarge
from foundation.kernel.sentences import N_

MOST_BYTES = 16 * 1024 * 1024
_PACKED = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"BZh", b"7z\xbc\xaf", b"Rar!", b"\xfd7zXZ")
_BINARY = (b"%PDF", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def admitted(data: bytes) -> bytes:
    """The bytes, if a bank may have sent them: not too many, not packed, no picture, no spreadsheet."""
    if len(data) > MOST_BYTES:
        raise TooLarge(
            "bank-file-too-large",
            N_("This file holds %(size)s MB, a bank file at most %(most)s MB. Ask the bank for a shorter period."),
            size=len(data) // (1024 * 1024),
            most=MOST_BYTES // (1024 * 1024),
        )
    if not data.strip():
        raise Refused("empty-file", N_("This file is empty. Fetch it from the bank again."))
    if data.startswith(_PACKED):
        raise Refused(
            "packed-file",
            N_(
                "This is a packed file (ZIP, XLSX or alike). Unpack it, or export it as CSV, and bring in what is inside."
            ),
        )
    if data.startswith(_BINARY):
        raise Refused(
            "not-a-bank-file",
            N_("This is no bank file but a document. Ask the bank for CAMT.053, CFONB 120, OFX or CSV."),
        )
    return data


def decoded(data: bytes, encoding: str = "") -> str:
    """The text: in `encoding` if said, else by its mark, else UTF-8, else the Western alphabet of Windows.

    >>> decoded("Échéance".encode("cp1252")), decoded("Échéance".encode())
    ('Échéance', 'Échéance')
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            encoding = name
    try:
        return data.decode(encoding) if encoding else _guessed(data)
    except (UnicodeDecodeError, LookupError):
        raise Refused(
            "bad-encoding",
            N_("This file is not written in %(encoding)s. Choose another alphabet, or let it be found."),
            encoding=encoding,
        ) from None


def _guessed(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        # cp1252 leaves five bytes without meaning, latin-1 none
        return data.decode("cp1252", errors="replace").replace("\ufffd", " ")
