"""An agenda point whose options are members is an election, however it was called (loi 47-1775 art. 8, rule 46)."""

import pytest

from foundation.kernel.audit import SYSTEM
from foundation.kernel.errors import Refused
from governance.models import AgendaItem
from governance.services.assemblies import ItemDraft, add_item
from tests.factories.governance import WRITTEN, make_assembly, pole_members, pole_statutes
from tests.factories.plans import election
from votes.rules.plans import BallotPlan

pytestmark = pytest.mark.usefixtures("session")


def written(plan: BallotPlan, **statutes: object) -> AgendaItem:
    pole_statutes(**statutes)
    pole_members()
    return add_item(
        make_assembly(resolutions=[]), ItemDraft("Qui\u202f?", "", "ordinary", plan=plan), actor=SYSTEM, at=WRITTEN
    )


def test_names_typed_without_numbers_under_anything_else_are_an_election_and_want_secrecy():
    plan = election("ABIVEN Solène (jardinière)", "Quelqu’un d’autre", subject="", seats=1)
    with pytest.raises(Refused) as refused:
        written(plan)
    assert (refused.value.code, refused.value.rule) == ("secret-required", 46)
    assert refused.value.values["names"] == "ABIVEN Solène (jardinière)"


@pytest.mark.parametrize(
    "plan",
    [
        election("Solène Abiven", "Yann Le Guirriec", subject="", secret=True),
        election("Le four", "Chez Solène Abiven", subject=""),
        election("Atelier du Canal", "Le verger", subject=""),
    ],
    ids=["secretly", "a place", "the project of an organisation"],
)
def test_what_names_no_person_or_is_secret_stands_on_the_agenda(plan: BallotPlan):
    assert written(plan).plan == plan


def test_statutes_that_want_nothing_secret_leave_it_open():
    plan = election("Solène Abiven", "Yann Le Guirriec", subject="")
    assert written(plan, **{"secret_ballots.required_for": []}).plan == plan
