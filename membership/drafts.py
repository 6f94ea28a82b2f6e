"""A text to a list before it is sent: who would get it, by which way, and what its fields say of each."""

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import current_app
from sqlalchemy import select

from foundation.kernel.db import canonical_json, db
from foundation.kernel.money import Money
from foundation.kernel.settings import get_settings
from foundation.web.language import LANGUAGES, speaking
from foundation.wording.filling import said_fields
from membership.audiences import members_of
from membership.models.identity import Person
from membership.models.members import Member
from membership.presentation import naming_on
from membership.queries.dispatches import refused_addresses
from membership.queries.reach import failing_addresses
from membership.queries.roll import MemberOn
from membership.rules.dispatches import FIELDS, OF_THE_SHARES, Purpose, Reachable, Way, Words, way_to
from membership.signals import holdings_asked

ASKED_TOGETHER = 500


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A text to a list, before it is sent; `english`: for those whose language it is, None where it was not written."""

    purpose: Purpose
    words: Words
    audience: str
    params: Mapping[str, str]
    on: date
    english: Words | None = None

    def words_for(self, language: str) -> Words:
        """What a reader of that language gets."""
        return self.english if self.english is not None and language == "en" else self.words


@dataclass(frozen=True)
class Recipient:
    """One member of the list, as it would be stored."""

    member: MemberOn
    way: Way
    said: Mapping[str, str]

    @property
    def reader(self) -> str:
        """Who opens the mail or the letter."""
        return self.member.representative_name or self.member.name

    @property
    def address(self) -> str:
        """Where it goes."""
        if self.way is Way.LETTER:
            return self.member.address
        return self.member.email


@dataclass(frozen=True)
class Plan:
    """Who would get it, by which way. `digest`: of the list as it stands, to be told whether it moved meanwhile."""

    recipients: Sequence[Recipient]
    mails: int

    @property
    def ways(self) -> Counter[Way]:
        """How many by each way."""
        return Counter(one.way for one in self.recipients)

    @property
    def digest(self) -> str:
        """A short fingerprint of who gets it where."""
        listed = [[one.member.member_id, str(one.way), one.address] for one in self.recipients]
        return hashlib.sha256(canonical_json(listed).encode()).hexdigest()[:24]


def plan(draft: Draft) -> Plan:
    """Who would get it now; a constant number of statements, whatever the size of the list."""
    members = members_of(draft.audience, draft.params, draft.on)
    failing, refusing = failing_addresses(), refused_addresses()
    said = _said(draft, members)
    made = [
        Recipient(
            one,
            way_to(
                draft.purpose,
                Reachable(
                    one.email,
                    fails=one.email.lower() in failing,
                    refuses=one.email.lower() in refusing,
                    by_post=bool(one.address) and not one.post_returned,
                ),
            ),
            said[one.member_id],
        )
        for one in members
    ]
    return Plan(made, len({key for key in mail_keys(draft, made, "") if key}))


def mail_keys(draft: Draft, recipients: Sequence[Recipient], prefix: str) -> list[str | None]:
    """The key of the mail of each line: one an address where the text is the same for all who share it."""
    first: dict[tuple[str, str], str] = {}
    keys: list[str | None] = []
    for one in recipients:
        if one.way is not Way.EMAIL:
            keys.append(None)
            continue
        own = f"{prefix}{one.member.member_id}"
        together = not draft.words_for(one.member.language).personal
        shared = (one.member.email.lower(), one.reader)
        keys.append(first.setdefault(shared, own) if together else own)
    return keys


def _said(draft: Draft, members: Sequence[MemberOn]) -> dict[int, dict[str, str]]:
    """What the fields of the text say of each member, in the member's language; only those the text names."""
    used = {*draft.words.fields, *(draft.english.fields if draft.english else ())}
    fields = [field for field in FIELDS if field.key in used]
    given = _given(draft, members, used)
    said = {}
    for language in LANGUAGES:
        with speaking(language):
            for one in members:
                if _spoken(one) == language:
                    said[one.member_id] = said_fields(fields, given[one.member_id])
    return said


def _spoken(member: MemberOn) -> str:
    return member.language if member.language in LANGUAGES else "fr"


def _given(draft: Draft, members: Sequence[MemberOn], used: Collection[str]) -> dict[int, dict[str, object]]:
    naming, settings = naming_on(draft.on), get_settings()
    ids = [one.member_id for one in members]
    first = _first_names(ids) if "prenom" in used else {}
    holdings = _holdings(ids, draft.on) if set(used) & OF_THE_SHARES else {}
    house = {
        "cooperative_name": settings.name,
        "cooperative_email": settings.email,
        "public_url": current_app.config["PUBLIC_URL"],
    }
    return {
        one.member_id: {
            **house,
            "to_name": one.representative_name or one.name,
            "first_name": first.get(one.member_id, one.representative_name or one.name),
            "member_name": one.name,
            "number": one.number,
            "category": naming.category(one.category) if one.category else "",
            "college": naming.college(one.college) if one.college else "",
            "since": one.since,
            "shares": holdings.get(one.member_id, (0, 0))[0],
            "amount": Money(holdings.get(one.member_id, (0, 0))[1]),
        }
        for one in members
    }


def _first_names(ids: Sequence[int]) -> dict[int, str]:
    """The first name that each person goes by; one statement."""
    wanted = select(Member.id, Person.usual_first_name, Person.first_names).join(Person, Person.id == Member.person_id)
    if len(ids) <= ASKED_TOGETHER:
        wanted = wanted.where(Member.id.in_(ids))
    return {row[0]: row[1] or row[2] for row in db.session.execute(wanted)}


def _holdings(ids: Sequence[int], on: date) -> dict[int, tuple[int, int]]:
    found: dict[int, tuple[int, int]] = {}
    for _receiver, answer in holdings_asked.send(list(ids), on=on):
        found |= answer
    return found
