"""Whom a letter was about: from what the outbox says ("member:12", "application:7") to a name, an address, an e-mail."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from foundation.kernel.db import db
from membership.models.applications import Application
from membership.models.identity import Organisation, Person
from membership.models.members import Member


@dataclass(frozen=True)
class Correspondent:
    """Who is written to: `number` None for a candidate; `address` on one line, empty where none is on record."""

    name: str
    number: int | None
    address: str
    lines: tuple[str, ...]
    email: str


def correspondents(references: Iterable[str]) -> dict[str, Correspondent]:
    """Those that these references name, by reference; two statements at most, whatever their number."""
    wanted = set(references)
    members = [int(one.removeprefix("member:")) for one in wanted if one.startswith("member:")]
    requests = [int(one.removeprefix("application:")) for one in wanted if one.startswith("application:")]
    found: dict[str, Correspondent] = {}
    if members:
        for member in db.session.execute(select(Member).where(Member.id.in_(members))).scalars():
            found[f"member:{member.id}"] = _correspondent(member.party, member.number)
    if requests:
        for request in db.session.execute(select(Application).where(Application.id.in_(requests))).scalars():
            found[f"application:{request.id}"] = _correspondent(request.party, None)
    return found


def _correspondent(party: Person | Organisation, number: int | None) -> Correspondent:
    country = "" if not party.country or party.country == "FR" else party.country
    lines = (*party.street.splitlines(), f"{party.postcode} {party.town}".strip(), country)
    return Correspondent(party.name, number, party.address, tuple(one for one in lines if one.strip()), party.email)
