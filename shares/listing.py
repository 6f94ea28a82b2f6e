"""The table of holdings on a day."""

from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import BigInteger, Select, Subquery, cast, func, select

from foundation.kernel.money import Money
from foundation.web.tables import Column, TableSpec
from membership.models.identity import Organisation, Person
from membership.models.members import Member
from membership.queries.register import SEARCH_KEY, SORT_KEY
from membership.rules.names import PersonName, display_name
from shares.models import ShareMovement
from shares.queries.positions import known

_NAMES = ("first_names", "last_name", "usual_first_name", "usage_name")


def holdings_statement(on: date, known_at: datetime | None = None) -> tuple[Select[Any], TableSpec]:
    """Every holder on the day, with shares and amount, as known at a moment; and the table that shows them.

    Movements are added up by the index that holds them, before anybody's name is looked at.
    """
    shares, cents = func.sum(ShareMovement.shares), func.sum(ShareMovement.subscribed_cents)
    held = (
        select(ShareMovement.member_id, shares.label("shares"), cast(cents, BigInteger).label("amount"))
        .where(known(on, known_at), ShareMovement.member_id.is_not(None))
        .group_by(ShareMovement.member_id)
        .having(shares != 0)
        .subquery("held")
    )
    names = tuple(getattr(Person, name) for name in _NAMES)
    statement = (
        select(Member.number, *names, Organisation.name.label("organisation_name"), held.c.shares, held.c.amount)
        .select_from(held)
        .join(Member, Member.id == held.c.member_id)
        .outerjoin(Person, Person.id == Member.person_id)
        .outerjoin(Organisation, Organisation.id == Member.organisation_id)
    )
    return statement, _table(held)


def _name_of(row: Any) -> str:
    if row.last_name is None:
        return str(row.organisation_name)
    return display_name(PersonName(*(getattr(row, name) for name in _NAMES)))


def _table(held: Subquery) -> TableSpec:
    return TableSpec(
        columns=(
            Column("name", _l("Name"), sort=SORT_KEY, value=_name_of),
            Column("number", _l("Member no."), sort=Member.number, end=True),
            Column("shares", _l("Shares"), sort=held.c.shares, end=True, show="number"),
            Column(
                "amount", _l("Amount"), sort=held.c.amount, end=True, show="euros", value=lambda row: Money(row.amount)
            ),
        ),
        search=(SEARCH_KEY,),
        default_sort="name",
        tie_break=Member.number,
        csv=True,
    )
