"""The demonstration is what it says it is, on whatever day it is loaded."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from stdnum.fr import siren

from foundation.accounts.models import Account
from foundation.accounts.permissions import Role
from foundation.accounts.queries import accounts_with_roles
from foundation.documents.models import IssuedDocument
from foundation.jobs.models import Job
from foundation.jobs.rules.lives import JobState
from foundation.jobs.runner import run_job
from foundation.kernel.clock import day_of
from foundation.kernel.db import db
from foundation.kernel.money import Money
from foundation.kernel.settings import get_settings
from governance.models import Assembly, Decision, MinutesIssue
from governance.queries.assemblies import upcoming_and_past
from governance.rules.kinds import AssemblyState
from membership.models.identity import Organisation
from membership.queries.roll import members_on
from pole.actors.models import Actor, PlaceChoice
from pole.budget.queries import plans
from pole.budget.rules.totals import totals
from pole.evaluations.models import Campaign, CampaignSubject, EvaluationOutcome
from pole.evaluations.queries.campaigns import criteria_of
from pole.evaluations.rules.grids import SEVEN, TAKING_PART
from pole.programme.models import Axis, Proposal
from pole.programme.queries.proposals import versions_of
from pole.report.queries.year.actions import actions
from pole.report.queries.year.reading import reading_of
from pole.report.queries.year.workshops import workshops
from pole.workshops.models import Workshop
from pole.workshops.queries.records import sessions_of_account
from scic.demo.load import DEMO_PASSWORD, demo_logins, is_empty, load_demo
from scic.run_cli import announce, warn_if_aged
from scic.verification import every_fault
from statutes.queries import all_versions, version_on
from tests.databases import application, close

TONIGHT = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
AWKWARD = {
    "the second of January": datetime(2027, 1, 2, 9, 0, tzinfo=UTC),
    "a leap day": datetime(2028, 2, 29, 19, 30, tzinfo=UTC),
    "already tomorrow in Paris": datetime(2026, 6, 30, 22, 40, tzinfo=UTC),
    "the night clocks change": datetime(2027, 3, 28, 0, 50, tzinfo=UTC),
    "the last of December": datetime(2026, 12, 31, 17, 5, tzinfo=UTC),
}


@pytest.fixture(scope="module")
def steps():
    """What the loading of `loaded` tells while it runs."""
    return []


@pytest.fixture(scope="module")
def loaded(databases, tmp_path_factory, steps):
    """An application on the demonstration of that evening; nobody writes in it."""
    made = application(databases.migrated(), tmp_path_factory.mktemp("demo"))
    with made.app_context():
        load_demo(TONIGHT, tell=steps.append)
    yield made
    close(made)


def test_the_loading_says_each_thing_that_it_does(loaded, steps):
    assert len(steps) == 14
    assert all(said.startswith("Demonstration: ") for said in steps)
    for word in ("members", "minutes", "tonight", "candidates", "bank", "notices", "consultations"):
        assert sum(word in said for said in steps) == 1


def test_the_demonstration_is_a_cooperative_in_its_third_year(loaded):
    with loaded.app_context():
        members = members_on(TONIGHT.date())
        assert 55 <= len(members) <= 65
        colleges = Counter(member.college for member in members)
        assert set(colleges) == {"structures", "salaries", "collectivites", "financeurs", "benevoles"}
        assert colleges["salaries"] == 2
        _are_who_they_are(db.session.scalars(select(Organisation)).all())
        assert version_on(date(2024, 1, 1)) is not None
        assert len(all_versions()) == 1
        _assemblies_surround(TONIGHT)
        assert not every_fault()


def _are_who_they_are(organisations):
    assert {one.ess_level for one in organisations} >= {0, 1, 2}
    assert {"grouping", "cooperative_bank", "mutual", "foundation"} <= {one.legal_form for one in organisations}
    assert any(one.name.startswith("Communauté de communes") for one in organisations)
    numbers = [one.siren for one in organisations]
    assert len(set(numbers)) == len(numbers)
    assert all(siren.is_valid(number) for number in numbers)
    assert all(number.startswith("0") for number in numbers), "no SIREN of a company begins with 0"


def _assemblies_surround(at):
    held, tonight, coming = db.session.scalars(select(Assembly).order_by(Assembly.starts_at)).all()
    assert (held.state, tonight.state, coming.state) == (
        AssemblyState.CLOSED,
        AssemblyState.OPEN,
        AssemblyState.CONVENED,
    )
    assert held.starts_at.year == at.year - 1
    assert at - timedelta(hours=2) < tonight.starts_at < at
    assert timedelta(days=27) < coming.starts_at - at < timedelta(days=33)
    issued = db.session.scalars(select(MinutesIssue)).one()
    assert issued.assembly_id == held.id
    assert db.session.get_one(IssuedDocument, issued.document_id).content.startswith(b"%PDF")
    assert db.session.scalar(select(func.count(Decision.id)).where(Decision.assembly_id == held.id)) == 4
    elected = db.session.scalars(select(Decision).where(Decision.assembly_id == held.id)).all()[-1]
    assert elected.adopted
    assert "Élection" in elected.text
    assert tonight.items[-1].plan.method == "points"
    upcoming, past = upcoming_and_past()
    assert (len(upcoming) + len(past)) == 3


def test_each_role_of_the_demonstration_can_sign_in(loaded, capsys):
    with loaded.app_context():
        assert not is_empty()
        settings = get_settings()
        logins = demo_logins(settings.demo_logins)
        emails = {email for _what, email in logins}
        roles = {role for account in accounts_with_roles() if account.email in emails for role in account.roles}
        assert roles >= {Role.BOARD, Role.STAFF, Role.SCRUTINEER, Role.REVISER, Role.ADMINISTRATOR}
        announce(_Demo, settings, "fr")
    said = capsys.readouterr().err
    assert "http://localhost:8000" in said
    assert DEMO_PASSWORD in said
    assert all(email in said for email in emails)
    for email in emails:
        answer = loaded.test_client().post("/connexion", data={"email": email, "password": DEMO_PASSWORD})
        assert answer.status_code == 303, email


def test_the_demonstration_is_the_pole_of_the_study(loaded):
    """Section by section: versions, axes, reasons to take part, ways of working, actors, home, four years of budget."""
    with loaded.app_context():
        versions = versions_of(db.session.get_one(Proposal, 1))
        assert len(versions) == 4 and all(put.decision for one in versions for put in one.puts)
        axes = db.session.scalars(select(Axis.code).order_by(Axis.position)).all()
        assert axes == ["1", "2a", "2b", "3", "4", "5"]
        asked = {frozenset(one.code for one in criteria_of(made)) for made in db.session.scalars(select(Campaign))}
        assert asked == {frozenset(one.code for one in grid.criteria) for grid in (SEVEN, TAKING_PART)}
        followed = (
            select(EvaluationOutcome.way).join(CampaignSubject).where(CampaignSubject.about.startswith("workshop:"))
        )
        assert db.session.scalars(followed).all() == ["continue"], "a workshop was evaluated, and goes on"
        kinds = Counter(db.session.scalars(select(Workshop.kind)))
        assert kinds["seasonal"] >= 2 and kinds["dialogue"] >= 2
        names = db.session.scalars(select(Actor.name)).all()
        assert len(set(names)) == len(names)
        for short in ("CPCA", "CRES", "DLA", "GEDES", "BDI", "Langouët", "CRVA", "CCI", "MAIF", "MACIF"):
            assert sum(short in name for name in names) == 1, f"{short} stands once in the directory"
        assert db.session.scalar(select(func.count(PlaceChoice.id))) == 1
        costs = [totals(one.said).costs for one in plans()]
        assert [(years[0], years[-1], len(years)) for years in costs] == [(11_500_000, 19_500_000, 4)]


def test_somebody_who_signs_in_finds_a_workshop_among_what_awaits_them(loaded):
    with loaded.app_context():
        emails = [email for _what, email in demo_logins(get_settings().demo_logins)]
        accounts = db.session.scalars(select(Account.id).where(Account.email.in_(emails))).all()
        assert sum(bool(sessions_of_account(account, TONIGHT)) for account in accounts) == 2


class _Demo:
    """What `announce` reads of the configuration."""

    public_url = "http://localhost:8000"
    mode = "demo"


def test_a_demonstration_of_yesterday_says_how_to_make_a_new_one(capsys):
    warn_if_aged("2026-11-22", date(2026, 11, 23), "fr")
    assert "scic demo load --fresh" in capsys.readouterr().err
    warn_if_aged("2026-11-23", date(2026, 11, 23), "fr")
    warn_if_aged("", date(2026, 11, 23), "fr")
    assert capsys.readouterr().err == ""


@pytest.mark.verify
@pytest.mark.parametrize("at", AWKWARD.values(), ids=AWKWARD.keys())
def test_the_demonstration_loads_on_any_day(own_app, at):
    with own_app.app_context():
        load_demo(at)
        _assemblies_surround(at)
        assert not every_fault()
        assert _unfinished_jobs(at) == []
        _two_years_tell_something(at)


def _two_years_tell_something(at):
    """The report of the year under way and that of the year before: money, hours; in the one before, a workshop."""
    year = day_of(at).year
    for told in (year - 1, year):
        _actions, spent, hours = actions(reading_of(told, at)).figures
        assert spent.value > Money(0) and hours.value > 0, told
    met = workshops(reading_of(year - 1, at)).figures[0]
    assert met.value > 0


def _unfinished_jobs(at):
    """The work that the loading left to the worker, done; what it could not do, and why."""
    for job_id in db.session.execute(select(Job.id).order_by(Job.id)).scalars().all():
        run_job(job_id, clock=lambda: at + timedelta(minutes=1))
    jobs = db.session.execute(select(Job).where(Job.state != JobState.DONE)).scalars()
    return [(job.kind, job.state, job.error) for job in jobs]
