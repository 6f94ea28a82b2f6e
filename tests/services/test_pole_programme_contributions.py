"""Contributions keep their words and their origin; what became of each is told, through every merge, to who gave it."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.exc import DatabaseError

from foundation.kernel.db import db
from foundation.kernel.errors import Refused, ScicError, StateMoved
from foundation.mailing.models import Mail
from governance.services.following import follows
from pole.programme.models import Contribution
from pole.programme.queries.actions import action_by_id
from pole.programme.queries.contributions import (
    contribution_or_404,
    count_behind,
    count_kinds,
    every_contribution,
    search_contributions,
    with_fates,
)
from pole.programme.queries.traces import all_behind, trace_of
from pole.programme.rules.contributions import ContributionKind, Fate
from pole.programme.rules.states import ActionState
from pole.programme.services.actions import merge_actions
from pole.programme.services.contributions import (
    merge_contributions,
    put_behind,
    set_aside,
    take_back_fate,
)
from privacy.queries.steps import steps_of_table
from privacy.rules.retention import Key
from tests.factories.accounts import make_account
from tests.factories.pole_programme import LATER, action, axis, contribution, move

MAY, LATE_MAY = date(2026, 5, 4), date(2026, 5, 20)


def code_of(act, *args: Any, kind: type[ScicError] = Refused, **more: Any) -> str:
    with pytest.raises(kind) as refused:
        act(*args, **more)
    return refused.value.code


def told(one: Contribution) -> list[tuple[date, str]]:
    return [(line.on, line.kind) for line in trace_of(one).lines]


def fate(one: Contribution) -> Fate:
    [now] = with_fates([one])
    return now.fate


def test_a_contribution_is_never_written_again(session):
    one = contribution()
    for column in ("title", "text", "origin", "given_on"):
        value = date(2026, 1, 1) if column == "given_on" else "Autre"
        with pytest.raises(DatabaseError), session.begin_nested():
            session.execute(update(Contribution).values({column: value}))
    assert contribution_or_404(one.number).origin == "Association du Four banal"


def test_a_contribution_leads_to_its_action_and_to_what_the_action_became(session):
    one, of = contribution(), axis()
    done = action(of, "Renouveler")
    put_behind(one, done, on=MAY, text="Dit par trois associations", **LATER)
    move(done, ActionState.PLANNED, ActionState.UNDER_WAY, on=LATE_MAY)
    assert told(one) == [
        (date(2026, 2, 3), "said"),
        (MAY, "behind"),
        (LATE_MAY, "planned"),
        (LATE_MAY, "under_way"),
    ]
    assert (fate(one), count_behind()) == (Fate.BEHIND, {done.id: 1})


def test_what_an_action_was_before_an_idea_came_to_it_is_not_the_story_of_the_idea(session):
    done = move(action(), ActionState.PLANNED, on=date(2026, 3, 1))
    one = contribution()
    put_behind(one, done, on=MAY, **LATER)
    assert told(one) == [(date(2026, 2, 3), "said"), (MAY, "behind")]


def test_a_merge_is_followed_to_the_one_that_speaks_for_both_and_back(session):
    of = axis()
    target = action(of)
    small, middle, large = contribution("Un"), contribution("Deux"), contribution("Trois")
    merge_contributions(small, middle, on=MAY, text="Le même manque", **LATER)
    merge_contributions(middle, large, on=LATE_MAY, text="Encore le même", **LATER)
    put_behind(large, target, on=LATE_MAY, **LATER)
    assert [kind for _day, kind in told(small)] == ["said", "merged", "merged", "behind"]
    assert [one.id for one in trace_of(small).actions] == [target.id]
    assert [one.number for one in trace_of(large).speaks_for] == [small.number, middle.number]
    behind = all_behind(action_by_id(target.id))
    assert [(one.contribution.number, one.through_contribution) for one in behind] == [
        (large.number, None),
        (small.number, large.number),
        (middle.number, large.number),
    ]


def test_an_action_that_takes_another_over_inherits_what_stands_behind_it(session):
    of = axis()
    fund, table, other = action(of, "Fonds"), action(of, "Tours de table"), action(of, "Autre")
    one = contribution()
    put_behind(one, fund, on=MAY, **LATER)
    merge_actions(fund, table, on=LATE_MAY, text="Une seule suffit", **LATER)
    [behind] = all_behind(action_by_id(table.id))
    assert (behind.contribution.id, behind.through_action) == (one.id, fund.number)
    assert [action.id for action in trace_of(one).actions] == [fund.id, table.id]
    assert all_behind(action_by_id(other.id)) == []


def test_what_was_merged_or_set_aside_leads_nowhere_else(session):
    of = axis()
    target, one, other = action(of), contribution("Un"), contribution("Deux")
    set_aside(one, "Cela existe déjà", on=MAY, **LATER)
    assert code_of(put_behind, one, target, on=MAY, kind=StateMoved, **LATER) == "contribution-aside"
    assert code_of(set_aside, one, "Encore", on=MAY, kind=StateMoved, **LATER) == "contribution-aside"
    merge_contributions(one, other, on=MAY, text="", **LATER)
    for act in (put_behind, merge_contributions):
        wrong = target if act is put_behind else other
        assert code_of(act, one, wrong, on=MAY, text="", kind=StateMoved, **LATER) == "contribution-merged"
    third = contribution("Trois")
    assert code_of(merge_contributions, third, one, on=MAY, text="", **LATER) == "contribution-into-merged"
    assert code_of(merge_contributions, third, third, on=MAY, text="", **LATER) == "contribution-itself"


def test_a_contribution_stands_once_behind_an_action_that_is_not_merged(session):
    of = axis()
    target, gone, one = action(of), action(of, "Fonds"), contribution()
    put_behind(one, target, on=MAY, **LATER)
    assert code_of(put_behind, one, target, on=MAY, kind=StateMoved, **LATER) == "contribution-behind"
    assert code_of(set_aside, one, "Non", on=MAY, **LATER) == "contribution-used"
    merge_actions(gone, target, on=MAY, text="x", **LATER)
    assert code_of(put_behind, one, gone, on=MAY, **LATER) == "contribution-action-merged"


def test_setting_aside_owes_a_reason_and_can_be_taken_back(session):
    one = contribution()
    assert code_of(set_aside, one, "  ", on=MAY, **LATER) == "contribution-reason"
    fact = set_aside(one, "Cela existe déjà", on=MAY, **LATER)
    take_back_fate(fact, "Cela n’existe plus", **LATER)
    assert fate(one) is Fate.WAITING
    assert code_of(take_back_fate, fact, "Encore", kind=StateMoved, **LATER) == "contribution-taken-back"


def test_nothing_is_collected_before_it_was_said(session):
    tomorrow = LATER["at"].date() + timedelta(days=1)
    assert code_of(contribution, given_on=tomorrow) == "contribution-ahead"
    assert code_of(put_behind, contribution(), action(), on=tomorrow, **LATER) == "contribution-ahead"


def test_contributions_are_found_by_words_kind_and_what_became_of_them(session):
    of = axis()
    one, two = contribution("Bénévolat"), contribution("Trésorerie", kind=ContributionKind.INTERVIEW)
    put_behind(two, action(of), on=MAY, **LATER)
    found = lambda **more: [row.contribution.number for row in search_contributions(**more).rows]  # noqa: E731
    assert found(query="benevolat") == [one.number]
    assert found(kind="interview") == [two.number]
    assert found(fate="behind") == [two.number] and found(fate="waiting") == [one.number]
    assert found(kind="rien") == [two.number, one.number]
    assert count_kinds()[ContributionKind.INTERVIEW] == 1
    assert [row.contribution.number for row in every_contribution()] == [one.number, two.number]


def test_who_gave_an_idea_finds_it_again_and_is_told_what_becomes_of_it(session):
    giver = make_account("Yann Donneur")
    one = contribution("Une bourse", kind=ContributionKind.IDEA, account_id=giver.id)
    contribution("Autre")
    [mine] = search_contributions(account_id=giver.id).rows
    assert mine.contribution.id == one.id
    target = action()
    put_behind(one, target, on=MAY, text="Bonne idée", **LATER)
    assert follows(giver.id, target.subject)
    move(target, ActionState.PLANNED, on=LATE_MAY)
    mails = [mail.body_text for mail in db.session.query(Mail).order_by(Mail.id)]
    assert len(mails) == 2
    assert f"/programme/contributions/{one.number}" in mails[0] and f"/programme/actions/{target.number}" in mails[1]


def test_who_gave_an_idea_that_was_merged_is_told_what_becomes_of_the_one_that_speaks_for_both(session):
    early, late, deep = (make_account(name) for name in ("Yann Tôt", "Lena Tard", "Malo Profond"))
    first = contribution("Une bourse", kind=ContributionKind.IDEA, account_id=early.id)
    second = contribution("Une bourse de vélos", kind=ContributionKind.IDEA, account_id=late.id)
    third = contribution("Des vélos", kind=ContributionKind.IDEA, account_id=deep.id)
    target, kept = action(), contribution("Bourse aux vélos")
    merge_contributions(third, first, on=MAY, text="", **LATER)
    merge_contributions(first, kept, on=MAY, text="", **LATER)
    put_behind(kept, target, on=MAY, **LATER)
    assert follows(early.id, target.subject) and follows(deep.id, target.subject)
    assert not follows(late.id, target.subject)
    merge_contributions(second, kept, on=MAY, text="", **LATER)
    assert follows(late.id, target.subject)


def test_the_name_of_who_spoke_goes_when_its_time_has_come_and_nothing_else(session):
    old, recent = contribution("Vieux", given_on=date(2020, 5, 1)), contribution("Récent")
    [step] = steps_of_table(Key.VIEWPOINTS, 60, date(2026, 6, 1))
    assert step.count() == 1
    step.do()
    found = {one.contribution.title: one.contribution for one in every_contribution()}
    assert (found["Vieux"].person_name, found["Vieux"].origin) == ("", old.origin)
    assert found["Récent"].person_name == recent.person_name == "Maëlys Kervadec"
