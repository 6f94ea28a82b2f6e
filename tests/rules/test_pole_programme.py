"""Where actions and versions may stand, what changed between two texts, what became of a contribution."""

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pole.programme.rules.contributions import Fate, fate_of, taken_over_by
from pole.programme.rules.differences import MOST_WORDS, Change, Listed, compared, differences, is_changed
from pole.programme.rules.events import EVENT_SENTENCES, Event
from pole.programme.rules.happened import Happened, in_order, since
from pole.programme.rules.states import FOLLOWS, OVER, STATE_NAMES, ActionState, may_follow
from pole.programme.rules.versions import (
    PRIORITY_NAMES,
    VERSION_STATE_NAMES,
    VersionState,
    may_follow_up,
    state_of_version,
)

WORDS = st.text(st.sampled_from("aéL’ .,;\n"), max_size=60)


def told(pieces, *changes: Change) -> str:
    return "".join(one.text for one in pieces if one.change in changes)


@given(WORDS, WORDS)
def test_a_difference_holds_both_texts_to_the_letter(before, after):
    pieces = differences(before, after)
    assert told(pieces, Change.SAME, Change.REMOVED) == before
    assert told(pieces, Change.SAME, Change.ADDED) == after
    assert is_changed(pieces) == (before != after)


@given(WORDS, WORDS)
def test_a_difference_is_told_in_as_few_pieces_as_it_has(before, after):
    pieces = differences(before, after)
    assert all(one.text for one in pieces)
    assert all(one.change is not other.change for one, other in pairwise(pieces))


def test_a_comma_is_no_part_of_the_word_before_it():
    pieces = differences("des cas concrets.", "des cas concrets, et un prêt.")
    assert told(pieces, Change.REMOVED) == ""
    assert told(pieces, Change.ADDED) == ", et un prêt"


def test_lines_that_stay_are_not_compared_word_by_word():
    pieces = differences("un\ndeux\n", "un\ntrois\n")
    assert [(one.change, one.text) for one in pieces] == [
        (Change.SAME, "un\n"),
        (Change.REMOVED, "deux"),
        (Change.ADDED, "trois"),
        (Change.SAME, "\n"),
    ]


def test_a_difference_of_very_long_lines_is_told_as_a_whole():
    long = "mot " * MOST_WORDS
    pieces = differences(f"{long}avant", f"{long}après")
    assert [one.change for one in pieces] == [Change.REMOVED, Change.ADDED]


def test_two_versions_tell_what_came_what_went_and_what_moved():
    kept, urgent = Listed(1, "1. Gestion", 2, "Locaux", "a"), Listed(1, "1. Gestion", 1, "Locaux", "a")
    gone, new = Listed(2, "1. Gestion", 0, "Fonds", ""), Listed(3, "2a. Services", 3, "Jeunes", "")
    found = compared([gone, kept], [new, urgent])
    assert [(one.number, one.before, one.after) for one in found] == [
        (3, None, new),
        (1, kept, urgent),
        (2, gone, None),
    ]
    assert told(found[0].title, Change.ADDED) == "Jeunes" and told(found[2].title, Change.REMOVED) == "Fonds"


def test_every_state_has_a_name_and_leads_somewhere_but_a_merge():
    assert STATE_NAMES.keys() == FOLLOWS.keys() == set(ActionState)
    assert [state for state in ActionState if not FOLLOWS[state]] == [ActionState.MERGED]
    assert not any(may_follow(state, ActionState.MERGED) for state in ActionState)
    assert frozenset({ActionState.DONE, ActionState.STOPPED, ActionState.MERGED}) == OVER


def test_a_version_stands_where_the_last_body_left_it():
    assert state_of_version([], frozen=False) is VersionState.DRAFT
    assert state_of_version([None], frozen=True) is VersionState.AWAITED
    assert state_of_version(["refused", "validated"], frozen=True) is VersionState.VALIDATED
    assert state_of_version(["validated", "refused"], frozen=True) is VersionState.REFUSED
    assert state_of_version(["validated", None], frozen=True) is VersionState.AWAITED
    assert state_of_version([], frozen=True) is VersionState.LEFT
    assert [state for state in VersionState if not may_follow_up(state)] == [VersionState.DRAFT]
    assert VERSION_STATE_NAMES.keys() == set(VersionState) and PRIORITY_NAMES.keys() == {0, 1, 2, 3}


def test_a_contribution_merged_or_behind_an_action_is_not_waiting():
    assert fate_of(frozenset()) is Fate.WAITING
    assert fate_of(frozenset({"behind"})) is Fate.BEHIND
    assert fate_of(frozenset({"behind", "merged"})) is Fate.MERGED
    assert fate_of(frozenset({"set_aside"})) is Fate.SET_ASIDE


def test_a_chain_of_merges_leads_to_where_it_ends_and_a_ring_to_nowhere_for_ever():
    assert taken_over_by(1, {1: 2, 2: 3}) == (2, 3)
    assert taken_over_by(4, {1: 2}) == ()
    assert taken_over_by(1, {1: 2, 2: 1}) == (2,)
    assert taken_over_by(1, {1: 2, 2: 3, 3: 2}) == (2, 3)


def test_lines_of_one_day_stay_as_they_came():
    one, two = Happened(date(2026, 1, 2), "a", "first"), Happened(date(2026, 1, 2), "b", "second")
    early = Happened(date(2026, 1, 1), "c", "early")
    assert in_order([one, two, early]) == [early, one, two]
    assert since([one, early], date(2026, 1, 2)) == [one]


def test_every_fact_of_the_programme_has_its_sentence():
    assert EVENT_SENTENCES.keys() == set(Event)
