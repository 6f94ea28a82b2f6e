"""The statutes as members read them."""

import pytest

from statutes.rules.reading.sections import read_out
from tests.factories.statutes import GONE, statutes_with


def lines(statutes):
    return {line.said("en"): line.article for part in read_out(statutes) for line in part.lines}


def test_the_law_is_marked_with_its_article_where_the_statutes_are_silent():
    told = lines(statutes_with(of="sa"))
    assert told["Members are convened at least 15 days before."] == "C. com. art. R225-69"
    assert told["A text is adopted by at least 2/3 (66.7%)."] == "C. com. art. L225-96"
    assert told["Proxies per holder, at most: 3."] == ""


def test_what_the_statutes_say_has_no_article():
    assert not any(lines(statutes_with()).values())


@pytest.mark.parametrize("of", ["pole", "sa", "sarl"])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_sentence_is_whole_in_both_languages(of, lang):
    for part in read_out(statutes_with(of=of)):
        assert part.lines
        for line in part.lines:
            assert "%(" not in line.said(lang)


def test_a_sarl_says_what_its_majority_is_taken_of():
    told = lines(statutes_with(of="sarl"))
    assert (
        told["A text is adopted by more than 1/2 (50%) of all the members entitled to vote."] == "C. com. art. L223-29"
    )
    assert "Convened a second time, it is adopted by more than 1/2 (50%) of the votes cast." in told
    assert "Majorities are taken of the votes cast." not in told


def test_silence_is_left_out_rather_than_guessed():
    statutes = statutes_with({"voting.empty_college": GONE})
    assert not any("without members" in told for told in lines(statutes))


def test_bodies_and_block_votes_are_told():
    told = lines(statutes_with({"voting.carry": "block", "voting.minimum_members": 2}))
    assert "A side carries a college with more than 1/2 (50%) of it." in told
    assert "A college forms from 2 members." in told
    assert "Conseil coopératif: from 5 to 15 seats." in told


def spoken(statutes, words):
    """The French sentences that hold these words, with plain spaces."""
    said = (
        line.said("fr").replace("\u00a0", " ").replace("\u202f", " ")
        for part in read_out(statutes)
        for line in part.lines
    )
    return [one for one in said if words in one]


def test_an_hour_is_told_as_the_french_tell_it():
    """15:00 is "15 h", half past is "15 h 30"."""
    sharp, half = ({"remote.electronic_cutoff": {"time": at, "days_before": 1}} for at in ("15:00", "15:30"))
    assert "15 h ;" in spoken(statutes_with(sharp), "formulaires électroniques")[0]
    assert "15 h 30 ;" in spoken(statutes_with(half), "formulaires électroniques")[0]


def test_a_quorum_is_told_with_its_percentage_and_as_it_was_written():
    statutes = statutes_with({"assemblies.ordinary.quorum_first": "20/100"})
    assert "20/100 (20 %)" in spoken(statutes, "première convocation")[0]
