"""A campaign from its preparation to its result, on both engines: who answers, once, in which college; what is told."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest
from sqlalchemy import inspect, select

from foundation.kernel.db import db, table_of
from foundation.kernel.errors import NotFound, Refused, StateMoved
from governance.rules.consultations import Audience, To
from pole.evaluations.models import Campaign, EvaluationMark, Grade, Invited, Remark
from pole.evaluations.queries.campaigns import invited_waiting
from pole.evaluations.queries.results import remarks_of, result_of, results_before, results_of, turnouts
from pole.evaluations.rules.campaigns import subject_of
from pole.evaluations.rules.comparing import trend
from pole.evaluations.services.answering import Answer, answer_as_member
from pole.evaluations.services.campaigns import (
    change_campaign,
    choose_subjects,
    create_campaign,
    move_closing,
    open_campaign,
    switch_off,
    withdraw_campaign,
)
from pole.evaluations.services.preparing import SheetDraft, write_sheet
from tests.factories.pole_evaluations import (
    AFTER,
    BY,
    CLOSES,
    DURING,
    GOOD,
    OPENED,
    POOR,
    WRITTEN,
    answered,
    draft,
    lines,
    opened,
    respond,
    written,
)


@pytest.mark.usefixtures("session")
class TestOpening:
    def test_who_is_invited_and_in_which_college_is_frozen(self):
        campaign = opened()
        assert {one["id"]: one["invited"] for one in campaign.colleges} == {
            "structures": 9, "salaries": 7, "collectivites": 2, "financeurs": 3, "benevoles": 9,
        }  # fmt: skip
        assert sum(Fraction(one["weight"]) for one in campaign.colleges) == 1
        assert db.session.query(Invited).filter_by(campaign_id=campaign.id).count() == 30

    def test_opening_twice_changes_nothing(self):
        campaign = opened()
        assert open_campaign(campaign.id, at=DURING, **BY).opened_at == OPENED
        assert db.session.query(Invited).count() == 30

    def test_what_is_asked_no_longer_changes_once_it_is_open(self):
        campaign = opened()
        for act in (
            lambda: change_campaign(campaign, draft(), at=DURING, **BY),
            lambda: choose_subjects(campaign, [], at=DURING, **BY),
            lambda: switch_off(campaign.subjects[0], ["effects"], at=DURING, **BY),
            lambda: withdraw_campaign(campaign.id, at=DURING, **BY),
        ):
            with pytest.raises(StateMoved):
                act()

    def test_a_campaign_about_nothing_does_not_open(self):
        campaign = written()
        choose_subjects(campaign, [], at=WRITTEN, **BY)
        with pytest.raises(Refused, match="about nothing"):
            open_campaign(campaign.id, at=OPENED, **BY)

    def test_nobody_invited_is_refused(self):
        campaign = written(audience=Audience(To.MEMBERS, members=(9999,)))
        with pytest.raises(Refused, match="Nobody"):
            open_campaign(campaign.id, at=OPENED, **BY)

    def test_an_action_with_a_fact_sheet_stays_in_its_campaign(self):
        campaign = written()
        write_sheet(campaign.subjects[0], SheetDraft(done="Neuf soirées"), at=WRITTEN, **BY)
        with pytest.raises(Refused, match="fact sheet"):
            choose_subjects(campaign, [campaign.subjects[1].about], at=WRITTEN, **BY)

    def test_an_unknown_action_is_refused(self):
        with pytest.raises(Refused, match="not in the programme"):
            choose_subjects(written(), [subject_of("action", 99999)], at=WRITTEN, **BY)


@pytest.mark.usefixtures("session")
class TestAnswering:
    def test_a_second_sending_changes_nothing_and_loses_nothing(self):
        campaign = opened()
        subject, line = campaign.subjects[0], lines(campaign, "structures")[0]
        assert answer_as_member(subject, line, GOOD, at=DURING)
        before = sorted((one.criterion, one.grade) for one in db.session.query(Grade))
        assert not answer_as_member(subject, line, GOOD, at=DURING)
        assert not answer_as_member(subject, line, POOR, at=DURING + timedelta(hours=1))
        assert sorted((one.criterion, one.grade) for one in db.session.query(Grade)) == before
        assert [one.text for one in db.session.query(Remark)] == ["Les soirées du jeudi"]
        assert db.session.query(EvaluationMark).count() == 1

    def test_a_criterion_left_out_is_no_opinion_and_never_a_grade(self):
        campaign = opened()
        respond(campaign.subjects[0], {"structures": 5})
        shown = result_of(campaign.subjects[0], AFTER)
        assert shown.heads["means"].median is None
        assert (shown.heads["means"].graded, shown.heads["means"].without) == (0, 5)

    def test_an_answer_counts_in_the_college_of_the_opening(self):
        campaign = opened()
        line = lines(campaign, "structures")[0]
        assert answer_as_member(campaign.subjects[0], line, GOOD, at=DURING)
        assert db.session.execute(select(EvaluationMark.college)).scalar_one() == "structures"

    def test_no_answer_before_the_opening_nor_from_the_instant_of_the_closing(self):
        campaign = opened()
        line = lines(campaign, "salaries")[0]
        with pytest.raises(StateMoved, match="closed"):
            answer_as_member(campaign.subjects[0], line, GOOD, at=CLOSES)
        draft_one = create_campaign(draft(title="Autre"), at=WRITTEN, **BY)
        choose_subjects(draft_one, [campaign.subjects[0].about], at=WRITTEN, **BY)
        with pytest.raises(StateMoved, match="not open"):
            answer_as_member(draft_one.subjects[0], line, GOOD, at=DURING)

    def test_an_answer_that_arrives_while_somebody_closes_is_refused(self):
        campaign = opened()
        subject, mine = campaign.subjects[0], lines(campaign, "salaries")[0]
        assert campaign.closes_at == CLOSES
        table = table_of(Campaign)
        elsewhere = table.update().where(table.c.id == campaign.id).values(closes_at=DURING)
        db.session.connection().execute(elsewhere)
        with pytest.raises(StateMoved, match="closed"):
            answer_as_member(subject, mine, GOOD, at=DURING + timedelta(seconds=1))
        assert db.session.query(Grade).count() == 0

    def test_the_line_of_another_campaign_answers_nothing_here(self):
        campaign = opened()
        other = create_campaign(draft(title="Autre"), at=WRITTEN, **BY)
        choose_subjects(other, [campaign.subjects[0].about], at=WRITTEN, **BY)
        open_campaign(other.id, at=OPENED, **BY)
        with pytest.raises(NotFound):
            answer_as_member(other.subjects[0], lines(campaign, "salaries")[0], GOOD, at=DURING)

    @pytest.mark.parametrize("grades", [{"unknown": 2}, {"effects": 5}, {"effects": -2}])
    def test_a_grade_that_is_no_word_of_ours_is_refused(self, grades):
        campaign = opened()
        with pytest.raises(Refused):
            answer_as_member(campaign.subjects[0], lines(campaign, "salaries")[0], Answer(grades), at=DURING)

    def test_a_criterion_switched_off_is_not_asked(self):
        campaign = written()
        switch_off(campaign.subjects[0], ["effects"], at=WRITTEN, **BY)
        open_campaign(campaign.id, at=OPENED, **BY)
        with pytest.raises(Refused, match="not judged on"):
            answer_as_member(campaign.subjects[0], lines(campaign, "salaries")[0], GOOD, at=DURING)
        assert answer_as_member(campaign.subjects[1], lines(campaign, "salaries")[0], GOOD, at=DURING)

    def test_nothing_joins_an_answer_to_who_gave_it(self):
        """No column of a grade or a text names a mark, a member, an account, a link or a time; keys tell no order."""
        allowed = {"id", "subject_id", "outside", "college", "criterion", "grade", "kind", "text"}
        for model in (Grade, Remark):
            assert {column.name for column in table_of(model).columns} <= allowed
        names = {column["name"] for column in inspect(db.engine).get_columns("evaluation_mark")}
        assert names == {"id", "subject_id", "invited_id", "guest_id", "college"}
        campaign = opened()
        respond(campaign.subjects[0], {"structures": 9})
        for model in (Grade, EvaluationMark):
            keys = [row[0] for row in db.session.execute(select(model.id).order_by(model.id))]
            assert keys[-1] - keys[0] > 2**40

    def test_only_those_with_something_left_are_waited_for(self):
        campaign = opened()
        respond(campaign.subjects[0], {"structures": 9})
        respond(campaign.subjects[1], {"structures": 8})
        waiting = invited_waiting(campaign)
        assert len([one for one in waiting if one.college == "structures"]) == 1
        assert len(waiting) == 22


@pytest.mark.usefixtures("session")
class TestResult:
    def test_no_result_before_the_closing(self):
        campaign = answered()
        with pytest.raises(StateMoved, match="still open"):
            results_of(campaign, DURING)

    def test_a_closing_once_reached_never_moves_again(self):
        campaign = answered()
        move_closing(campaign.id, DURING + timedelta(hours=2), "Tous ont répondu", at=DURING + timedelta(hours=2), **BY)
        assert results_of(campaign, DURING + timedelta(hours=2))
        with pytest.raises(StateMoved):
            move_closing(campaign.id, AFTER, "Encore", at=DURING + timedelta(hours=3), **BY)

    def test_colleges_medians_and_both_totals(self):
        first = results_of(answered(), AFTER)
        shown = next(iter(first.values()))
        assert [(part.colleges, part.answers, part.invited) for part in shown.parts] == [
            (("structures",), 8, 9), (("salaries", "collectivites", "financeurs"), 9, 12),
        ]  # fmt: skip
        assert (shown.answers, shown.invited, shown.silent) == (17, 30, ("benevoles",))
        assert shown.heads["global"].units == (0, 3, 0, 14, 0)
        assert shown.heads["global"].median == 3
        assert shown.weighted["global"].median == 3

    def test_too_few_answers_are_not_shown(self):
        campaign = answered()
        few = results_of(campaign, AFTER)[campaign.subjects[1].id]
        assert (few.answers, few.is_shown, few.heads, few.weighted) == (3, False, {}, {})
        assert remarks_of(campaign.subjects[1], few) == {}

    def test_three_answers_are_shown_where_every_college_concerned_agreed(self):
        campaign = opened(agreed=("financeurs",))
        respond(campaign.subjects[0], {"structures": 6, "financeurs": 3})
        shown = result_of(campaign.subjects[0], AFTER)
        assert [part.colleges for part in shown.parts] == [("structures",), ("financeurs",)]

    def test_texts_are_told_without_college_nor_order_of_arrival(self):
        campaign = opened()
        subject = campaign.subjects[0]
        texts = ("Zèbre", "Abeille", "Mouton", "Chat", "Lama")
        for line, text in zip(lines(campaign, "structures"), texts, strict=False):
            answer_as_member(subject, line, Answer({}, {"keep": text, "stop": "  "}), at=DURING)
        told = remarks_of(subject, result_of(subject, AFTER))
        assert {kind: [one.text for one in said] for kind, said in told.items()} == {"keep": sorted(texts)}

    def test_turnout_is_told_while_it_is_open(self):
        campaign = answered()
        assert [(one.members, one.invited) for one in turnouts(campaign).values()] == [(17, 30), (3, 30)]

    def test_the_trend_is_read_from_the_last_campaign_about_the_same_action(self):
        former = answered()
        later = create_campaign(
            replace(draft(title="Évaluation 2027"), closes_at=CLOSES + timedelta(days=365)), at=AFTER, **BY
        )
        choose_subjects(later, [one.about for one in former.subjects], at=AFTER, **BY)
        opening = AFTER + timedelta(days=300)
        open_campaign(later.id, at=opening, **BY)
        for line in lines(later, "structures")[:6]:
            answer_as_member(later.subjects[0], line, Answer({"global": 4, "effects": 1}), at=opening)
        ended = CLOSES + timedelta(days=366)
        before = results_before(later, ended, later.subjects)
        assert {one.subject.campaign.title for one in before.values()} == {"Évaluation 2026"}
        now, then = result_of(later.subjects[0], ended), before[later.subjects[0].id].result
        assert trend(now.heads, then.heads) == {"global": 1, "effects": -2}
