"""How much two records look alike, and by what."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from membership.rules.likeness import Reason, Traits, folded_names, likeness

ADA = Traits(("le goff ada",), date(1980, 5, 3), frozenset({"ada@exemple.fr"}), frozenset({"+33299123456"}))


def like(**changes: object) -> Traits:
    return Traits(**{"names": ADA.names, **changes})


def test_the_same_name_is_enough_whatever_its_accents_and_its_order():
    assert likeness(ADA, Traits(folded_names("Ada LE GOFF"))).enough
    assert likeness(Traits(folded_names("Évrard Zoé")), Traits(folded_names("ZOE EVRARD"))).enough


def test_a_slip_of_the_pen_needs_something_else():
    assert not likeness(ADA, Traits(("le gof ada",))).enough
    assert likeness(ADA, Traits(("le gof ada",), emails=ADA.emails)).enough
    assert likeness(ADA, Traits(("le gof ada",), phones=ADA.phones)).enough
    assert likeness(ADA, Traits(("le gof ada",), ADA.born_on)).enough


def test_a_shared_e_mail_alone_proves_nothing():
    spouse = Traits(("quere yann",), emails=ADA.emails)
    assert likeness(ADA, spouse).reasons == (Reason.EMAIL,)
    assert not likeness(ADA, spouse).enough


def test_another_birth_date_outweighs_the_same_name():
    assert not likeness(ADA, like(born_on=date(2010, 1, 1))).enough


def test_the_same_siren_is_the_same_organisation_whatever_its_name():
    one, other = Traits(("atelier du pont",), siren="123456782"), Traits(("scop du pont",), siren="123456782")
    assert likeness(one, other).score == 100


@given(st.text(max_size=20), st.text(max_size=20), st.dates() | st.none(), st.dates() | st.none())
def test_likeness_goes_both_ways_and_stays_between_0_and_100(one, other, born, other_born):
    first, second = Traits(folded_names(one), born), Traits(folded_names(other), other_born)
    there, back = likeness(first, second), likeness(second, first)
    assert there == back
    assert 0 <= there.score <= 100


@pytest.mark.parametrize("empty", [Traits(()), Traits((), None, frozenset(), frozenset())])
def test_nothing_looks_like_nothing(empty):
    assert likeness(empty, empty).reasons == ()
