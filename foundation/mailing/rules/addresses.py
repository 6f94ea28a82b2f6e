"""Addresses that a mail may be sent to, and headers that nobody can inject into."""

from dataclasses import dataclass

MAX_LOCAL = 64
MAX_ADDRESS = 254
FORBIDDEN = frozenset('()<>[]:;,\\"')


@dataclass(frozen=True)
class Address:
    """An address split in two, its domain in the letters that travel (punycode)."""

    local: str
    domain: str

    @property
    def text(self) -> str:
        """`local@domain`."""
        return f"{self.local}@{self.domain}"

    @property
    def needs_utf8(self) -> bool:
        """Whether the part before the @ has accents: the server must then speak SMTPUTF8 (RFC 6531)."""
        return not self.local.isascii()


def parse_address(text: str) -> Address:
    r"""Read one address; ValueError where it cannot be one. Nothing is looked up.

    >>> parse_address(" Ada.Martin@coopérative.example ").text
    'Ada.Martin@xn--cooprative-e7a.example'
    >>> parse_address("ada@example.org\nBcc: everybody@example.org")
    Traceback (most recent call last):
    ValueError: not an e-mail address
    """
    local, separator, domain = text.strip().rpartition("@")
    if not separator or not _is_local(local) or len(text.strip()) > MAX_ADDRESS:
        raise ValueError("not an e-mail address")
    try:
        travelling = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise ValueError("not an e-mail address") from None
    if not _is_domain(travelling):
        raise ValueError("not an e-mail address")
    return Address(local, travelling)


def _is_local(local: str) -> bool:
    plain = all(letter.isprintable() and not letter.isspace() and letter not in FORBIDDEN for letter in local)
    dots = local.startswith(".") or local.endswith(".") or ".." in local
    return plain and not dots and "@" not in local and 0 < len(local.encode()) <= MAX_LOCAL


def _is_domain(domain: str) -> bool:
    labels = domain.split(".")
    return all(
        0 < len(label) <= 63 and label.replace("-", "").isalnum() and label[0] != "-" and label[-1] != "-"
        for label in labels
    )


def one_line(text: str) -> str:
    r"""Text that fits a header: line breaks and control characters become single spaces.

    >>> one_line("Assemblée\r\n  du 12 juin\x00")
    'Assemblée du 12 juin'
    """
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
