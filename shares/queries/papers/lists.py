"""The lists of the capital on a day, each as a table: columns, rows, totals, and the state it was read from.

The same table becomes a PDF (templates/documents/liste-capital.typ), a sheet or a CSV; dates, amounts and numbers stay
values until then.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from foundation.kernel.clock import day_of
from foundation.kernel.db import db
from foundation.kernel.money import Money
from membership.models.identity import one_line_address
from membership.models.members import Member
from membership.queries.archived import register_places
from membership.queries.roll import MemberOn, members_on
from membership.rules.names import PersonName, formal_name
from shares.queries.claims import ClaimAccount, claim_accounts, refund_schedule
from shares.queries.papers.company import category_words, college_words, statutes_for_paper
from shares.queries.papers.movements import RegisterLine, register_lines
from shares.queries.positions import positions_on
from shares.queries.register import register_statement
from shares.rules.paper_words import CAUSE_WORDS
from shares.rules.positions import AMOUNTS, NOTHING, Position
from statutes.rules.tree import Statutes

Row = tuple[object, ...]


@dataclass(frozen=True)
class Column:
    """A column: its French label, its share of the width (`wide`) or its millimetres, whether it is set at the end."""

    label: str
    millimetres: int = 0
    wide: int = 0
    end: bool = False


@dataclass(frozen=True)
class PaperList:
    """A list: `total` names the columns that are added up."""

    title: str
    source: str
    columns: tuple[Column, ...]
    total: tuple[int, ...]
    rows: Callable[[date, datetime | None], Iterator[Row]]


def _holders(on: date, known_at: datetime | None) -> Iterator[Row]:
    statutes = statutes_for_paper(on)
    statement = register_statement(on, known_at).add_columns(*register_places()).execution_options(yield_per=1000)
    with db.session.execute(statement) as rows:
        for row in rows:
            name = str(row[6]) if row[3] is None else formal_name(PersonName(*row[2:6]))
            held = Position(*map(int, row[9 : 9 + len(AMOUNTS)]))
            amounts = (held.subscribed, held.paid, Money(held.unpaid_cents), held.owed)
            place = one_line_address(*row[9 + len(AMOUNTS) :])
            group = (category_words(statutes, row[7]), college_words(statutes, row[8]))
            yield (row[1], name, place, *group, held.shares, *amounts)


def _members(on: date, known_at: datetime | None) -> Iterator[Row]:
    statutes, held = statutes_for_paper(on), positions_on(on, known_at)
    found = [(*_groups(statutes, one), one) for one in members_on(on, known_at)]
    for college, category, one in sorted(found, key=lambda line: (line[0], line[1], line[2].sort_key, line[2].number)):
        who = (one.formal_name, one.address, one.representative_name or "")
        position = held.get(one.member_id, NOTHING)
        yield (one.number, *who, category, college, one.since, position.shares, position.subscribed)


def _groups(statutes: Statutes, one: MemberOn) -> tuple[str, str]:
    return college_words(statutes, one.college), category_words(statutes, one.category)


def _refunds(on: date, known_at: datetime | None) -> Iterator[Row]:
    """What is owed on the day: who, to whom, by when, how much."""
    due = {one.claim_id: one.due_on for one in refund_schedule(statutes_for_paper(on), on, known_at)}
    owed = [one for one in claim_accounts(on, known_at=known_at) if one.owed_cents]
    names = {one.member_id: one for one in _named({one.request.member_id for one in owed})}
    for one in sorted(owed, key=lambda claim: (due[claim.request.id], claim.request.id)):
        yield _refund(one, names[one.request.member_id], due[one.request.id])


def _refund(one: ClaimAccount, who: Any, due_on: date) -> Row:
    request = one.request
    cause = CAUSE_WORDS[request.cause]
    payee = request.payee or who.name
    return (
        who.number,
        who.name,
        payee,
        cause,
        request.asked_on,
        request.rank_on,
        one.decided,
        due_on,
        Money(one.owed_cents),
    )


@dataclass(frozen=True)
class _Name:
    member_id: int
    number: int
    name: str


def _named(member_ids: set[int]) -> list[_Name]:
    rows = db.session.execute(select(Member).where(Member.id.in_(member_ids))).scalars()
    return [_Name(one.id, one.number, one.person.register_name if one.person else one.name) for one in rows]


def _movements(on: date, known_at: datetime | None) -> Iterator[Row]:
    statutes = statutes_for_paper(on)
    return (movement_row(statutes, one) for one in register_lines(on, known_at))


def movement_row(statutes: Statutes, one: RegisterLine) -> Row:
    """A line of the register of movements as a row of a file."""
    before, after = one.before, one.after
    return (
        one.number,
        one.effective_on,
        one.words,
        before.number if before else None,
        before.name if before else "",
        before.address if before else "",
        after.number if after else None,
        after.name if after else "",
        after.address if after else "",
        one.change.shares,
        Money(one.nominal_cents) if one.nominal_cents else None,
        one.change.subscribed,
        one.change.paid,
        one.change.owed,
        category_words(statutes, one.category),
        one.decision,
        one.document,
        one.operation_id,
        day_of(one.recorded_at),
        one.hash,
    )


_NUMBER, _SHARES = Column("N°", millimetres=13, end=True), Column("Parts", millimetres=15, end=True)


def _money(label: str) -> Column:
    return Column(label, millimetres=25, end=True)


LISTS: dict[str, PaperList] = {
    "titulaires": PaperList(
        "Registre des titulaires de parts sociales",
        "C. com. art. L228-1, R228-8",
        (
            _NUMBER,
            Column("Titulaire", wide=5),
            Column("Domicile ou siège", wide=5),
            Column("Catégorie", wide=3),
            Column("Collège", wide=3),
            _SHARES,
            _money("Souscrit"),
            _money("Libéré"),
            _money("Reste à libérer"),
            _money("À rembourser"),
        ),
        (5, 6, 7, 8, 9),
        _holders,
    ),
    "associes": PaperList(
        "Liste des associés par collège et catégorie",
        "C. com. art. L225-116, R225-90",
        (
            _NUMBER,
            Column("Associé", wide=5),
            Column("Domicile ou siège", wide=5),
            Column("Représenté par", wide=3),
            Column("Catégorie", wide=3),
            Column("Collège", wide=3),
            Column("Depuis le", millimetres=20),
            _SHARES,
            _money("Capital"),
        ),
        (7, 8),
        _members,
    ),
    "remboursements": PaperList(
        "État des remboursements dus",
        "loi 47-1775 art. 18",
        (
            _NUMBER,
            Column("Ancien titulaire", wide=5),
            Column("Bénéficiaire du paiement", wide=4),
            Column("Cause", wide=3),
            Column("Demandé le", millimetres=20),
            Column("Rang du", millimetres=20),
            Column("Parts annulées", millimetres=18, end=True),
            Column("À payer avant le", millimetres=22),
            _money("Dû"),
        ),
        (6, 8),
        _refunds,
    ),
}

MOVEMENT_COLUMNS = (
    "N° d’ordre", "Date d’effet", "Nature", "Ancien titulaire n°", "Ancien titulaire", "Domicile de l’ancien titulaire",
    "Nouveau titulaire n°", "Nouveau titulaire", "Domicile du nouveau titulaire", "Parts", "Valeur nominale",
    "Souscrit", "Libéré", "À rembourser", "Catégorie", "Décision", "Pièce", "Opération n°", "Inscrit le", "Sceau",
)  # fmt: skip
MOVEMENTS = PaperList(
    "Registre des mouvements de titres",
    "C. com. art. R228-8 et R228-9",
    tuple(Column(label) for label in MOVEMENT_COLUMNS),
    (9, 11, 12, 13),
    _movements,
)
