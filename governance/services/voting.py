"""Open and close the vote on a resolution; a closed one becomes a numbered decision."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from foundation.kernel import audit
from foundation.kernel.audit import SYSTEM, Actor
from foundation.kernel.db import db
from foundation.kernel.errors import Refused, StateMoved
from foundation.kernel.sentences import N_
from foundation.kernel.sorting import sort_key
from governance.models import AgendaItem, Assembly, Decision
from governance.queries.assemblies import item_by_id
from governance.queries.decisions import next_number
from governance.queries.floor import Floor, floor_at
from governance.rules.events import Event
from governance.rules.kinds import QuestionKind
from governance.rules.obstacles import refuse_if_blocked
from governance.rules.presence import Way
from governance.rules.proxies import blank_vote
from governance.rules.roll import Candidate, roll_obstacles
from governance.services.session import keep_quorum, require_in_session
from votes.models import Box
from votes.queries import open_boxes_among, rights_by_kind
from votes.rules.roll import BoxCollege, BoxDraft, RollLine, Via, rules_from_texts
from votes.services.boxes import open_box
from votes.services.casting import cast_at_desk
from votes.services.closing import close_box


def open_vote(assembly: Assembly, item_id: int, *, actor: Actor, at: datetime) -> Box:
    """Open the vote on a resolution, on the roll and the quorum of this instant.

    Refused without quorum (rule 31), with a member of no college (rule 7) or a policy that the statutes leave unsaid
    (rule 8). Opening it again gives the same box.
    """
    require_in_session(assembly)
    item = item_by_id(assembly, item_id)
    if item.box_id is not None:
        return db.session.get_one(Box, item.box_id)
    kind = item.question_kind
    if kind is None:
        raise Refused("item-no-vote", N_("This point is not put to the vote: it is discussed only."))
    _refuse_two_at_once(assembly, at)
    floor = floor_at(assembly, at)
    refuse_if_blocked(roll_obstacles(floor.roll), "roll")
    _refuse_without_quorum(floor, kind)
    box = open_box(_draft(item, floor, kind), list(_lines(floor)), actor=actor, at=at)
    item.box_id = box.id
    keep_quorum(assembly, floor, kind.value, item_id=item.id, at=at)
    _cast_blank_proxies(box, item, at)
    details = {"title": item.title, "present": len(floor.taking_part)}
    audit.record(Event.VOTE_OPENED, assembly.subject, actor=actor, at=at, details=details)
    return box


def close_vote(assembly: Assembly, item_id: int, *, actor: Actor, at: datetime) -> Decision:
    """Close the vote, store its result and enter the decision in the register under the next number."""
    item = item_by_id(assembly, item_id)
    if item.box_id is None:
        raise StateMoved(
            "vote-not-open", N_("This vote was not opened: refresh the page to see where the assembly is.")
        )
    known = db.session.execute(select(Decision).where(Decision.agenda_item_id == item.id)).scalar_one_or_none()
    if known is not None:
        return known
    result = close_box(item.box_id, actor=actor, at=at)
    audit.record(Event.VOTE_CLOSED, assembly.subject, actor=actor, at=at, details={"title": item.title})
    return _enter(assembly, item, adopted=result.result["adopted"], actor=actor, at=at)


def _enter(assembly: Assembly, item: AgendaItem, *, adopted: bool, actor: Actor, at: datetime) -> Decision:
    """The audit fact just written holds the register (one writer at a time), so that numbers have no gap."""
    decision = Decision(
        number=next_number(),
        assembly_id=assembly.id,
        agenda_item_id=item.id,
        title=item.title,
        text=item.text,
        search_text=sort_key(f"{item.title} {item.text}"),
        adopted=adopted,
        decided_on=at.astimezone(ZoneInfo(assembly.zone)).date(),
        recorded_at=at,
    )
    db.session.add(decision)
    db.session.flush()
    details = {"number": decision.number, "title": decision.title, "adopted": adopted}
    audit.record(Event.DECISION_RECORDED, assembly.subject, actor=actor, at=at, details=details)
    return decision


def _refuse_two_at_once(assembly: Assembly, at: datetime) -> None:
    boxes = [item.box_id for item in assembly.items if item.box_id is not None]
    if open_boxes_among(boxes, at):
        raise StateMoved(
            "vote-open", N_("Another vote is open: close it first, members answer one question at a time.")
        )


def _refuse_without_quorum(floor: Floor, kind: QuestionKind) -> None:
    result = floor.quorum_for(kind)
    if not result.met and result.required is not None:
        raise Refused(
            "no-quorum",
            N_(
                "The quorum is not reached: %(present)s of %(entitled)s members take part (%(reached)s), %(required)s is "
                "required. Wait for arrivals, or close the session and convene a second time."
            ),
            rule=31,
            source=floor.ruling.quorum_terms(kind).source,
            present=result.presence.present,
            entitled=result.presence.entitled,
            reached=result.reached,
            required=result.required,
        )


def _draft(item: AgendaItem, floor: Floor, kind: QuestionKind) -> BoxDraft:
    rules = floor.ruling.voting_rules(kind)
    version = floor.ruling.version
    named = f"{version.effective_on.isoformat()} ({version.adopted_by or version.name})"
    return BoxDraft(
        title=item.title,
        question=item.text or item.title,
        rules=rules_from_texts(named, rules.count_keys() | {"empty_college": rules.empty_college}),
        colleges=tuple(BoxCollege(college.id, college.name, college.weight) for college in floor.roll.colleges),
        replaceable=item.replaceable,
    )


def _lines(floor: Floor) -> Iterator[RollLine]:
    for one in floor.roll.entitled:
        for college in floor.colleges_of(one):
            yield _line(floor, one, college)


def _line(floor: Floor, one: Candidate, college: str | None) -> RollLine:
    standing = floor.standings[one.member_id]
    holder = floor.members[standing.holder_id] if standing.holder_id is not None else None
    via = {Way.ABSENT: Via.NONE, Way.BLANK_PROXY: Via.NONE, Way.REPRESENTED: Via.PROXY}.get(standing.way, Via.SELF)
    return RollLine(
        member_number=one.number,
        name=one.name,
        college=college,
        present=standing.counts,
        accounts=holder.account_ids if holder else (),
        holder_name=floor.holder_name(standing) or None,
        via=via,
        kind=standing.way.value,
    )


def _cast_blank_proxies(box: Box, item: AgendaItem, at: datetime) -> None:
    """Blank proxies vote at once for what the board supports, and against the rest (L225-106 III)."""
    for right_id in rights_by_kind(box.id, Way.BLANK_PROXY.value):
        cast_at_desk(box.id, right_id, blank_vote(item.supported_by_board), actor=SYSTEM, at=at)
