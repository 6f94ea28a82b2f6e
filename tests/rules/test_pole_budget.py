"""The budget: depreciation to the cent, payroll raised exactly, totals that meet or say where they do not."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.kernel.errors import NotFound, Refused
from foundation.kernel.sentences import sentence
from pole.budget.rules.actuals import BookedLine, Side, compared, entered_of, place_of
from pole.budget.rules.changes import changes
from pole.budget.rules.checking import line_faults
from pole.budget.rules.depreciation import annuities, worn_by
from pole.budget.rules.editing import line_of, next_key, with_hypotheses, with_line, with_years, without_line
from pole.budget.rules.findings import checks
from pole.budget.rules.plan import (
    MOST_CENTS,
    MOST_LINES,
    Cost,
    CostHead,
    Equipment,
    Hypothesis,
    Post,
    Resource,
    ResourceKind,
    SkillForm,
)
from pole.budget.rules.staffing import full_time_posts, payroll
from pole.budget.rules.totals import totals
from pole.budget.rules.writing import as_json, from_json
from tests.factories.pole_budget import COSTS, EQUIPMENT, POSTS, RESOURCES, empty_plan, plan
from tests.rules.pole_budget_plans import plans


@given(
    st.integers(1, 10**9),
    st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    st.integers(1, 12),
    st.integers(1, 12),
)
def test_a_thing_is_written_off_whole_and_to_the_cent(cents, day, years, closing):
    thing = Equipment("M1", "Machine", cents, day, years)
    whole = empty_plan(first_year=day.year, count=years + 2, closing_month=closing)
    parts = annuities(thing, whole)
    assert sum(parts) == cents
    assert all(part >= 0 for part in parts)
    assert worn_by(thing, day.year - 1, closing) == 0


def test_full_years_of_depreciation_differ_by_a_cent_at_most():
    parts = annuities(Equipment("M1", "Machine", 100_000, date(2026, 1, 1), 7), empty_plan(count=7))
    assert sorted(set(parts)) == [14_285, 14_286]


def test_a_thing_used_from_the_last_day_of_a_month_counts_one_day_of_it():
    """The 31st counts as the 30th: months have thirty days."""
    thing = Equipment("M1", "Machine", 36_000, date(2026, 12, 31), 1)
    assert annuities(thing, empty_plan()) == (100, 35_900, 0, 0)


def test_a_year_that_closes_in_august_takes_what_is_used_in_september_into_the_next():
    thing = Equipment("M1", "Machine", 12_000, date(2026, 9, 1), 1)
    assert annuities(thing, empty_plan(closing_month=8)) == (0, 12_000, 0, 0)


def test_raises_compound_and_are_rounded_once_a_year():
    post = Post("P1", "Poste", 3_333_333, Fraction(15, 1000), {"A": (Fraction(3, 4),) * 4})
    exact = [3_333_333 * Fraction(3, 4) * Fraction(1015, 1000) ** rank for rank in range(4)]
    assert payroll(empty_plan(posts=(post,)), "A") == tuple(round(one + Fraction(1, 10**9)) for one in exact)


def test_both_hypotheses_stand_for_one_and_a_half_posts():
    assert full_time_posts(plan(), "A") == full_time_posts(plan(), "B") == (Fraction(3, 2),) * 4


@given(plans())
def test_totals_are_the_sums_of_their_parts(whole):
    for code in whole.codes:
        sums = totals(whole, code)
        for rank in range(whole.count):
            typed = sum(one.cents[rank] for one in whole.costs)
            computed = sums.heads[CostHead.PERMANENT][rank] + sums.heads[CostHead.DEPRECIATION][rank]
            assert sums.costs[rank] == typed + computed
            assert sums.resources[rank] == sum(one.cents[rank] for one in whole.resources)
            assert sums.balance[rank] == sums.resources[rank] - sums.costs[rank]
            given_ = sum(cents[rank] for cents in sums.funders.values())
            assert given_ == sums.kinds[ResourceKind.PUBLIC][rank]
            part = sums.public_parts[rank]
            assert part is None or part * sums.money[rank] == given_


@given(plans())
def test_a_plan_comes_back_from_json_as_it_went(whole):
    assert from_json(as_json(whole)) == whole


def test_the_part_of_public_funders_leaves_volunteering_out_and_is_exact():
    assert totals(plan()).public_parts[0] == Fraction(50, 53)
    assert totals(empty_plan()).public_parts == (None,) * 4


def states(whole):
    return {one.name: one.state for one in checks(whole)}


def test_volunteering_out_of_step_with_itself_is_told_with_its_year():
    changed = replace(RESOURCES[2], cents=(800_000, 700_000, 800_000, 800_000))
    whole = plan(resources=(*RESOURCES[:2], changed))
    found = next(one for one in checks(whole) if one.name == "volunteering")
    assert found.state == "blocks"
    assert [one.values["year"] for one in found.findings] == [2027]
    assert "€7,000.00" in sentence("en", found.findings[0].message, found.findings[0].values)


def test_a_cent_short_is_short_and_a_cent_too_many_is_too_many():
    sums = totals(plan())
    exact = Resource("R9", ResourceKind.OWN, "Ventes", tuple(-left for left in sums.balance))
    met = plan(resources=(*RESOURCES, exact))
    assert states(met)["balance"] == "ok"
    for cent, words in ((-1, "short"), (1, "above")):
        near = replace(exact, cents=(exact.cents[0] + cent, *exact.cents[1:]))
        (found,) = next(one for one in checks(plan(resources=(*RESOURCES, near))) if one.name == "balance").findings
        assert words in found.message
        assert found.values["gap"].cents == 1


def test_hypotheses_for_other_amounts_of_work_are_told():
    junior = replace(POSTS[1], shares={"A": POSTS[1].shares["A"], "B": (Fraction(1, 4), *POSTS[1].shares["B"][1:])})
    found = next(one for one in checks(plan(posts=(POSTS[0], junior))) if one.name == "hypotheses")
    assert found.state == "warns"
    assert sentence("fr", "%(other)s", found.findings[0].values) == "1,25"


def fields(line):
    return [fault.field for fault in line_faults(line)]


def test_a_sound_line_has_no_fault():
    assert not [line for line in (*COSTS, *POSTS, *EQUIPMENT, *RESOURCES) if line_faults(line)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (replace(COSTS[0], label="  "), ["label"]),
        (replace(COSTS[0], label="x" * 121), ["label"]),
        (replace(COSTS[0], cents=(0, -1, 0, 0)), ["cents:1"]),
        (replace(COSTS[0], cents=(0, 0, MOST_CENTS + 1, 0)), ["cents:2"]),
        (replace(COSTS[0], cents=(0, 0, MOST_CENTS, 0)), []),
        (replace(COSTS[0], form=SkillForm.TRAINEE), ["form"]),
        (replace(COSTS[1], form=None), ["form"]),
        (replace(RESOURCES[0], funder=""), ["funder"]),
        (replace(RESOURCES[1], funder="Région"), ["funder"]),
        (replace(POSTS[0], raise_=Fraction(101, 100)), ["raise"]),
        (replace(POSTS[0], raise_=Fraction(1, 3)), ["raise"]),
        (replace(POSTS[0], shares={"A": (Fraction(1, 3), Fraction(-1), Fraction(20), Fraction(21))}),
         ["share:A:0", "share:A:1", "share:A:3"]),
        (replace(EQUIPMENT[0], cents=0), ["price"]),
        (replace(EQUIPMENT[0], years=0), ["years"]),
        (replace(EQUIPMENT[0], years=51), ["years"]),
        (replace(EQUIPMENT[0], in_use_on=date(1999, 12, 31)), ["in_use_on"]),
    ],
)  # fmt: skip
def test_each_fault_names_its_field(line, expected):
    assert fields(line) == expected


def test_a_line_takes_the_place_of_its_key_and_a_new_one_comes_last():
    rent = replace(COSTS[0], label="Local")
    assert [one.label for one in with_line(plan(), rent).costs] == ["Local", "Stagiaire", "Heures des bénévoles"]
    added = replace(rent, key=next_key(plan(), Cost))
    assert added.key == "C4"
    assert with_line(plan(), added).costs[-1] == added
    assert without_line(plan(), Cost, "C1").costs == COSTS[1:]


def test_a_line_that_is_not_there_is_said_so():
    with pytest.raises(NotFound, match="no line"):
        line_of(plan(), Cost, "C99")
    with pytest.raises(NotFound):
        without_line(plan(), Cost, "C99")


def test_a_plan_holds_two_hundred_lines_of_a_kind_and_no_more():
    many = tuple(replace(COSTS[0], key=f"C{rank}") for rank in range(1, MOST_LINES + 1))
    with pytest.raises(Refused, match="at most"):
        with_line(plan(costs=many), replace(COSTS[0], key="C999"))
    assert len(with_line(plan(costs=many), many[0]).costs) == MOST_LINES


def test_amounts_stay_with_their_year_when_years_move():
    moved = with_years(plan(), 2028, 4)
    assert moved.costs[0].cents == (980_000, 980_000, 0, 0)
    assert moved.posts[0].full_time_cents == 4_993_920  # raised twice by two per cent
    assert payroll(moved, "A")[:2] == payroll(plan(), "A")[2:]
    assert with_years(plan(), 2026, 6).costs[0].cents == (*COSTS[0].cents, 0, 0)


def test_a_new_hypothesis_begins_with_the_posts_of_the_retained_one():
    three = with_hypotheses(plan(), (*plan().hypotheses, Hypothesis("C", "Trois")), "C")
    assert payroll(three, "C") == payroll(plan(), "A")
    assert three.retained == "C"
    assert list(with_hypotheses(plan(), plan().hypotheses[:1], "A").posts[0].shares) == ["A"]


def test_what_changed_is_told_line_by_line():
    after = without_line(with_line(plan(), replace(COSTS[0], cents=(1, *COSTS[0].cents[1:]))), Cost, "C2")
    found = changes(plan(), replace(after, title="Autre"))
    assert [(one.what, one.label) for one in found] == [
        ("Changed", "Autre"),
        ("Changed", "Loyer"),
        ("Taken out", "Stagiaire"),
    ]
    assert [detail[0] for detail in found[1].details] == [2026]


@given(plans())
def test_the_same_plan_has_no_change(whole):
    assert changes(whole, whole) == []


@pytest.mark.parametrize(
    ("account", "expected"),
    [
        ("611", (Side.COST, CostHead.OTHER_SKILLS)),
        ("6132", (Side.COST, CostHead.EXTERNAL)),
        ("6311", (Side.COST, CostHead.PERMANENT)),
        ("68112", (Side.COST, CostHead.DEPRECIATION)),
        ("756", (Side.RESOURCE, ResourceKind.FEES)),
        ("7541", (Side.RESOURCE, ResourceKind.PRIVATE)),
        ("771800", (Side.RESOURCE, ResourceKind.OWN)),
        ("101300", None),
        ("512000", None),
        ("890000", None),
    ],
)
def test_an_account_falls_under_the_longest_beginning_that_fits(account, expected):
    assert place_of(account) == expected


def test_a_cost_is_a_debit_a_resource_a_credit_and_no_name_is_kept():
    salary = entered_of(BookedLine("k", date(2026, 1, 31), "641100", "Salaires", "Salaire de Rozenn", 250_000))
    assert (salary.cents, salary.label) == (250_000, "Salaires")
    grant = entered_of(BookedLine("k", date(2026, 1, 31), "740000", "Région", "Acompte", -90_000))
    assert (grant.cents, grant.funder) == (90_000, "Région")
    back = entered_of(BookedLine("k", date(2026, 1, 31), "613200", "Locations", "Avoir", -100))
    assert back.cents == -100
    assert entered_of(BookedLine("k", date(2026, 1, 31), "512000", "Banque", "", 5)) is None


def test_planned_and_actual_stand_side_by_side_and_add_up():
    sums = {(Side.COST, "external", 2026): 970_000, (Side.RESOURCE, "public", 2026): 2_500_000,
            (Side.RESOURCE, "fees", 2026): 2_500_000, (Side.COST, "external", 2025): 5}  # fmt: skip
    both = compared(totals(plan()), sums)
    rent = both.heads[CostHead.EXTERNAL][0]
    assert (rent.planned, rent.actual, rent.variance, rent.part) == (960_000, 970_000, 10_000, Fraction(97, 96))
    assert both.costs[0].actual == 970_000
    assert both.resources[0].actual == 5_000_000
    assert both.public_parts[:2] == (Fraction(1, 2), None)
