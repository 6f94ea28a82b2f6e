"""The largest amounts that the forms of the pole take are kept to the cent, on both engines."""

from foundation.kernel.db import db
from pole.actors.models import Place
from pole.actors.services.places import PlaceDraft, open_choice, write_place
from pole.evaluations.models import FactSheet
from pole.evaluations.services.preparing import SheetDraft, write_sheet
from pole.programme.forms.actions import MOST_CENTS
from pole.programme.models import ActionRevision
from tests.factories import pole_actors, pole_evaluations, pole_programme

ONE_THOUSAND_MILLION = 10**11
MOST_OF_A_SHEET = 10**12 - 1


def test_an_action_is_planned_at_the_most_that_its_form_takes(session):
    made = pole_programme.action(planned_cents=MOST_CENTS)
    db.session.expire_all()
    assert db.session.query(ActionRevision.planned_cents).filter_by(action_id=made.id).scalar() == MOST_CENTS


def test_a_fact_sheet_tells_the_most_that_its_form_takes(session):
    subject = pole_evaluations.written().subjects[0]
    write_sheet(subject, SheetDraft(spent_cents=MOST_OF_A_SHEET), at=pole_evaluations.WRITTEN, **pole_evaluations.BY)
    assert db.session.query(FactSheet.spent_cents).filter_by(subject_id=subject.id).scalar() == MOST_OF_A_SHEET


def test_a_place_costs_the_most_that_its_form_takes(session):
    choice = open_choice("Le siège du pôle", "", **pole_actors.BY)
    place = write_place(choice, PlaceDraft("La Halle", yearly_cents=ONE_THOUSAND_MILLION), **pole_actors.BY)
    assert db.session.query(Place.yearly_cents).filter_by(id=place.id).scalar() == ONE_THOUSAND_MILLION
