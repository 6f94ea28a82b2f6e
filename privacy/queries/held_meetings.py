"""What assemblies and votes hold on somebody; ballots handed over by somebody else wait for the public result."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, true

from foundation.kernel.db import db
from foundation.kernel.sentences import N_
from governance.models import Assembly, AttendanceFact, NoticeSending, Proxy
from privacy.queries.about import Whose
from privacy.queries.held_sections import Section, read, some
from votes.models import Ballot, Box, Mark, Objection, Right
from votes.queries.life import public_among


def readable(who: Whose, handed_at: datetime | None) -> Any:
    """Which votes' ballots are read: all of them by the member, those with a public result by anybody else."""
    if handed_at is None:
        return true()
    theirs = select(Right.box_id).where(Right.member_number.in_(who.numbers))
    boxes = list(db.session.execute(select(Box).where(Box.id.in_(theirs))).scalars())
    return Box.id.in_(public_among(boxes, handed_at))


def meetings(who: Whose, shown: Any) -> list[Section]:
    """Notices, attendance, proxies, rights; the ballots and objections of the votes that are `shown`."""

    def at_assembly(key: str, title: str, columns: Sequence[Any], condition: Any) -> Section:
        model = columns[0].class_
        joined = [(Assembly, Assembly.id == model.assembly_id)]
        return read(key, title, [*columns, Assembly.title.label("assembly")], condition, joins=joined)

    theirs = Right.member_number.in_(who.numbers)
    boxes = [(Box, Box.id == Right.box_id)]
    rights = [*some(Right, "college", "via"), Box.title]
    ballots = [*some(Ballot, "choice"), Ballot.cast_at.label("at"), Box.title]
    given = Proxy.principal_member_id.in_(who.members)
    return [
        at_assembly("convocations", N_("Notices of assemblies"),
                    some(NoticeSending, "channel", "address", "at"), NoticeSending.member_id.in_(who.members)),
        at_assembly("presences", N_("Attendance"), some(AttendanceFact, "kind", "mode", "at"),
                    AttendanceFact.member_id.in_(who.members)),
        at_assembly("pouvoirs", N_("Proxies given"), some(Proxy, "signed_on"), given),
        read("droits-de-vote", N_("Rights to vote"), rights, theirs, joins=boxes),
        read("bulletins", N_("Open ballots"), ballots, theirs, shown,
              joins=[(Right, Right.id == Ballot.right_id), (Box, Box.id == Right.box_id)]),
        read("objections", N_("Objections to what was put to consent"), [*some(Objection, "reason", "at"), Box.title],
              theirs, shown, joins=[(Right, Right.id == Objection.right_id), (Box, Box.id == Objection.box_id)]),
        read("emargements", N_("Secret votes in which you took part"), [*some(Mark, "channel", "marked_at"), Box.title],
              theirs, joins=[(Right, Right.id == Mark.right_id), (Box, Box.id == Mark.box_id)]),
    ]  # fmt: skip
