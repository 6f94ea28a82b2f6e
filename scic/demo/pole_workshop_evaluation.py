"""A workshop that ended, evaluated by those who came: were they right to take part? With the grid of the founding study."""

from datetime import date, timedelta

from sqlalchemy import select

from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from governance.queries.bodies import meetings_to_decide
from governance.rules.consultations import Audience, To
from pole.evaluations.models import Campaign, Invited
from pole.evaluations.rules.campaigns import Way, subject_of
from pole.evaluations.rules.grids import TAKING_PART
from pole.evaluations.services.answering import Answer, answer_as_member
from pole.evaluations.services.campaigns import CampaignDraft, choose_subjects, create_campaign, open_campaign
from pole.evaluations.services.outcomes import OutcomeDraft, decide_at
from pole.evaluations.services.preparing import SheetDraft, write_sheet
from pole.workshops.models import Workshop, WorkshopPerson
from scic.demo.founding import DemoMember, morning
from scic.demo.pole_evaluation_texts import CAME_FOR, FOLLOWS, WHY_COME, WORKSHOP_SHEET

DAYS = 14
SILENT = 1
# what the first who answers says of each criterion; the others a word more or less
SEEN = (4, 3, 2, 2, 4, 4, 3, 3)


def evaluate_workshop(members: list[DemoMember], workshop: Workshop, today: date) -> None:
    """Those who took part are asked the week after its end; all but one answer, and the next body to meet draws what follows."""
    chair = members[0]
    actor = Actor(chair.account.id if chair.account else None, chair.name)
    opened = (workshop.closed_on or today) + timedelta(days=4)
    came = select(WorkshopPerson.name).where(WorkshopPerson.workshop_id == workshop.id)
    names = set(db.session.execute(came).scalars())
    numbers = tuple(one.member.number for one in members if one.name in names)
    campaign = _open(workshop, numbers, opened, actor)
    wanted = select(Invited).where(Invited.campaign_id == campaign.id).order_by(Invited.member_number)
    lines = db.session.execute(wanted).scalars().all()
    for rank, line in enumerate(lines[: len(lines) - SILENT]):
        at = morning(opened) + timedelta(days=1, hours=rank)
        answer_as_member(campaign.subjects[0], line, _view(rank), at=at)
    over = opened + timedelta(days=DAYS)
    meeting = next((one for one in reversed(meetings_to_decide(today)) if one.held_on > over), None)
    if meeting is not None:
        draft = OutcomeDraft(Way.CONTINUE, *FOLLOWS)
        decide_at(campaign.subjects[0], meeting, draft, actor=actor, at=morning(meeting.held_on))


def _open(workshop: Workshop, numbers: tuple[int, ...], opened: date, actor: Actor) -> Campaign:
    at = morning(opened)
    draft = CampaignDraft(
        f"Après l’atelier «\u202f{workshop.title}\u202f»",
        at + timedelta(days=DAYS),
        TAKING_PART.name,
        TAKING_PART.criteria,
        Audience(To.MEMBERS, members=numbers),
        text=WHY_COME,
        remind_days=4,
    )
    before = at - timedelta(days=2)
    made = create_campaign(draft, actor=actor, at=before)
    choose_subjects(made, [subject_of("workshop", workshop.id)], actor=actor, at=before)
    planned, done, people = WORKSHOP_SHEET
    write_sheet(made.subjects[0], SheetDraft(planned, done, people), actor=actor, at=before)
    return open_campaign(made.id, actor=actor, at=at)


def _view(rank: int) -> Answer:
    grades = {
        one.code: max(0, min(4, seen + (0, 0, -1, 1, 0)[(rank + place) % 5]))
        for place, (one, seen) in enumerate(zip(TAKING_PART.criteria, SEEN, strict=True))
    }
    kinds = ("keep", "change")
    said = {kinds[rank]: CAME_FOR[rank]} if rank < len(CAME_FOR) else {}
    return Answer(grades | {"global": 3 + rank % 2}, said)
