"""Who took part, category by category: in votes by college; in evaluations and workshops as a whole."""

from sqlalchemy import func, select

from foundation.kernel.db import db
from foundation.kernel.sentences import N_
from pole.evaluations.models import Campaign, CampaignSubject, EvaluationMark, Invited
from pole.report.queries.year.reading import Reading
from pole.report.rules.figures import Bar, Chart, Figure, Section, Table, Value, Words, parts, share
from pole.report.rules.sections import Part, nothing
from pole.workshops.models import Workshop, WorkshopPerson, WorkshopSession
from votes.models import Box, BoxResult
from votes.queries.answers import used_by_college

NO_VOTE = N_("No vote was counted, nothing was evaluated and no workshop met.")


def involvement(read: Reading) -> Section:
    """What each college took part in; a constant number of statements, and nothing of what was chosen."""
    votes, used = _votes(read)
    invited, answered = _evaluations(read)
    people, organisations = _workshops(read)
    if not (votes or invited or people):
        return Section(Part.INVOLVEMENT, empty=nothing(NO_VOTE))
    return Section(
        Part.INVOLVEMENT,
        figures=(
            Figure(Words(N_("Votes counted")), votes, Words(N_("in assemblies and consultations"))),
            Figure(
                Words(N_("Members who evaluated")),
                share(answered, invited),
                Words(N_("answered: %(answered)s, invited: %(invited)s"), {"answered": answered, "invited": invited}),
            ),
            Figure(
                Words(N_("People in workshops")),
                people,
                Words(N_("organisations that they come from: %(number)s"), {"number": organisations}),
            ),
        ),
        charts=(_chart(read, used),) if used else (),
    )


def _votes(read: Reading) -> tuple[int, dict[str, tuple[int, int]]]:
    """How many votes were counted in the year; by college, (rights used, rights held) in all of them."""
    begins, ends = read.moments
    counted = select(BoxResult.box_id).join(Box, Box.id == BoxResult.box_id)
    counted = counted.where(BoxResult.closed_at >= begins, BoxResult.closed_at < ends, Box.rehearsal.is_(False))
    boxes = list(db.session.execute(counted.order_by(BoxResult.box_id)).scalars())
    found: dict[str, tuple[int, int]] = {}
    for colleges in used_by_college(boxes).values():
        for college, (used, held) in colleges.items():
            before = found.get(college, (0, 0))
            found[college] = (before[0] + used, before[1] + held)
    return len(boxes), found


def _evaluations(read: Reading) -> tuple[int, int]:
    """How many invitations there were in the evaluations closed in the year, and how many of them were answered."""
    begins, ends = read.moments
    closed = select(Campaign.id).where(
        Campaign.opened_at.is_not(None), Campaign.closes_at >= begins, Campaign.closes_at < min(ends, read.at)
    )
    invited = select(func.count()).select_from(Invited).where(Invited.campaign_id.in_(closed))
    answered = (
        select(func.count(EvaluationMark.invited_id.distinct()))
        .join(CampaignSubject, CampaignSubject.id == EvaluationMark.subject_id)
        .where(CampaignSubject.campaign_id.in_(closed))
    )
    found = db.session.execute(select(invited.scalar_subquery(), answered.scalar_subquery())).one()
    return int(found[0]), int(found[1])


def _workshops(read: Reading) -> tuple[int, int]:
    """How many people took part in the workshops that met in the year, and of how many organisations."""
    begins, ends = read.moments
    met = (
        select(WorkshopSession.workshop_id)
        .join(Workshop, Workshop.id == WorkshopSession.workshop_id)
        .where(WorkshopSession.called_off_at.is_(None), WorkshopSession.starts_at >= begins)
        .where(WorkshopSession.starts_at < min(ends, read.at))
    )
    counts = (func.count(WorkshopPerson.id), func.count(WorkshopPerson.actor_id.distinct()))
    people, organisations = db.session.execute(select(*counts).where(WorkshopPerson.workshop_id.in_(met))).one()
    return int(people), int(organisations)


def _chart(read: Reading, used: dict[str, tuple[int, int]]) -> Chart:
    order = [college for college, _name in read.naming.college_choices if college in used]
    order += sorted(one for one in used if one not in order)
    title = Words(N_("Voting rights used, by college, over all the votes of the year"))
    bars = [_bar(read, one, used[one]) for one in order]
    rows: list[list[Value]] = [
        [bar.label, used[one][0], used[one][1], share(*used[one])] for one, bar in zip(order, bars, strict=True)
    ]
    headers = [N_("College"), N_("Rights used"), N_("Rights held"), N_("Turnout")]
    return Chart(title, bars, Table(title, [Words(one) for one in headers], rows))


def _bar(read: Reading, college: str, used: tuple[int, int]) -> Bar:
    name = read.naming.college(college) or Words(N_("All members"))
    return Bar(name, parts([(used[0], read.naming.tone(college))], used[1]), share(*used))
