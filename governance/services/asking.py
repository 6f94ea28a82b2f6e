"""Ask the room for advice on what stands on no agenda: a vote that decides nothing, open by name, within seconds.

Only what is on the agenda is decided (L225-105; rule 30), and nobody may say afterwards that this was: the box is advisory
for good, no decision follows from it, and no quorum is asked for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from governance.models import Assembly
from governance.queries.floor import Floor, floor_at
from governance.queries.item_boxes import boxes_by_subject
from governance.rules.events import Event
from governance.rules.kinds import question_kinds
from governance.rules.secret_subjects import check_secret_advice, options_naming
from governance.services.drafting import colleges_on, left_out_on, lines_on, rules_on
from governance.services.session import require_in_session
from governance.services.voting import refuse_two_at_once
from votes.models import Box
from votes.rules.ballot_choices import RESOLUTION
from votes.rules.contest import Contest, Option
from votes.rules.plans import BallotPlan
from votes.rules.roll import BoxDraft
from votes.services.boxes import open_box
from votes.services.closing import close_box

_NOT_HERE = N_("This question was not asked in this assembly. Go back to the desk.")


@dataclass(frozen=True)
class Asked:
    """What the room is asked; for or against where there are no `options`, else one of them."""

    title: str
    options: Sequence[str] = ()


def ask_room(assembly: Assembly, asked: Asked, *, actor: Actor, at: datetime, closes_at: datetime | None = None) -> Box:
    """Open an advisory vote among those who take part now; a ballot may be changed until it closes.

    Refused where the statutes want elections secret and the answers are members: this vote is open by name.
    """
    require_in_session(assembly)
    refuse_two_at_once(assembly, at)
    floor = floor_at(assembly, at)
    _refuse_open_election(asked, floor)
    options = tuple(Option(f"o{place}", label) for place, label in enumerate(asked.options, 1))
    draft = BoxDraft(
        title=asked.title,
        question=asked.title,
        rules=rules_on(floor, question_kinds(assembly.assembly_kind)[0]),
        colleges=colleges_on(floor),
        method="plurality" if options else RESOLUTION,
        contest=Contest(options) if options else None,
        closes_at=closes_at,
        advisory=True,
        subject=assembly.subject,
    )
    box = open_box(draft, list(lines_on(floor)), left_out=left_out_on(floor, assembly.meets_on), actor=actor, at=at)
    audit.record(Event.QUESTION_ASKED, assembly.subject, actor=actor, at=at, details={"title": asked.title})
    return box


def _refuse_open_election(asked: Asked, floor: Floor) -> None:
    names = [name for one in floor.members.values() for name in (one.name, one.formal_name)]
    required = floor.ruling.statutes.secret_ballots.required_for or ()
    check_secret_advice(BallotPlan(), required, named=options_naming(asked.options, names))


def close_question(assembly: Assembly, box_id: int, *, actor: Actor, at: datetime) -> None:
    """Close an advisory vote and store its result; again, nothing changes."""
    if box_id not in [box.id for box in boxes_by_subject([assembly.subject])[assembly.subject]]:
        raise NotFound("question", _NOT_HERE)
    close_box(box_id, actor=actor, at=at)
