"""Files for the accountant: an extract in the shape of the FEC, and a plain journal.

We are a sub-ledger: the extract holds our entries only, with the eighteen columns of article A47 A-1 of the LPF.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from treasury.rules.postings import JOURNALS, Entry, EntryLine

COLUMNS = (
    "JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib", "CompAuxNum", "CompAuxLib",
    "PieceRef", "PieceDate", "EcritureLib", "Debit", "Credit", "EcritureLet", "DateLet", "ValidDate", "Montantdevise",
    "Idevise",
)  # fmt: skip
PLAIN_COLUMNS = ("Date", "Journal", "Numéro", "Compte", "Auxiliaire", "Pièce", "Libellé", "Débit", "Crédit")
_UNWANTED = re.compile(r"[\t|\r\n\x00-\x1f\x7f\"]+")
LONGEST_LABEL = 200


@dataclass(frozen=True)
class Numbered:
    """An entry with its number in the year."""

    number: int
    entry: Entry


def numbered(entries: Iterable[Entry], year_from: date, year_to: date) -> list[Numbered]:
    """The entries of a year, numbered from 1 without gap in the order in which they were recorded.

    What is recorded later comes behind: a number, once given, stays.
    Source: LPF art. A47 A-1 (continuous and increasing numbers).
    """
    within = [entry for entry in entries if year_from <= entry.on <= year_to]
    return [Numbered(number, entry) for number, entry in enumerate(within, start=1)]


def clean(text: str) -> str:
    r"""A label without what breaks a file: tabulations, bars, line ends, quotes; spaces tidied.

    >>> clean("Cession | Ada\tBrume\n")
    'Cession Ada Brume'
    """
    return " ".join(_UNWANTED.sub(" ", text).split())[:LONGEST_LABEL]


def amount(cents: int) -> str:
    """Decimal comma, no mark of thousands.

    >>> amount(123456789), amount(5)
    ('1234567,89', '0,05')
    """
    return f"{cents // 100},{cents % 100:02d}"


def compact(day: date) -> str:
    """AAAAMMJJ."""
    return f"{day:%Y%m%d}"


def fec_name(siren: str, closing: date) -> str:
    """SIRENFECAAAAMMJJ.txt, with the last day of the year; without SIREN there is no name.

    Source: LPF art. A47 A-1. Example: 812345672FEC20261231.txt.

    >>> fec_name("812 345 672", date(2026, 12, 31))
    '812345672FEC20261231.txt'
    """
    bare = "".join(siren.split())
    if not (len(bare) == 9 and bare.isascii() and bare.isdecimal()):
        raise Refused(
            "siren-missing",
            N_("The name of the file begins with the SIREN of the cooperative: write it into the statutes first."),
        )
    return f"{bare}FEC{compact(closing)}.txt"


def fec_rows(entries: Sequence[Numbered]) -> Iterator[list[str]]:
    """The eighteen columns of each line; the lines of an entry together."""
    for one in entries:
        for line in one.entry.lines:
            yield _fec_row(one, line)


def _fec_row(one: Numbered, line: EntryLine) -> list[str]:
    entry, auxiliary = one.entry, line.account.third_party and line.holder_code
    return [
        entry.journal,
        JOURNALS[entry.journal],
        str(one.number),
        compact(entry.on),
        line.account.number,
        clean(line.account.label),
        line.holder_code if auxiliary else "",
        clean(line.holder) if auxiliary else "",
        clean(entry.piece),
        compact(entry.on),
        clean(line.label),
        amount(line.debit),
        amount(line.credit),
        "",
        "",
        compact(entry.recorded_on),
        "",
        "",
    ]


def fec_text(entries: Sequence[Numbered]) -> str:
    """The whole file: one row of heads, tabulations between columns."""
    check_entries(entries)
    return "".join("\t".join(row) + "\r\n" for row in (COLUMNS, *fec_rows(entries)))


def plain_rows(entries: Sequence[Numbered]) -> Iterator[list[str]]:
    """The plain journal: date, journal, number, account, auxiliary, piece, label, debit, credit.

    Unlike the extract it names the holder on every account that is somebody's, capital included.
    """
    for one in entries:
        for line in one.entry.lines:
            yield [
                f"{one.entry.on:%d/%m/%Y}",
                one.entry.journal,
                str(one.number),
                line.account.number,
                line.holder_code,
                one.entry.piece,
                clean(line.label),
                amount(line.debit) if line.debit else "",
                amount(line.credit) if line.credit else "",
            ]


def check_entries(entries: Sequence[Numbered]) -> None:
    """Refuse to hand out entries that do not balance, or whose numbers leave a gap: the fault would be ours."""
    for expected, one in enumerate(entries, start=1):
        if one.number != expected or one.entry.gap or not one.entry.lines:
            raise Refused(
                "entries-broken",
                N_(
                    "Entry no. %(number)s does not balance or is out of turn: no file is made. Have the register verified."
                ),
                number=one.number,
            )


def fec_faults(text: str) -> list[str]:
    """What a checker would find in an extract, as codes; nothing in ours.

    Source: LPF art. A47 A-1: columns, dates, decimal comma, balance, continuous numbers, auxiliary on third parties.
    """
    rows = list(csv.reader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    if not rows or tuple(rows[0]) != COLUMNS:
        return ["heads"]
    found = [f"columns:{number}" for number, row in enumerate(rows[1:], start=2) if len(row) != len(COLUMNS)]
    if found:
        return found
    sums: dict[int, int] = {}
    for row in rows[1:]:
        entry = int(row[2])
        sums[entry] = sums.get(entry, 0) + _cents(row[11]) - _cents(row[12])
        found += [f"date:{row[place]}" for place in (3, 9, 15) if not re.fullmatch(r"\d{8}", row[place])]
        found += [f"label:{row[10]}"] if not row[10] else []
        found += [f"auxiliary:{row[4]}"] if row[6] and not row[4].startswith("4") else []
    found += [f"unbalanced:{entry}" for entry, gap in sums.items() if gap]
    found += ["numbers"] if list(sums) != list(range(1, len(sums) + 1)) else []
    return found


def _cents(text: str) -> int:
    whole, _comma, cents = text.partition(",")
    return int(whole) * 100 + int(cents)
