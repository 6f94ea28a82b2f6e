"""Who took part in a workshop goes when its time has come; how many, how long and what was found stay."""

import io
from datetime import UTC, date, datetime

import pytest

from foundation.documents.deposits import deposits_about
from foundation.documents.models import Deposit
from foundation.kernel.audit import Actor
from pole.workshops.models import Workshop, WorkshopPerson
from pole.workshops.queries.pages import workshop_page
from pole.workshops.services.people import keep_signed_paper, sign_up
from pole.workshops.services.records import close_workshop
from pole.workshops.services.yields import keep_file
from privacy.queries.about import whose
from privacy.queries.held import held_on
from privacy.queries.of_people import identity_steps
from privacy.queries.people import Subject
from privacy.queries.steps import steps_of_table
from privacy.rules.places import PLACES
from privacy.rules.retention import CLASSES, Key
from tests.factories import files
from tests.factories.governance import account_of, pole_members, pole_statutes
from tests.factories.pole_workshops import (
    AT,
    BY,
    ON,
    came,
    finding,
    organisation,
    person,
    production,
    session_of,
    workshop,
)

LATER = date(2029, 1, 1)


@pytest.fixture
def held(session):
    made = workshop(facilitator="Maëlle", answer="Oui.")
    base = organisation("Emglev")
    one = person(made, "Anne", actor_id=base.id, contact="anne@exemple.fr", allowance_cents=5000, valued_minutes=90)
    keep_signed_paper(one, io.BytesIO(files.PDF), signed_on=ON, **BY)
    came(session_of(made), [one], others=2)
    finding(made, kind="testimony", author="Anne")
    keep_file(made, io.BytesIO(files.picture()), "Le groupe", **BY)
    production(made)
    close_workshop(made, on=ON, **BY)
    return made


def go(months, on):
    for step in steps_of_table(Key.WORKSHOPS, months, on):
        step.do()


def test_names_photos_and_papers_go_and_the_figures_stay(session, held):
    go(24, LATER)
    page = workshop_page(session.get(Workshop, held.id), AT)
    (one,) = page.people
    assert (one.name, one.contact, one.account_id, one.member_id) == ("", "", None, None)
    assert page.files == [] and deposits_about(one.subject) == []
    assert [found.author for found in page.findings] == [""] and held.facilitator == ""
    assert (page.allowance_cents, page.valued_minutes, page.sessions[0].heads) == (5000, 90, 3)
    assert page.seen.base_came == 1 and page.workshop.answer == "Oui." and len(page.productions) == 1
    assert session.query(Deposit).filter(Deposit.about.like("production:%"), Deposit.title != "").count() == 1
    assert all(step.count() == 0 for step in steps_of_table(Key.WORKSHOPS, 24, LATER))


def test_nothing_goes_before_its_day_nor_while_the_workshop_is_open(session, held):
    for on in (date(2028, 6, 12), date(2027, 1, 1)):
        assert all(step.count() == 0 for step in steps_of_table(Key.WORKSHOPS, 24, on))
    held.closed_on = None
    session.flush()
    assert all(step.count() == 0 for step in steps_of_table(Key.WORKSHOPS, 24, LATER))


def test_the_cooperative_chooses_between_one_and_ten_years():
    assert (CLASSES[Key.WORKSHOPS].bounds.least, CLASSES[Key.WORKSHOPS].bounds.most) == (12, 120)
    assert "pole_workshop_person" in PLACES[Key.WORKSHOPS]


def test_a_member_who_is_erased_leaves_no_name_in_workshops_and_reads_it_before(session):
    pole_statutes()
    member = pole_members()["Yann Le Guirriec"]
    account = account_of(member)
    line = sign_up(workshop(), account.id, on=ON, actor=Actor(account.id, account.name), at=datetime.now(UTC))
    assert "ateliers" in {section.key for section in held_on(whose(account, ON))}
    for step in identity_steps([Subject("person", member.person_id, member.number, ON)]):
        step.do()
    kept = session.get(WorkshopPerson, line.id)
    assert (kept.name, kept.account_id, kept.member_id) == ("", None, None)
