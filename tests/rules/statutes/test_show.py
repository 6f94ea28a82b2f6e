"""`show` prints the same statutes, with the law where they are silent; reading it back changes nothing."""

import tomllib
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statutes.rules.parse import law_marks, parse
from statutes.rules.settled import law_values, settle
from statutes.rules.show import show
from tests.factories.statutes import GONE, statutes_with, text_with

REMOVABLE = [
    "adopted_by", "company", "voting.base", "voting.blank", "assemblies.ordinary.majority", "assemblies.extraordinary.majority",
    "shares.floor_fraction", "shares.paid_at_subscription", "proxies", "remote.postal", "remote.electronic_cutoff",
    "exclusion.majority", "bodies[0].chair_casting_vote", "surplus", "secret_ballots", "shares.minimum_capital_cents",
]  # fmt: skip


def removed(of, paths):
    """An example without those of `paths` that it has."""
    return statutes_with({path: GONE for path in sorted(paths) if has(of, path)}, of=of)


@cache
def has(of, path):
    try:
        text_with({path: GONE}, of=of)
    except (KeyError, IndexError):
        return False
    return True


@given(of=st.sampled_from(["pole", "sa", "sarl"]), paths=st.sets(st.sampled_from(REMOVABLE), max_size=6))
def test_what_is_shown_is_read_back_the_same(of, paths):
    statutes = removed(of, paths)
    assert parse(show(statutes)) == statutes


@given(form=st.sampled_from(["SA", "SAS", "SARL"]), paths=st.sets(st.sampled_from(REMOVABLE), max_size=6))
def test_showing_twice_shows_the_same(form, paths):
    statutes = statutes_with({"legal_form": form, **dict.fromkeys(paths, GONE)})
    assert show(parse(show(statutes))) == show(statutes)


def test_the_law_of_a_silent_sa_is_marked():
    text = show(statutes_with(of="sa"))
    for line in (
        "notice_days = 15 # (law)",
        'quorum_first = "1/5" # (law)',
        'quorum_first = "1/4" # (law)',
        'majority = {at_least = "2/3"} # (law)',
        "minimum_capital_cents = 1850000 # (law)",
        'floor_fraction = "1/4" # (law)',
        "balance_due_months = 60 # (law)",
        "interest_above_tmo_points = 2 # (law)",
        "postal = true # (law)",
        "chair_casting_vote = true # (law)",
    ):
        assert line in text.splitlines()


def test_what_the_statutes_say_is_never_marked():
    text = show(statutes_with())
    assert "quorum" in text
    assert "(law)" not in text


def test_a_silent_sas_gets_no_assembly_rule_from_the_law():
    document = tomllib.loads(show(statutes_with({"assemblies": GONE})))
    assert document["assemblies"]["ordinary"] == {"record_date_business_days": 0}


def test_a_marked_value_changed_by_hand_is_a_clause():
    text = show(statutes_with(of="sa")).replace("notice_days = 15 # (law)", "notice_days = 30 # (law)")
    assert parse(text).assemblies.ordinary.notice_days == 30


def test_a_mark_on_another_key_changes_nothing():
    text = show(statutes_with(of="sa")).replace("nominal_cents = 5000", "nominal_cents = 5000 # (law)")
    assert parse(text).shares.nominal_cents == 5000
    assert "shares.nominal_cents" in law_marks(text)


def test_fractions_keep_the_words_they_were_written_in():
    text = show(statutes_with({"colleges[3].weight": "10/100"}))
    assert 'weight = "10/100"' in text


@pytest.mark.parametrize("of", ["pole", "sa", "sarl"])
def test_every_value_of_the_law_names_its_article(of):
    statutes = statutes_with(of=of)
    assert all(lawful.article for lawful in law_values(statutes).values())
    assert settle(settle(statutes).statutes).articles == {}
