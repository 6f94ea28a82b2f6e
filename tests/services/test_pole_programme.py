"""Actions: written again and never over, moved, paid, proved, merged, taken back; nothing of them is ever deleted."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DatabaseError

from foundation.kernel.audit import SYSTEM, history
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound, Refused, ScicError, StateMoved
from foundation.mailing.models import Mail
from governance.services.following import follow
from pole.programme.models import Action, ActionFact, ActionRevision
from pole.programme.queries.actions import action_by_id, action_by_number, actions_now, revisions_of
from pole.programme.queries.programme import Looked, programme_for, public_programme
from pole.programme.queries.timelines import timelines
from pole.programme.rules.states import ActionState
from pole.programme.services.actions import (
    merge_actions,
    record_evidence,
    record_note,
    record_spent,
    record_state,
    take_back,
    write_action,
)
from pole.programme.services.axes import add_axis, close_axis, write_axis
from tests.factories.accounts import make_account
from tests.factories.pole_programme import BY, LATER, action, axis, draft, move, programme

PLANNED, GOING, DONE, STOPPED = (
    ActionState.PLANNED,
    ActionState.UNDER_WAY,
    ActionState.DONE,
    ActionState.STOPPED,
)
APRIL, MAY = date(2026, 4, 2), date(2026, 5, 4)


def code_of(act, *args: Any, kind: type[ScicError] = Refused, **more: Any) -> str:
    with pytest.raises(kind) as refused:
        act(*args, **more)
    return refused.value.code


def test_actions_are_numbered_without_a_gap_and_begin_proposed(session):
    of = axis()
    made = [action(of, title) for title in ("Locaux", "Emplois", "Récits")]
    assert [one.number for one in made] == [1, 2, 3]
    assert {one.state for one in actions_now()} == {ActionState.PROPOSED}


def test_an_action_written_again_keeps_what_it_said(session):
    of = axis()
    one = action(of, "Locaux")
    write_action(one, draft(of, "Locaux partagés", planned_cents=700_000), **LATER)
    assert [said.title for said in revisions_of(one)] == ["Locaux", "Locaux partagés"]
    assert action_by_id(one.id).said.planned_cents == 700_000
    write_action(one, draft(of, "Locaux partagés", planned_cents=700_000), **LATER)
    assert len(revisions_of(one)) == 2


def test_what_an_action_said_and_what_happened_to_it_cannot_be_changed_nor_deleted(session):
    made = programme()
    for statement in (
        update(ActionRevision).values(title="Autre"),
        delete(ActionRevision),
        update(ActionFact).values(text="Autre"),
        delete(ActionFact),
        delete(Action).where(Action.id == made[0].id),
    ):
        with pytest.raises(DatabaseError), session.begin_nested():
            session.execute(statement)


def test_an_action_passes_only_where_it_may_and_never_back_in_time(session):
    one = move(action(), PLANNED)
    assert code_of(record_state, one, DONE, on=APRIL, kind=StateMoved, **LATER) == "action-state"
    assert code_of(record_state, one, GOING, on=date(2026, 2, 28), **LATER) == "action-before"
    assert code_of(record_state, one, GOING, on=date(2026, 6, 2), **LATER) == "action-ahead"
    assert code_of(record_state, one, ActionState.MERGED, on=APRIL, **LATER) == "action-merging"
    record_state(one, GOING, on=APRIL, **LATER)
    assert (action_by_id(one.id).state, action_by_id(one.id).state_since) == (GOING, APRIL)


def test_money_and_hours_add_up_and_what_was_told_by_mistake_is_taken_back(session):
    one = move(action(), PLANNED, GOING)
    wrong = record_spent(one, cents=990_000, hours=1, on=APRIL, text="Une erreur", **LATER)
    record_spent(one, cents=12_345, hours=4, on=APRIL, text="Salle", **LATER)
    take_back(wrong, "Un zéro de trop", **LATER)
    now = action_by_id(one.id)
    assert (now.spent_cents, now.spent_hours) == (12_345, 4)
    assert code_of(take_back, wrong, "Encore", kind=StateMoved, **LATER) == "fact-taken-back"
    assert code_of(record_spent, one, on=APRIL, **LATER) == "action-spent"
    assert code_of(record_spent, one, cents=-5, hours=9, on=APRIL, **LATER) == "action-spent"


def test_of_the_states_the_last_one_alone_is_taken_back(session):
    one = move(action(), PLANNED, GOING)
    first, last = action_by_id(one.id).facts
    assert code_of(take_back, first, "Non", **LATER) == "fact-later"
    take_back(last, "Pas encore commencée", **LATER)
    assert action_by_id(one.id).state is PLANNED


def test_an_action_that_was_merged_leads_to_the_other_and_takes_nothing_more(session):
    made = programme()
    merge_actions(made[0], made[1], on=MAY, text="Une seule suffit.", **LATER)
    now = action_by_id(made[0].id)
    assert (now.state, now.merged_into) == (ActionState.MERGED, made[1].number)
    for refused in (
        lambda: record_state(made[0], PLANNED, on=MAY, **LATER),
        lambda: record_spent(made[0], cents=5, on=MAY, **LATER),
        lambda: write_action(made[0], draft(axis("9", "Autre")), **LATER),
        lambda: merge_actions(made[0], made[2], on=MAY, text="Encore", **LATER),
    ):
        assert code_of(refused, kind=StateMoved) == "action-merged"
    assert code_of(merge_actions, made[2], made[0], on=MAY, text="x", **LATER) == "action-into-merged"
    assert code_of(merge_actions, made[2], made[2], on=MAY, text="x", **LATER) == "action-itself"
    [line] = [line for line in timelines([action_by_id(made[1].id)])[made[1].id] if line.kind == "took_over"]
    assert (line.on, line.values["number"]) == (MAY, made[0].number)


def test_a_merge_taken_back_leaves_the_action_where_it_stood(session):
    made = programme()
    merge = merge_actions(made[1], made[2], on=MAY, text="Une seule suffit.", **LATER)
    take_back(merge, "Deux équipes, en fait", **LATER)
    now = action_by_id(made[1].id)
    assert (now.state, now.merged_into) == (PLANNED, None)


def test_an_axis_is_closed_once_nothing_goes_on_under_it_and_takes_no_action_then(session):
    of = axis()
    one = action(of)
    assert code_of(close_axis, of, **LATER) == "axis-alive"
    record_state(one, STOPPED, on=APRIL, **LATER)
    close_axis(of, **LATER)
    assert code_of(action, of, "Autre") == "axis-closed"
    write_action(one, draft(of, "Le même axe, clos"), **LATER)
    assert code_of(add_axis, "1", "Encore", **BY) == "axis-taken"
    assert write_axis(of, "1", "Gestion", "", **LATER).label == "Gestion"


def test_an_action_ends_after_it_begins(session):
    assert code_of(action, axis(), starts_on=MAY, ends_on=APRIL) == "action-order"
    assert action(axis("2", "B"), starts_on=MAY, ends_on=MAY).number == 1


def test_the_programme_is_narrowed_without_accents_and_adds_up(session):
    programme()
    assert [one.title for one in programme_for(Looked("benevolat")).actions] == ["Bénévolat"]
    assert [one.number for one in programme_for(Looked(state="done")).actions] == [5]
    assert [one.number for one in programme_for(Looked(axis="2a")).actions] == [3, 4]
    assert programme_for(Looked(theme="Rien")).actions == []
    whole = programme_for(Looked())
    assert (whole.planned_cents, whole.spent_cents, whole.hours) == (3_000_000, 120_050, (600, 30))


def test_everybody_reads_what_is_planned_under_way_or_done_alone(session):
    programme()
    assert [one.number for one in public_programme().actions] == [2, 3, 4, 5]


def test_who_follows_an_action_is_told_when_it_moves_but_not_who_moved_it(session):
    one = move(action(), PLANNED)
    reader, mover = make_account("Yann Lecteur"), make_account("Rozenn Bureau")
    follow(reader.id, one.subject, at=LATER["at"])
    follow(mover.id, one.subject, at=LATER["at"])
    record_state(one, GOING, on=MAY, actor=SYSTEM.__class__(mover.id, mover.name), at=LATER["at"])
    record_note(one, "Une note ne dérange personne", on=MAY, **LATER)
    [mail] = db.session.query(Mail).all()
    assert mail.to_address == reader.email and f"/programme/actions/{one.number}" in mail.body_text


def test_the_trail_tells_who_wrote_moved_paid_and_proved(session):
    one = move(action(), PLANNED)
    record_spent(one, cents=500, hours=2, on=MAY, text="Timbres", **LATER)
    record_evidence(one, "Une affiche", on=MAY, address="https://pole.example/affiche", **LATER)
    tags = [entry.tag for entry in history(one.subject)]
    assert tags == ["pole:action:written", "pole:action:moved", "pole:action:spent", "pole:action:proved"]


def test_an_unknown_number_is_not_found(session):
    with pytest.raises(NotFound):
        action_by_number(99)
