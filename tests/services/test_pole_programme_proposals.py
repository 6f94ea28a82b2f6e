"""A proposal: versions written one after the other, each put to a body, which validates, changes or refuses with its motives."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DatabaseError

from foundation.kernel.db import db
from foundation.kernel.errors import NotFound, Refused, ScicError, StateMoved
from foundation.mailing.models import Mail
from governance.models import Decision
from governance.queries.decisions import decision_by_number
from governance.rules.bodies import Verdict
from governance.services.following import follow
from pole.programme.models import ProposalItem, ProposalVersion
from pole.programme.queries.actions import action_by_id, actions_now
from pole.programme.queries.proposals import (
    holding,
    items_of,
    last_adopted,
    listed,
    proposal_or_404,
    proposals_now,
    version_now,
)
from pole.programme.queries.timelines import timelines
from pole.programme.rules.states import ActionState
from pole.programme.rules.versions import VersionState
from pole.programme.services.actions import merge_actions, write_action
from pole.programme.services.proposals import (
    VersionDraft,
    begin_version,
    enter_verdict,
    put_version,
    take_put_back,
    write_version,
)
from tests.factories.accounts import make_account
from tests.factories.governance_bodies import steering_group
from tests.factories.pole_programme import LATER, axis, draft, programme, proposal, put_to

MET = date(2026, 5, 20)


def code_of(act, *args: Any, kind: type[ScicError] = Refused, **more: Any) -> str:
    with pytest.raises(kind) as refused:
        act(*args, **more)
    return refused.value.code


def decide(put, verdict: Verdict = Verdict.VALIDATED, motives: str = "", **more: Any) -> Decision:
    return enter_verdict(put, verdict, motives=motives, **more, **LATER)


def test_a_version_put_to_a_body_stands_word_for_word_with_its_actions(session):
    one, two, *_more = programme()
    version = proposal(one, two)
    put_to(version, steering_group())
    write_action(one, draft(axis("9", "Autre"), "Tout autre chose"), **LATER)
    assert code_of(write_version, version, VersionDraft("Autre"), kind=StateMoved, **LATER) == "version-frozen"
    for statement in (
        update(ProposalVersion).values(text="Autre"),
        delete(ProposalVersion),
        update(ProposalItem).values(priority=3),
        delete(ProposalItem),
    ):
        with pytest.raises(DatabaseError), session.begin_nested():
            session.execute(statement)
    assert [item.title for item in listed(items_of([version.id])[version.id])] == ["Bénévolat", "Financement"]


def test_a_draft_takes_the_words_that_its_actions_have_when_it_is_put(session):
    one, *_more = programme()
    version = proposal(one)
    write_action(one, draft(axis("9", "Autre"), "Mieux dit"), **LATER)
    put_to(version, steering_group())
    [item] = listed(items_of([version.id])[version.id])
    assert (item.title, item.axis) == ("Mieux dit", "9. Autre")


@pytest.mark.parametrize(
    ("verdict", "motives", "state", "adopted"),
    [
        (Verdict.VALIDATED, "", VersionState.VALIDATED, True),
        (Verdict.AMENDED, "Sans le fonds.", VersionState.AMENDED, True),
        (Verdict.REFUSED, "Trop d’actions.", VersionState.REFUSED, False),
    ],
)
def test_what_a_body_decides_is_in_the_register_with_its_motives(session, verdict, motives, state, adopted):
    version = proposal(*programme()[:2])
    made = decide(put_to(version, steering_group()), verdict, motives)
    found, _minutes = decision_by_number(made.number)
    assert (found.verdict, found.motives, found.adopted) == (verdict.value, motives, adopted)
    assert (found.decided_on, found.subject) == (MET, version.proposal.subject)
    assert version_now(version).state is state


def test_a_body_that_refuses_or_changes_owes_its_motives(session):
    put = put_to(proposal(*programme()[:1]), steering_group())
    for verdict in (Verdict.REFUSED, Verdict.AMENDED):
        assert code_of(decide, put, verdict, "  ") == "motives-missing"
    assert version_now(put.version).state is VersionState.AWAITED


def test_a_body_decides_once_and_not_before_it_met(session):
    group = steering_group()
    version = proposal(*programme()[:1])
    ahead = put_to(version, group, LATER["at"].date() + timedelta(days=9))
    with pytest.raises(ScicError):
        decide(ahead)
    put = put_to(version, group)
    decide(put)
    assert code_of(decide, put, kind=StateMoved) == "version-decided"
    assert version_now(version).state is VersionState.AWAITED


def test_a_version_is_put_once_to_a_meeting_and_may_be_taken_back_before_the_verdict(session):
    group = steering_group()
    version = proposal(*programme()[:1])
    put = put_to(version, group)
    assert code_of(put_to, version, group, kind=StateMoved) == "version-put"
    take_put_back(put, **LATER)
    assert version_now(version).state is VersionState.LEFT
    assert code_of(take_put_back, put, kind=StateMoved, **LATER) == "version-not-put"
    decide(put_to(version, group))
    [standing] = version_now(version).puts
    assert code_of(take_put_back, standing.put, kind=StateMoved, **LATER) == "version-decided"


def test_a_version_without_an_action_is_put_to_nobody(session):
    assert code_of(put_to, proposal(), steering_group()) == "version-empty"


def test_the_next_version_begins_with_the_last_one_once_that_one_was_put(session):
    one, two, *_more = programme()
    version = proposal(one, two, p0=1, p1=3)
    assert code_of(begin_version, version.proposal, kind=StateMoved, **LATER) == "version-draft"
    decide(put_to(version, steering_group()), Verdict.REFUSED, "Trop tôt.")
    second = begin_version(version.proposal, **LATER)
    assert (second.version, second.text) == (2, version.text)
    assert [(item.action_id, item.priority) for item in items_of([second.id])[second.id]] == [(one.id, 1), (two.id, 3)]


def test_an_action_merged_meanwhile_is_not_carried_into_the_next_version(session):
    one, two, *_more = programme()
    version = proposal(one, two)
    put_to(version, steering_group())
    merge_actions(one, two, on=MET, text="Une seule suffit", **LATER)
    second = begin_version(version.proposal, **LATER)
    assert [item.action_id for item in items_of([second.id])[second.id]] == [two.id]
    held = VersionDraft("", "", {one.id: 1})
    assert code_of(write_version, second, held, **LATER) == "version-actions"


def test_an_adopted_version_plans_the_actions_that_were_proposed_and_those_alone(session):
    made = programme()
    version = proposal(*made)
    before = {one.number: one.state for one in actions_now()}
    decide(put_to(version, steering_group()), plans=True)
    after = {one.number: one.state for one in actions_now()}
    assert after == before | {1: ActionState.PLANNED}
    assert action_by_id(made[0].id).state_since == MET


def test_a_refused_version_plans_nothing(session):
    made = programme()
    decide(put_to(proposal(*made), steering_group()), Verdict.REFUSED, "Non.", plans=True)
    assert action_by_id(made[0].id).state is ActionState.PROPOSED


def test_the_life_of_an_action_tells_the_bodies_that_had_it_before_them(session):
    one, two, *_more = programme()
    version = proposal(one)
    decide(put_to(version, steering_group()), Verdict.AMENDED, "Avec un partenaire.")
    lives = timelines([action_by_id(one.id), action_by_id(two.id)])
    [line] = [line for line in lives[one.id] if line.kind == "amended"]
    assert (line.on, line.text, line.values["body"]) == (MET, "Avec un partenaire.", "Comité de pilotage")
    assert [line for line in lives[two.id] if line.place == "programme.version"] == []


def test_drafts_are_told_to_no_action_and_the_last_adopted_version_is_the_latest_decided(session):
    one, *_more = programme()
    version = proposal(one)
    assert holding([one.id]) == {} and last_adopted() is None
    group = steering_group()
    decide(put_to(version, group, date(2026, 5, 2)))
    second = begin_version(version.proposal, **LATER)
    decide(put_version(second, group, MET, **LATER), Verdict.AMENDED, "Avec un partenaire.")
    found = last_adopted()
    assert found is not None and found[1].number == 2
    [standing] = proposals_now()
    assert [one.state for one in standing.versions] == [VersionState.VALIDATED, VersionState.AMENDED]


def test_who_follows_a_proposal_is_told_of_the_body_and_of_its_decision(session):
    reader = make_account("Yann Lecteur")
    version = proposal(*programme()[:1])
    follow(reader.id, version.proposal.subject, at=LATER["at"])
    decide(put_to(version, steering_group()), Verdict.REFUSED, "Trop d’actions.")
    mails = [mail.body_text for mail in db.session.query(Mail).order_by(Mail.id)]
    assert len(mails) == 2 and "Trop d’actions." in mails[1]


def test_an_unknown_proposal_is_not_found(session):
    with pytest.raises(NotFound):
        proposal_or_404(9)
