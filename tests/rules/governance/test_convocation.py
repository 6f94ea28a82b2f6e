"""The notice: fifteen clear days, both ends left out; what it must say."""

from dataclasses import replace
from datetime import date

import pytest

from governance.rules.convocation import NoticeDraft, clear_days, last_day_to_send, notice_obstacles

COMPLETE = NoticeDraft(
    sent_on=date(2026, 6, 1),
    meets_on=date(2026, 6, 18),
    required_days=15,
    required_source="R225-69",
    place="Salle des fêtes",
    agenda_titles=("Rapport moral",),
    resolutions_without_text=(),
    questions_email="questions@pole.example",
    registered_office="1 place de la Mairie, Rennes",
    registration="123 456 782 RCS Rennes",
)


def rules_of(draft):
    return [(obstacle.rule, obstacle.blocks) for obstacle in notice_obstacles(draft)]


def test_a_complete_notice_in_time_has_nothing_in_its_way():
    assert rules_of(COMPLETE) == []


def test_exactly_fifteen_clear_days_is_in_time_and_warned():
    draft = replace(COMPLETE, meets_on=date(2026, 6, 17))
    assert clear_days(draft.sent_on, draft.meets_on) == 15
    assert rules_of(draft) == [(25, False)]


def test_fourteen_clear_days_is_too_late_and_says_when_it_was_time():
    draft = replace(COMPLETE, meets_on=date(2026, 6, 16))
    [obstacle] = notice_obstacles(draft)
    assert (obstacle.rule, obstacle.blocks) == (25, True)
    assert obstacle.values["last"] == date(2026, 5, 31)
    assert obstacle.source == "R225-69"


def test_the_last_day_to_send_leaves_exactly_the_days_required():
    assert clear_days(last_day_to_send(date(2026, 6, 17), 15), date(2026, 6, 17)) == 15


@pytest.mark.parametrize(
    "fault",
    [
        {"place": ""},
        {"agenda_titles": ()},
        {"registered_office": ""},
        {"registration": ""},
        {"questions_email": ""},
        {"resolutions_without_text": ("Rapport moral",)},
        {"is_second": True},
    ],
)
def test_each_missing_mention_blocks_the_sending(fault):
    assert (26, True) in rules_of(replace(COMPLETE, **fault))


def test_a_second_notice_that_recalls_the_first_is_complete():
    assert rules_of(replace(COMPLETE, is_second=True, first_held_on=date(2026, 5, 20))) == []
