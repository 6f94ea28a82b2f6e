"""How the CSV of one bank is to be read: made on a screen, kept, and found again by the heads of its columns."""

import csv
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from treasury.rules.statement import plain

SEPARATORS = (";", ",", "\t", "|")
DATE_ORDERS = ("dmy", "ymd", "mdy")
ENCODINGS = ("", "utf-8", "cp1252", "iso-8859-15", "utf-16", "cp850", "mac_roman")
MOST_COLUMNS = 60
HEAD_WITHIN = 40


@dataclass(frozen=True, kw_only=True)
class CsvProfile:
    """The mapping of one bank's CSV. Columns are named by their heads as the file writes them; empty: not there.

    Either `amount` (signed), or `debit` and `credit`; `opposite` turns the sign of `amount` round.
    """

    name: str
    account: str
    date: str
    amount: str = ""
    debit: str = ""
    credit: str = ""
    label: str = ""
    more_label: str = ""
    value_date: str = ""
    counterparty: str = ""
    iban: str = ""
    reference: str = ""
    balance: str = ""
    separator: str = ";"
    encoding: str = ""
    decimal: str = ","
    date_order: str = "dmy"
    opposite: bool = False

    def as_json(self) -> dict[str, Any]:
        """Plain values to keep."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> "CsvProfile":
        """From what was kept; keys of another version are left out."""
        known = {one.name for one in fields(cls)}
        return cls(**{key: value for key, value in values.items() if key in known})

    @property
    def columns(self) -> tuple[str, ...]:
        """The heads that must be in the file."""
        named = (
            self.date, self.amount, self.debit, self.credit, self.label, self.more_label,
            self.value_date, self.counterparty, self.iban, self.reference, self.balance,
        )  # fmt: skip
        return tuple(one for one in named if one)


def check_profile(profile: CsvProfile) -> CsvProfile:
    """The profile, if it can read money: a date, and either signed amounts or two columns."""
    if not profile.date or not (profile.amount or (profile.debit and profile.credit)):
        raise Refused(
            "profile-incomplete",
            N_("Say which column holds the date, and either the one of amounts or both those of debit and credit."),
        )
    if profile.amount and (profile.debit or profile.credit):
        raise Refused(
            "profile-double", N_("Choose either one column of amounts, or one of debit and one of credit, not both.")
        )
    return profile


# Words of each role, as French banks write them, the surest first
_ROLES: dict[str, tuple[str, ...]] = {
    "date": ("DATEDOPERATION", "DATEOPERATION", "DATEDECOMPTABILISATION", "DATECOMPTABLE", "DATEOP", "DATE", "BOOKINGDATE"),
    "value_date": ("DATEDEVALEUR", "DATEVALEUR", "DATEVAL", "VALEUR", "VALUEDATE"),
    "amount": ("MONTANTENEUROS", "MONTANTEUR", "MONTANT", "MONTANTDELOPERATION", "AMOUNT", "SOMME"),
    "debit": ("DEBITEUROS", "DEBIT", "DEPENSES", "SORTIE"),
    "credit": ("CREDITEUROS", "CREDIT", "RECETTES", "ENTREE"),
    "label": ("LIBELLEOPERATION", "LIBELLESIMPLIFIE", "LIBELLE", "DESCRIPTION", "OPERATION", "NATURE", "COMMUNICATION"),
    "more_label": ("DETAILDELECRITURE", "DETAIL", "INFORMATIONSCOMPLEMENTAIRES", "LIBELLECOMPLEMENTAIRE", "MOTIF", "COMMENTAIRE"),
    "counterparty": ("CONTREPARTIE", "TIERS", "NOMDUTIERS", "DONNEURDORDRE", "EMETTEUR", "BENEFICIAIRE", "COUNTERPARTY"),
    "iban": ("IBANDUTIERS", "IBANCONTREPARTIE", "COMPTEDUTIERS", "IBAN"),
    "reference": ("REFERENCEBANQUE", "REFERENCEDELOPERATION", "NUMERODOPERATION", "REFERENCE", "REF"),
    "balance": ("SOLDEAPRESOPERATION", "SOLDE", "BALANCE"),
}  # fmt: skip


def sniffed(text: str) -> tuple[str, int, list[str]]:
    r"""The separator, the number of the row of heads and the heads, found by likeness.

    The row of heads is the one of the first forty with most words that banks put above columns.

    >>> sniffed("Compte 123\n\nDate;Libellé;Débit;Crédit\n01/02/2026;Loyer;12,00;")
    (';', 2, ['Date', 'Libellé', 'Débit', 'Crédit'])
    """
    best: tuple[int, int, str, int, list[str]] = (0, 0, ";", 0, [])
    for separator in SEPARATORS:
        for number, row in enumerate(rows_of(text[:60_000], separator)[:HEAD_WITHIN]):
            score = len(guessed_roles(row))
            if score >= 2 and (score, len(row)) > best[:2]:
                best = (score, len(row), separator, number, row)
    if not best[0]:
        raise Refused(
            "no-heads",
            N_(
                "No row of this file names its columns (date, amount or debit and credit, label). Export it again with "
                "the names of the columns."
            ),
        )
    return best[2], best[3], best[4]


def guessed_roles(heads: Sequence[str]) -> dict[str, str]:
    """Which column plays which role, as likely as the heads say.

    >>> guessed_roles(["Date d'opération", "Date de valeur", "Montant", "Libellé", "Solde"])
    {'date': "Date d'opération", 'value_date': 'Date de valeur', 'amount': 'Montant', 'label': 'Libellé', 'balance': 'Solde'}
    """
    left = {head: plain(head) for head in heads if plain(head)}
    found: dict[str, str] = {}
    for exact in (True, False):
        for role, words in _ROLES.items():
            if role in found:
                continue
            hit = next((head for word in words for head, bare in left.items() if _is(bare, word, exact)), None)
            if hit is not None:
                found[role] = hit
                del left[hit]
    if "amount" in found and {"debit", "credit"} <= found.keys():
        del found["amount"]
    return {role: found[role] for role in _ROLES if role in found}


def _is(bare: str, word: str, exact: bool) -> bool:
    return bare == word if exact else len(word) > 3 and bare.startswith(word) and len(bare) < 40


def rows_of(text: str, separator: str) -> list[list[str]]:
    """The rows of the text; a cell without end is refused rather than swallowed."""
    try:
        rows = list(csv.reader(text.splitlines(keepends=True), delimiter=separator, strict=False))
    except csv.Error:
        raise Refused(
            "bad-csv", N_("This file cannot be read as CSV: a cell is longer than any bank's. Export it again.")
        ) from None
    if any(len(row) > 1000 for row in rows):
        raise Refused("bad-csv", N_("This file cannot be read as CSV: it has thousands of columns. Export it again."))
    return [[re.sub(r"\s+", " ", cell).strip() for cell in row] for row in rows]


def signature(heads: Sequence[str]) -> str:
    """What a file is recognised by: its heads, whatever their case and accents."""
    return "|".join(plain(head) for head in heads)
