"""Evaluations for tests: the statutes of the demo pole, thirty members in five colleges, two actions to judge.

Three colleges are large enough to be shown, two are not. Everything goes through the services of the product.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from foundation.jobs.models import Job
from foundation.jobs.registry import KINDS
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now
from foundation.kernel.db import db
from governance.rules.consultations import Audience, To
from membership.models.members import Member
from pole.evaluations.models import Campaign, CampaignSubject, Invited
from pole.evaluations.rules.campaigns import subject_of
from pole.evaluations.rules.grids import SEVEN
from pole.evaluations.services.answering import Answer, answer_as_member
from pole.evaluations.services.campaigns import CampaignDraft, choose_subjects, create_campaign, open_campaign
from pole.evaluations.services.mails import SEND_JOB
from tests.factories.consultations import _Context
from tests.factories.governance import pole_statutes
from tests.factories.membership import make_member, make_organisation, make_person, represent
from tests.factories.pole_programme import programme
from tests.states import prepared

WRITTEN = datetime(2026, 6, 1, 8, tzinfo=UTC)
OPENED = datetime(2026, 6, 2, 8, tzinfo=UTC)
DURING = datetime(2026, 6, 5, 8, tzinfo=UTC)
CLOSES = datetime(2026, 6, 20, 16, tzinfo=UTC)
AFTER = datetime(2026, 6, 21, 8, tzinfo=UTC)
BY: dict[str, Any] = {"actor": SYSTEM}
SIZES = {"structures": 9, "salaries": 7, "collectivites": 2, "financeurs": 3, "benevoles": 9}
FORMS = {"structures": "association", "collectivites": "grouping", "financeurs": "cooperative_bank"}
GOOD = Answer({"relevance": 4, "effects": 3, "global": 3}, {"keep": "Les soirées du jeudi"})
POOR = Answer({"relevance": 1, "effects": 0, "global": 1}, {"change": "Prévenir plus tôt"})


@prepared
def people() -> dict[str, list[Member]]:
    """Thirty members by college, in the order in which they joined."""
    found: dict[str, list[Member]] = {}
    for college, size in SIZES.items():
        for rank in range(size):
            contact = {"email": f"{college}{rank}@exemple.fr"}
            if college in FORMS:
                body = make_organisation(f"{college.title()} {rank}", FORMS[college], **contact)
                represent(body, make_person("Odile", f"Pengam {college[:3]}{rank}"))
                made = make_member(body, college)
            else:
                made = make_member(make_person("Maëlys", f"Kervadec {college[:3]}{rank}", **contact), college)
            found.setdefault(college, []).append(made)
    return found


def draft(**more: object) -> CampaignDraft:
    """A campaign on the seven criteria, put to every member."""
    usual: dict[str, object] = {
        "title": "Évaluation 2026",
        "closes_at": CLOSES,
        "grid_name": SEVEN.name,
        "criteria": SEVEN.criteria,
        "audience": Audience(To.ALL),
    }
    return CampaignDraft(**(usual | more))  # type: ignore[arg-type]


@prepared
def written(**more: object) -> Campaign:
    """A campaign in preparation on the third and fourth actions of the programme."""
    pole_statutes()
    people()
    actions = programme()
    made = create_campaign(draft(**more), at=WRITTEN, **BY)
    choose_subjects(made, [subject_of("action", one.id) for one in actions[2:4]], at=WRITTEN, **BY)
    return made


@prepared
def opened(**more: object) -> Campaign:
    """The same, open."""
    return open_campaign(written(**more).id, at=OPENED, **BY)


def lines(campaign: Campaign, college: str) -> list[Invited]:
    """Who of a college is invited, by number."""
    wanted = db.session.query(Invited).filter_by(campaign_id=campaign.id, college=college)
    return wanted.order_by(Invited.member_number).all()


def respond(subject: CampaignSubject, answers: Mapping[str, int], answer: Answer = GOOD, *, skip: int = 0) -> None:
    """So many members of each college answer alike, after the first `skip` ones."""
    for college, number in answers.items():
        for one in lines(subject.campaign, college)[skip : skip + number]:
            assert answer_as_member(subject, one, answer, at=DURING)


@prepared
def answered(**more: object) -> Campaign:
    """Open and answered: two colleges are large, two are too small to be told apart, one is silent."""
    campaign = opened(**more)
    first, second = campaign.subjects
    respond(first, {"structures": 6, "salaries": 5, "collectivites": 1, "financeurs": 2})
    respond(first, {"structures": 2, "salaries": 1}, POOR, skip=6)
    respond(second, {"structures": 2, "salaries": 1})
    return campaign


def write_mails(at: datetime) -> None:
    """What the worker writes for the occasions that wait."""
    for job in db.session.query(Job).filter_by(kind=SEND_JOB).order_by(Job.id):
        KINDS[SEND_JOB].handler(_Context(job, at))


def later(hours: int) -> datetime:
    """Some hours after the opening."""
    return OPENED + timedelta(hours=hours)


@prepared
def running(**more: object) -> Campaign:
    """A campaign open on the machine's own clock, since yesterday and for ten days more."""
    at = now().replace(microsecond=0) - timedelta(days=1)
    campaign = written(closes_at=at + timedelta(days=11), **more)
    return open_campaign(campaign.id, at=at, **BY)
