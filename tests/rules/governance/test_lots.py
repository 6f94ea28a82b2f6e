"""Lots beyond ties: quotas of colleges, orders, a seed that nobody knew, and a drawing that anybody does again."""

import hashlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.kernel.errors import Refused
from governance.rules.lots import (
    MOST_NAMES,
    Quota,
    Ticket,
    check_known_on,
    drawn,
    list_fingerprint,
    order_tickets,
    panel_quotas,
    usable_seed,
)

DAY = date(2026, 6, 13)
MEMBERS = [Ticket(str(number), "ab"[number % 2]) for number in range(1, 41)]
TWO_AND_THREE = (Quota("a", "A", 2), Quota("b", "B", 3))
names = st.lists(
    st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8), min_size=2, max_size=30, unique=True
)


def test_as_many_come_out_of_each_college_as_its_quota_says():
    out = [one.ticket for one in drawn(MEMBERS, TWO_AND_THREE, "4 18 27") if one.drawn]
    assert [one.group for one in out] == ["a", "a", "b", "b", "b"]


def test_anybody_draws_it_again_with_a_few_lines_and_no_software_of_ours():
    placed = [one for one in drawn(MEMBERS, TWO_AND_THREE, "4 18 27") if one.ticket.group == "a"]
    mine = [str(number) for number in range(1, 41) if number % 2 == 0]
    again = sorted(mine, key=lambda one: hashlib.sha256(f"4 18 27\n{one}".encode()).hexdigest())
    assert [one.ticket.id for one in placed] == again
    assert [one.place for one in placed] == list(range(1, 21))
    assert [one.number for one in placed] == sorted(one.number for one in placed)


@given(names, st.text(min_size=1, max_size=20), st.randoms())
def test_the_order_of_the_list_changes_nothing_and_nobody_is_lost(found, seed, chance):
    mixed = chance.sample(found, len(found))
    whole = (Quota("", "", len(found)),)
    first, second = (drawn([Ticket(name) for name in one], whole, seed) for one in (found, mixed))
    assert first == second and sorted(one.ticket.id for one in first) == sorted(found)
    assert all(one.drawn for one in first)


def test_who_declines_is_replaced_by_the_next_of_the_same_college():
    small = drawn(MEMBERS, (Quota("a", "A", 2),), "seed")
    larger = drawn(MEMBERS, (Quota("a", "A", 3),), "seed")
    assert [one.ticket for one in small] == [one.ticket for one in larger]
    assert [one.ticket for one in larger if one.drawn][:2] == [one.ticket for one in small if one.drawn]


def test_each_member_comes_first_about_as_often():
    hat = [Ticket(name) for name in "ABCD"]
    firsts = [drawn(hat, (Quota("", "", 1),), f"seed {number}")[0].ticket.id for number in range(800)]
    assert all(150 < firsts.count(name) < 250 for name in "ABCD")


@pytest.mark.parametrize("takes", [(0, 0), (-1, 0), (21, 0), (0, 21)])
def test_quotas_that_draw_nobody_or_more_than_there_are_are_refused(takes):
    with pytest.raises(Refused):
        panel_quotas(MEMBERS, [Quota("a", "A", takes[0]), Quota("b", "B", takes[1])])


def test_a_quota_may_take_the_whole_college():
    assert panel_quotas(MEMBERS, [Quota("a", "A", 20), Quota("b", "B", 0)]) == (Quota("a", "A", 20),)


@pytest.mark.parametrize(
    "found", [[], ["Ada"], ["Ada", " Ada "], ["Ada", "x" * 121], [str(one) for one in range(MOST_NAMES + 1)]]
)
def test_an_order_of_one_or_with_a_name_twice_is_refused(found):
    with pytest.raises(Refused):
        order_tickets(found)


def test_the_seed_may_not_be_known_before_the_list_is_published():
    check_known_on(DAY, DAY)
    with pytest.raises(Refused):
        check_known_on(date(2026, 6, 12), DAY)


@pytest.mark.parametrize(
    ("seed", "today"),
    [("4 18", date(2026, 6, 12)), ("", DAY), ("  ", DAY), ("x" * 201, DAY), ("4\n18", DAY), ("4\t18", DAY)],
)
def test_a_seed_that_cannot_be_published_on_one_line_is_refused(seed, today):
    with pytest.raises(Refused):
        usable_seed(seed, DAY, today)


def test_the_fingerprint_covers_source_quotas_and_list():
    whole = list_fingerprint(MEMBERS, TWO_AND_THREE, "Loto")
    assert whole == list_fingerprint(MEMBERS[::-1], TWO_AND_THREE, "Loto")
    others = {
        list_fingerprint(MEMBERS[1:], TWO_AND_THREE, "Loto"),
        list_fingerprint(MEMBERS, TWO_AND_THREE[:1], "Loto"),
        list_fingerprint(MEMBERS, TWO_AND_THREE, "Keno"),
    }
    assert whole not in others and len(others) == 3
