"""CFONB 120: records of 120 characters, 01 old balance, 04 movement, 05 more about it, 07 new balance.

The last figure of an amount carries the sign as a letter (overpunch): { or A to I above zero, } or J to R below; old
French keyboards write é and è for { and }.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from treasury.rules.iban import iban_of_rib
from treasury.rules.readers.bytes_in import decoded
from treasury.rules.statement import BankLine, BankStatement, together

WIDTH = 120
_KINDS = {"01", "04", "05", "07"}
_PLUS, _MINUS = "{ABCDEFGHI", "}JKLMNOPQR"
_ACCENTED = str.maketrans("éèÉÈ", "{}{}")
_TWO_OPENINGS = N_(
    "Record %(number)s of this CFONB 120 file cannot be used: an old balance stands before the new "
    "balance of the account above. Ask the bank for the file again."
)
_NO_OPENING = N_(
    "Record %(number)s of this CFONB 120 file cannot be used: no old balance (01) stands above. Ask the "
    "bank for the file again."
)
_NO_MOVEMENT = N_(
    "Record %(number)s of this CFONB 120 file cannot be used: no movement (04) stands above. Ask the "
    "bank for the file again."
)
_UNKNOWN = N_(
    "Record %(number)s of this CFONB 120 file cannot be used: it begins neither with 01, 04, 05 nor 07. "
    "Ask the bank for the file again."
)
_TOO_LONG = N_(
    "Record %(number)s of this CFONB 120 file cannot be used: it is longer than 120 characters. Ask the "
    "bank for the file again."
)
_BAD_AMOUNT = N_(
    "Record %(number)s of this CFONB 120 file cannot be used: its amount cannot be read. Ask the bank "
    "for the file again."
)
_BAD_DATE = N_(
    "Record %(number)s of this CFONB 120 file cannot be used: its date cannot be read. Ask the bank for the file again."
)
_NO_CLOSING = N_("The new balance (07) of the last account is missing: the file was cut. Ask the bank for it again.")
_WORDS = ("LIB", "LCC", "LC2", "LCS", "   ")


def looks_like_cfonb(text: str) -> bool:
    """Whether the text begins with an old balance: 01, a bank code, an account."""
    return re.match(r"01\d{5}[ 0-9]{4}[0-9A-Z]{5}[A-Z ]{3}[0-9 ]", text.lstrip("\ufeff\r\n")) is not None


def signed_amount(text: str, decimals: int = 2) -> int:
    """Cents of an amount whose last letter is figure and sign at once.

    Source: CFONB, relevé de compte 120 caractères. Example: 0000000012345N is 1234.55 out.

    >>> signed_amount("0000000012345N"), signed_amount("0000000012345E"), signed_amount("0000000001000{")
    (-123455, 123455, 10000)
    """
    body, last = text[:-1].strip() or "0", text[-1:].translate(_ACCENTED)
    sign, figure = (-1, _MINUS.find(last)) if last in _MINUS else (1, _PLUS.find(last))
    if figure < 0 or not last or not (body.isascii() and body.isdecimal()):
        raise ValueError(text)
    amount: int = sign * int(body + str(figure))
    if decimals > 2:
        raise ValueError(text)
    return amount * (1, 10, 100)[2 - decimals]


def read_cfonb(data: bytes) -> list[BankStatement]:
    """The statements of a CFONB 120 file: each old balance with its movements and its new balance."""
    open_one: _Account | None = None
    done: list[BankStatement] = []
    for number, record in enumerate(_records(decoded(data)), start=1):
        kind = record[:2]
        if kind == "01":
            _require(open_one is None, number, _TWO_OPENINGS)
            open_one = _Account(record[2:7], record[11:16], record[21:32], record[16:19].strip(), _read(record, number))
            open_one.opened_on = _day(record, number)
            continue
        _require(open_one is not None, number, _NO_OPENING)
        assert open_one is not None
        if kind == "07":
            done.append(open_one.closed(_read(record, number), _day(record, number)))
            open_one = None
        elif kind == "04":
            open_one.rows.append(_Row(record, _read(record, number), _day(record, number)))
        else:
            _require(bool(open_one.rows), number, _NO_MOVEMENT)
            open_one.rows[-1].more.append((record[45:48], record[48:118].rstrip()))
    _require(open_one is None, 0, _NO_CLOSING)
    return together(done)


@dataclass
class _Row:
    record: str
    cents: int
    booked_on: date
    more: list[tuple[str, str]] = field(default_factory=list)

    def of(self, *qualifiers: str) -> str:
        return " ".join(words.strip() for code, words in self.more if code in qualifiers and words.strip())

    def line(self) -> BankLine:
        side = ("NPY", "CPY") if self.cents > 0 else ("NBE", "CBE")
        client = self.of("RCN")
        return BankLine(
            booked_on=self.booked_on,
            value_on=_short_day(self.record[42:48]),
            cents=self.cents,
            label=" ".join(f"{self.record[48:79].strip()} {self.of(*_WORDS)}".split()),
            counterparty=self.of(side[0])[:70],
            counterparty_iban=self.of(side[1]).replace(" ", "")[:34],
            end_to_end="" if client.upper().startswith("NOTPROVIDED") else client[:70],
            bank_reference=self.of("REF"),
            transaction_id=self._number(),
            is_return=self.record[40:42].strip() not in {"", "00"},
        )

    def _number(self) -> str:
        """The entry number, where the bank really counts; many fill it with zeros."""
        number = self.record[81:88].strip()
        return f"{number}/{self.record[104:120].strip()}" if number.strip("0") else ""


@dataclass
class _Account:
    bank: str
    branch: str
    number: str
    currency: str
    opening: int
    opened_on: date | None = None
    rows: list[_Row] = field(default_factory=list)

    def closed(self, closing: int, on: date) -> BankStatement:
        return BankStatement(
            account=iban_of_rib(self.bank, self.branch, self.number),
            lines=tuple(row.line() for row in self.rows),
            currency=self.currency or "EUR",
            opened_on=self.opened_on,
            closed_on=on,
            opening_cents=self.opening,
            closing_cents=closing,
        )


def _records(text: str) -> Iterator[str]:
    """Records, whether the file has line ends or none; a shorter one lost its last spaces on the way."""
    lines = [line for line in text.lstrip("\ufeff").replace("\x1a", "").splitlines() if line.strip()]
    if len(lines) == 1 and len(lines[0]) > WIDTH:
        lines = [lines[0][start : start + WIDTH] for start in range(0, len(lines[0]), WIDTH)]
    for number, line in enumerate((line for line in lines if line.strip()), start=1):
        _require(line[:2] in _KINDS, number, _UNKNOWN)
        _require(len(line.rstrip()) <= WIDTH, number, _TOO_LONG)
        yield line[:WIDTH].ljust(WIDTH)


def _read(record: str, number: int) -> int:
    decimals = record[19] if record[19].strip() else "2"
    try:
        return signed_amount(record[90:104], int(decimals))
    except ValueError:
        raise _fault(number, _BAD_AMOUNT) from None


def _day(record: str, number: int) -> date:
    found = _short_day(record[34:40])
    _require(found is not None, number, _BAD_DATE)
    assert found is not None
    return found


def _short_day(text: str) -> date | None:
    """DDMMYY; the year is of this century below 70."""
    if not (text.isascii() and text.isdecimal() and len(text) == 6):
        return None
    year = int(text[4:])
    try:
        return date(2000 + year if year < 70 else 1900 + year, int(text[2:4]), int(text[:2]))
    except ValueError:
        return None


def _require(condition: bool, number: int, message: str) -> None:
    if not condition:
        raise _fault(number, message)


def _fault(number: int, message: str) -> Refused:
    return Refused("bad-cfonb", message, number=number)
