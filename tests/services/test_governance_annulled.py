"""An annulled vote: its decision keeps its number and loses its effect, and its point may be put to a new vote."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import event

from foundation.kernel.audit import SYSTEM, Actor
from foundation.kernel.db import db
from governance.queries.decisions import annulments, decision_by_number, search_decisions
from governance.queries.extract_paper import extract_data
from governance.queries.item_boxes import box_of_item, past_of_items
from governance.queries.items import item_standing, outcome_of_decision
from governance.queries.minutes_votes import agenda_on_paper, attachments_of, voted_items
from governance.queries.ruling import ruling_of
from governance.services.minutes import issue_minutes
from governance.services.voting import close_vote, open_vote
from tests.factories.governance import OPENED, decide, in_session, whole_evening
from votes.models import Box
from votes.services import publishing
from votes.services.act_writing import Acting

pytestmark = pytest.mark.usefixtures("session")
AT = OPENED + timedelta(minutes=30)
WHY = "Deux membres absents de la liste."


def annul(box_id: int, at: datetime = AT) -> None:
    contest = publishing.dispute_for(box_id, "Solène Abiven", Acting(Actor(77, "Inès Bureau"), at, "Liste fausse."))
    publishing.annul(box_id, contest.id, Acting(Actor(77, "Inès Bureau"), at, WHY))


def test_the_point_of_an_annulled_vote_is_put_to_a_new_one_which_makes_a_new_decision():
    assembly, members = in_session()
    first = decide(assembly, 2)
    annul(first.box_id)
    item = assembly.items[1]
    assert box_of_item(item) is None
    waiting = item_standing(item, AT)
    assert (waiting.state, waiting.decision, waiting.annulled.id) == ("waiting", None, first.box_id)
    second = decide(assembly, 2, against=list(members), at=AT)
    assert (first.number, second.number) == (1, 2)
    assert first.box_id != second.box_id
    assert item_standing(item, AT).decision == second
    assert [box.id for box in past_of_items([item])[item.id]] == [first.box_id, second.box_id]
    assert set(annulments([first, second])) == {first.id}
    assert (outcome_of_decision(first)["published"].adopted, outcome_of_decision(second)["published"].adopted) == (
        True,
        False,
    )
    assert close_vote(assembly, item.id, actor=SYSTEM, at=AT) == second


def test_an_annulled_vote_is_opened_again_once():
    assembly, _members = in_session()
    annul(decide(assembly, 2).box_id)
    box = open_vote(assembly, assembly.items[1].id, actor=SYSTEM, at=AT)
    assert open_vote(assembly, assembly.items[1].id, actor=SYSTEM, at=AT) == box


def test_what_was_annulled_is_found_among_the_annulled_and_is_no_longer_adopted():
    assembly, _members = in_session()
    first = decide(assembly, 2)
    annul(first.box_id)
    second = decide(assembly, 2, at=AT)

    def found(**asked: object) -> list[int]:
        return [row.number for row, _minutes in search_decisions("", page=1, **{"adopted": None, **asked}).rows]

    assert found() == [second.number, first.number]
    assert found(adopted=True) == [second.number]
    assert found(annulled=True) == [first.number]
    assert search_decisions("", adopted=None, page=1).annulled[first.id].reason == WHY


def test_the_extract_says_that_the_decision_has_no_effect_and_shows_the_vote_that_made_it():
    evening = whole_evening()
    [decision] = evening.decisions
    issue_minutes(evening.assembly, actor=SYSTEM, at=AT + timedelta(hours=1))
    found, minutes = decision_by_number(decision.number)
    assert extract_data(found, minutes, seat="chair", at=AT)["annulled"] is None
    annul(decision.box_id, AT + timedelta(hours=2))
    data = extract_data(found, minutes, seat="chair", at=AT + timedelta(hours=3))
    assert data["annulled"] == {"at": AT + timedelta(hours=2), "reason": WHY}
    assert data["resolution"]["adopted"]


def test_minutes_tell_the_annulment_and_print_the_vote_that_stands():
    assembly, members = in_session()
    annul(decide(assembly, 2).box_id)
    second = decide(assembly, 2, against=list(members), at=AT)
    voted = voted_items(assembly)
    point = agenda_on_paper(assembly, voted, ruling_of(assembly), {})[1]
    assert WHY in point["debate"]
    assert (point["resolution"]["decision_number"], point["resolution"]["adopted"]) == (str(second.number), False)
    names = [one["name"] for one in attachments_of(voted)]
    assert len(set(names)) == len(names) == 2


def test_the_register_is_read_in_as_many_statements_however_many_are_annulled():
    assembly, _members = in_session()
    first = decide(assembly, 2)

    def statements() -> int:
        said: list[str] = []
        engine = getattr(db.session.get_bind(), "engine", db.session.get_bind())

        def note(_conn: object, _cursor: object, sql: str, *_rest: object) -> None:
            said.append(sql)

        event.listen(engine, "before_cursor_execute", note)
        try:
            search_decisions("", adopted=None, page=1)
        finally:
            event.remove(engine, "before_cursor_execute", note)
        return len(said)

    before = statements()
    annul(first.box_id)
    annul(decide(assembly, 2, at=AT).box_id, AT + timedelta(minutes=5))
    assert db.session.get(Box, first.box_id) is not None
    assert statements() <= before
