"""The table of holdings on a day."""

from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import BigInteger, Select, cast, func, select

from foundation.web.tables import Column, TableSpec
from membership.models.identity import Organisation, Person
from membership.models.members import Member
from membership.queries.register import SEARCH_KEY, SORT_KEY
from membership.rules.names import PersonName, display_name
from shares.models import ShareMovement
from shares.queries.positions import known

HELD = func.sum(ShareMovement.shares)
AMOUNT = cast(func.sum(ShareMovement.subscribed_cents), BigInteger)
_NAMES = ("first_names", "last_name", "usual_first_name", "usage_name")


def holdings_statement(on: date, known_at: datetime | None = None) -> Select[Any]:
    """Every holder on the day, with shares and amount, as known at a moment."""
    names = tuple(getattr(Person, name) for name in _NAMES)
    return (
        select(
            Member.number,
            *names,
            Organisation.name.label("organisation_name"),
            HELD.label("shares"),
            AMOUNT.label("amount"),
        )
        .select_from(ShareMovement)
        .join(Member, Member.id == ShareMovement.member_id)
        .outerjoin(Person, Person.id == Member.person_id)
        .outerjoin(Organisation, Organisation.id == Member.organisation_id)
        .where(known(on, known_at), ShareMovement.member_id.is_not(None))
        .group_by(Member.id, Member.number, Person.id, Organisation.id)
        .having(HELD != 0)
    )


def _name_of(row: Any) -> str:
    if row.last_name is None:
        return str(row.organisation_name)
    return display_name(PersonName(*(getattr(row, name) for name in _NAMES)))


HOLDINGS = TableSpec(
    columns=(
        Column("name", _l("Name"), sort=SORT_KEY, value=_name_of),
        Column("number", _l("Member no."), sort=Member.number, end=True),
        Column("shares", _l("Shares"), sort=HELD, end=True, show="number"),
        Column("amount", _l("Amount"), sort=AMOUNT, end=True, show="euros"),
    ),
    search=(SEARCH_KEY,),
    default_sort="name",
    tie_break=Member.number,
    csv=True,
)
