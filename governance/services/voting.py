"""Open and close the vote on a point of the agenda, in one round or two; once over it becomes a numbered decision."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from foundation.kernel import audit
from foundation.kernel.audit import SYSTEM, Actor
from foundation.kernel.errors import Refused, StateMoved
from foundation.kernel.sentences import N_
from governance.models import AgendaItem, Assembly, Decision
from governance.queries.assemblies import item_by_id
from governance.queries.floor import Floor, floor_at
from governance.queries.item_boxes import box_ids_of, box_of_item
from governance.queries.items import item_standing, rounds_left
from governance.rules.events import Event
from governance.rules.kinds import QuestionKind
from governance.rules.obstacles import refuse_if_blocked
from governance.rules.presence import Way
from governance.rules.proxies import blank_choice
from governance.rules.roll import roll_obstacles
from governance.services.deciding import enter_decision
from governance.services.drafting import asked_on, draft_of, left_out_on, lines_on, plan_of, second_draft
from governance.services.session import keep_quorum, require_in_session
from governance.services.unsettled import refuse_annulled, refuse_unsettled
from votes.models import Box
from votes.queries import open_boxes_among, rights_by_kind
from votes.rules.roll import BoxDraft
from votes.rules.secrecy import SmallGroup, secrecy_from_json
from votes.services.boxes import open_box
from votes.services.casting import cast_at_desk
from votes.services.closing import close_box

_NOT_OPENED = N_("This vote was not opened: refresh the page to see where the assembly is.")
_NO_ROUND = N_("There is no second round to open: the first one left no place vacant, or was not counted yet.")


def open_vote(
    assembly: Assembly,
    item_id: int,
    *,
    actor: Actor,
    at: datetime,
    closes_at: datetime | None = None,
    groups: Mapping[str, SmallGroup] | None = None,
) -> Box:
    """Open the vote on a point, by its plan, on the roll and the quorum of this instant.

    `closes_at`: when it closes by itself, by hand where None. `groups`: what the bureau chose for colleges too small to
    be secret. Refused without quorum (rule 31), with a member of no college (rule 7), a policy that the statutes leave
    unsaid (rule 8), or openly where they want it secret (rule 46). Opening it again gives the same box.
    """
    require_in_session(assembly)
    item = item_by_id(assembly, item_id)
    standing = box_of_item(item)
    if standing is not None:
        return standing
    if item.question_kind is None:
        raise Refused("item-no-vote", N_("This point is not put to the vote: it is discussed only."))
    refuse_two_at_once(assembly, at)
    floor = floor_at(assembly, at)
    draft = draft_of(item, floor, plan_of(item, floor, groups), closes_at=closes_at)
    return _open(assembly, item, floor, draft, actor=actor, at=at)


def open_second_round(
    assembly: Assembly,
    item_id: int,
    *,
    actor: Actor,
    at: datetime,
    closes_at: datetime | None = None,
    groups: Mapping[str, SmallGroup] | None = None,
) -> Box:
    """Open the second round that the first one calls for, on the roll and the quorum of this instant.

    What was chosen for small groups holds again, and `groups` for those that became small. Opening it again gives the same
    box; StateMoved where none is called for, or where the first round is contested or annulled.
    """
    require_in_session(assembly)
    item = item_by_id(assembly, item_id)
    standing = item_standing(item, at)
    if standing.box is not None and standing.box.round > 1:
        return standing.box
    refuse_unsettled(standing, at)
    following = rounds_left(standing)
    if following is None or standing.box is None:
        raise StateMoved("no-second-round", _NO_ROUND)
    refuse_two_at_once(assembly, at)
    floor = floor_at(assembly, at)
    first = secrecy_from_json(standing.box.secrecy)
    plan = plan_of(item, floor, {**(first.groups if first else {}), **(groups or {})})
    draft = second_draft(draft_of(item, floor, plan, closes_at=closes_at), following, standing.box)
    return _open(assembly, item, floor, draft, actor=actor, at=at)


def close_vote(assembly: Assembly, item_id: int, *, actor: Actor, at: datetime) -> Decision | None:
    """Close the vote and store its result; the decision enters the register under the next number.

    None where a second round is called for: the chair opens it, or has the decision entered as it stands. StateMoved where
    a round is contested and nobody has answered, or annulled.
    """
    item = item_by_id(assembly, item_id)
    standing = item_standing(item, at)
    refuse_annulled(standing)
    box = standing.box
    if box is None:
        raise StateMoved("vote-not-open", _NOT_OPENED)
    if standing.decision is not None:
        return standing.decision
    refuse_unsettled(standing, at)
    counted = standing.result is not None
    if not counted:
        close_box(box.id, actor=actor, at=at)
        standing = item_standing(item, at)
    following = rounds_left(standing)
    if following is None or not counted:
        audit.record(Event.VOTE_CLOSED, assembly.subject, actor=actor, at=at, details={"title": item.title})
    return None if following else enter_decision(assembly, standing, actor=actor, at=at)


def decide_as_it_stands(assembly: Assembly, item_id: int, *, actor: Actor, at: datetime) -> Decision:
    """Enter the decision without a second round: places that were not given stay vacant. Again, the same decision."""
    standing = item_standing(item_by_id(assembly, item_id), at)
    if standing.decision is not None:
        return standing.decision
    refuse_unsettled(standing, at)
    if standing.result is None:
        raise StateMoved("vote-not-open", _NOT_OPENED)
    audit.record(Event.ROUND_DECLINED, assembly.subject, actor=actor, at=at, details={"title": standing.item.title})
    return enter_decision(assembly, standing, actor=actor, at=at)


def _open(assembly: Assembly, item: AgendaItem, floor: Floor, draft: BoxDraft, *, actor: Actor, at: datetime) -> Box:
    refuse_if_blocked(roll_obstacles(floor.roll), "roll")
    kind = item.question_kind or QuestionKind.ORDINARY
    _refuse_without_quorum(floor, kind)
    asked = asked_on(floor, item.plan)
    left_out = left_out_on(floor, assembly.meets_on, asked)
    box = open_box(draft, list(lines_on(floor, asked)), left_out=left_out, actor=actor, at=at)
    if item.box_id is None:
        item.box_id = box.id
    keep_quorum(assembly, floor, kind.value, item_id=item.id, at=at)
    _cast_blank_proxies(box, item, at)
    details: dict[str, Any] = {"title": draft.title, "present": len(floor.taking_part)}
    audit.record(Event.VOTE_OPENED, assembly.subject, actor=actor, at=at, details=details)
    return box


def refuse_two_at_once(assembly: Assembly, at: datetime) -> None:
    """Refused while a vote of this assembly is open: members answer one question at a time."""
    if open_boxes_among(box_ids_of(assembly), at):
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


def _cast_blank_proxies(box: Box, item: AgendaItem, at: datetime) -> None:
    """Blank proxies vote at once, as the law says (L225-106 III): nominative, in a secret vote too, since everybody knows
    how they vote. They are in nobody's hand and no group is kept secret by them.
    """
    for right_id in rights_by_kind(box.id, Way.BLANK_PROXY.value):
        choice = blank_choice(box.method, supported_by_board=item.supported_by_board)
        cast_at_desk(box.id, right_id, choice, actor=SYSTEM, at=at)
