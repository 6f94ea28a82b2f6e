"""The register of decisions: searched without accents, newest first, a page at a time."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Select, func, or_, select, union
from sqlalchemy.orm import joinedload

from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from foundation.kernel.sorting import sort_key
from governance.models import Assembly, BodyMeeting, Decision, DecisionTask, MinutesIssue
from votes.models import Box, BoxAct
from votes.rules.life import ActKind

PAGE = 25
ASSEMBLIES = "assemblies"
Source = int | str | None


@dataclass(frozen=True)
class DecisionPage:
    """One page of the register: the decisions with the minutes of their assembly where they were issued.

    `annulled`: by the id of a decision, the act that annulled its vote.
    """

    rows: list[tuple[Decision, MinutesIssue | None]]
    total: int
    page: int
    annulled: Mapping[int, BoxAct] = field(default_factory=dict)

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PAGE))


def search_decisions(
    query: str, *, adopted: bool | None, page: int, annulled: bool | None = None, source: Source = None
) -> DecisionPage:
    """Decisions whose title, text or motives hold every word of `query`; as many statements for many as for one.

    What an annulled vote decided is neither adopted nor rejected any more: it is found among the annulled alone.
    `source`: the id of the body that decided, ASSEMBLIES for those of the assemblies, None for all.
    """
    conditions: list[ColumnElement[bool]] = [
        Decision.search_text.contains(word, autoescape=True) for word in sort_key(query).split()
    ]
    if adopted is not None:
        conditions.append(Decision.adopted.is_(adopted))
        annulled = False
    if source is not None:
        conditions.append(_decided_by(source))
    if annulled is not None:
        conditions.append(_is_annulled() if annulled else ~_is_annulled())
    total = db.session.execute(select(func.count()).select_from(Decision).where(*conditions)).scalar_one()
    page = max(1, min(page, max(1, -(-total // PAGE))))
    wanted = _with_minutes().where(*conditions).order_by(Decision.number.desc())
    rows = db.session.execute(wanted.limit(PAGE).offset((page - 1) * PAGE)).all()
    return DecisionPage([(row[0], row[1]) for row in rows], total, page, annulments([row[0] for row in rows]))


def decision_by_number(number: int) -> tuple[Decision, MinutesIssue | None]:
    """The decision of that number and the minutes it stands in; NotFound where there is none."""
    row = db.session.execute(_with_minutes().where(Decision.number == number)).first()
    if row is None:
        raise NotFound("decision", N_("There is no decision of this number. Search the register."))
    return row[0], row[1]


def decisions_about(subjects: Collection[str]) -> dict[str, list[Decision]]:
    """By subject ("action:12"), what was decided about it, the latest first; one statement.

    What an assembly decided is about a subject where something that its decision asks for is (`DecisionTask.subject`).
    """
    if not subjects:
        return {}
    asked = select(DecisionTask.subject, DecisionTask.decision_id).where(DecisionTask.subject.in_(subjects))
    own = select(Decision.subject, Decision.id).where(Decision.subject.in_(subjects))
    both = union(own, asked).subquery()
    wanted = select(both.c.subject, Decision).join(Decision, Decision.id == both.c[1])
    found: dict[str, list[Decision]] = {}
    for subject, decision in db.session.execute(wanted.order_by(Decision.number.desc())):
        found.setdefault(subject, []).append(decision)
    return found


def decisions_of(assembly: Assembly) -> list[Decision]:
    """The decisions of one assembly, in order."""
    wanted = select(Decision).where(Decision.assembly_id == assembly.id).order_by(Decision.number)
    return list(db.session.execute(wanted).scalars())


def annulments(decisions: Sequence[Decision]) -> dict[int, BoxAct]:
    """By the id of each decision without effect, the act that annulled its vote, or the first round that it followed.

    At most two statements, whatever the number of decisions.
    """
    by_box = {one.box_id: one.id for one in decisions if one.box_id is not None}
    if not by_box:
        return {}
    own = or_(BoxAct.box_id == Box.id, BoxAct.box_id == Box.previous_box_id)
    wanted = select(Box, BoxAct).join(BoxAct, own).where(Box.id.in_(by_box), BoxAct.kind == ActKind.ANNULLED.value)
    return {by_box[box.id]: act for box, act in db.session.execute(wanted.order_by(BoxAct.id.desc()))}


def _decided_by(source: int | str) -> ColumnElement[bool]:
    if source == ASSEMBLIES:
        return Decision.assembly_id.is_not(None)
    return Decision.body_meeting_id.in_(select(BodyMeeting.id).where(BodyMeeting.body_id == source))


def _is_annulled() -> ColumnElement[bool]:
    own = or_(BoxAct.box_id == Box.id, BoxAct.box_id == Box.previous_box_id)
    acts = select(BoxAct.id).join(Box, own).where(Box.id == Decision.box_id, BoxAct.kind == ActKind.ANNULLED.value)
    return acts.exists()


def next_number() -> int:
    """The number of the next decision."""
    return (db.session.execute(select(func.max(Decision.number))).scalar() or 0) + 1


def _with_minutes() -> Select[Decision, MinutesIssue]:
    return (
        select(Decision, MinutesIssue)
        .options(joinedload(Decision.assembly), joinedload(Decision.meeting).joinedload(BodyMeeting.body))
        .outerjoin(MinutesIssue, MinutesIssue.assembly_id == Decision.assembly_id)
    )
