"""The line that a member would have on the roll of a vote that is open already, as the bureau adds it."""

from dataclasses import replace
from datetime import datetime

from flask import url_for

from foundation.kernel.clock import day_of
from foundation.kernel.db import db
from governance.models import AgendaItem, Assembly, ConsultationQuestion
from governance.queries.consulted import consulted_on, day_of_opening
from governance.queries.floor import Floor, floor_at
from governance.rules.late_colleges import chosen_college, own_colleges
from governance.rules.presence import Way
from membership.queries.roll import MemberOn, members_on, members_represented_by
from votes.models import Box
from votes.rules.asked_words import ASKED
from votes.rules.roll import RollLine, Via
from votes.rules.roll_reasons import Inclusion
from votes.rules.secrecy import secrecy_from_json

ITEM, ASSEMBLY, QUESTION = "item", "assembly", "question"


def late_line(box: Box, *, number: int, college: str, at: datetime) -> RollLine | None:
    """The line of a member, in a college of their own on the record date; None where there is no such member today.

    Whoever is added is there to vote: in their own hands, or in those of the holder of their proxy. Refused in a college
    that is not theirs (rule 7).
    """
    today = day_of(at)
    member = next((one for one in members_on(today) if one.number == number), None)
    if member is None:
        return None
    assembly = _assembly_of(box)
    floor = floor_at(assembly, at) if assembly is not None else None
    line = RollLine(
        member_number=member.number,
        name=member.name,
        college=_college(box, member, college, _colleges_of(box, member, floor)),
        accounts=member.account_ids,
        why=Inclusion.LATE,
    )
    return line if floor is None else _with_proxy(line, member, floor)


def extension_page(box: Box) -> str | None:
    """Where a question of a consultation is given more time, with the others of it; None for any other vote."""
    question = _question_of(box)
    return url_for("governance.extend_time", consultation_id=question.consultation_id) if question else None


def own_members(account_id: int, *, at: datetime) -> list[int]:
    """The numbers of the members for whom an account acts."""
    today = day_of(at)
    return [one.number for one in members_represented_by(account_id, today)]


def _assembly_of(box: Box) -> Assembly | None:
    kind, _colon, number = (box.subject or "").partition(":")
    if kind == ITEM:
        item = db.session.get(AgendaItem, int(number))
        return item.assembly if item else None
    return db.session.get(Assembly, int(number)) if kind == ASSEMBLY else None


def _question_of(box: Box) -> ConsultationQuestion | None:
    kind, _colon, number = (box.subject or "").partition(":")
    return db.session.get(ConsultationQuestion, int(number)) if kind == QUESTION else None


def _college(box: Box, member: MemberOn, chosen: str, own: list[str]) -> str | None:
    """The college of the line; a vote without colleges has none to choose, and one put to a college alone takes its own."""
    if not box.colleges:
        asked = {one["id"]: one["name"] for one in box.paper.get(ASKED, ())}
        if asked:
            chosen_college(member.name, "", own, asked)
        return None
    return chosen_college(member.name, chosen, own, {one["id"]: one["name"] for one in box.colleges})


def _colleges_of(box: Box, member: MemberOn, floor: Floor | None) -> list[str]:
    """The member's own colleges on the day the roll was drawn from, after mergers; today's of who joined since."""
    secrecy = secrecy_from_json(box.secrecy)
    into = {key: one.into for key, one in secrecy.groups.items() if one.into} if secrecy else {}
    if floor is not None:
        known = floor.members.get(member.member_id, member)
        others = known.other_colleges if floor.ruling.statutes.one_vote_per_college else ()
        return own_colleges([known.college, *others], floor.roll.merged, into)
    question = _question_of(box)
    if question is None:
        return own_colleges([member.college], into)
    consulted = consulted_on(question.consultation, day_of_opening(question.consultation, box.opened_at))
    known = consulted.members.get(member.number, member)
    return own_colleges([known.college], consulted.roll.merged, into)


def _with_proxy(line: RollLine, member: MemberOn, floor: Floor) -> RollLine:
    """As the door and the proxies say, where the member was entitled to take part."""
    standing = floor.standings.get(member.member_id)
    if standing is None or standing.way is not Way.REPRESENTED or standing.holder_id is None:
        return replace(line, kind=(standing.way if standing and standing.counts else Way.PRESENT).value)
    holder = floor.members[standing.holder_id]
    return replace(
        line, accounts=holder.account_ids, holder_name=holder.name, via=Via.PROXY, kind=Way.REPRESENTED.value
    )
