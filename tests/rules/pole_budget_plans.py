"""Any budget plan, for properties: every kind of line, every bound."""

from datetime import date
from fractions import Fraction

from hypothesis import strategies as st

from pole.budget.rules.checking import FUNDED
from pole.budget.rules.plan import (
    MOST_CENTS,
    TYPED_HEADS,
    Cost,
    CostHead,
    Equipment,
    Hypothesis,
    Plan,
    Post,
    Resource,
    ResourceKind,
    SkillForm,
)
from pole.budget.rules.tidying import tidy

CENTS = st.integers(0, MOST_CENTS) | st.sampled_from([0, 1, 99, 100, MOST_CENTS])
TEXT = st.text(max_size=40).map(tidy) | st.sampled_from(["=1+1", "'dit", "_x0041_", "01/02/2026", "12", 'é; "x"', "-5"])
LABEL = TEXT.filter(bool)
SHARE = st.integers(0, 20_000).map(lambda thousandths: Fraction(thousandths, 1000))
RAISE = st.integers(-500, 1000).map(lambda thousandths: Fraction(thousandths, 1000))


@st.composite
def plans(draw):
    """A sound plan."""
    count, codes = draw(st.integers(1, 10)), "ABCD"[: draw(st.integers(1, 4))]
    amounts = st.lists(CENTS, min_size=count, max_size=count).map(tuple)
    few = {"max_size": 4}
    return Plan(
        title=draw(LABEL),
        first_year=draw(st.integers(2000, 2100)),
        count=count,
        closing_month=draw(st.integers(1, 12)),
        hypotheses=tuple(Hypothesis(code, draw(TEXT)) for code in codes),
        retained=draw(st.sampled_from(codes)),
        costs=_keyed("C", draw(st.lists(_costs(amounts), **few))),
        posts=_keyed("P", draw(st.lists(_posts(codes, count), **few))),
        equipment=_keyed("M", draw(st.lists(_equipment(), **few))),
        resources=_keyed("R", draw(st.lists(_resources(amounts), **few))),
    )


def _keyed(letter, made):
    return tuple(make(f"{letter}{rank}") for rank, make in enumerate(made, start=1))


def _costs(amounts):
    def made(head, form, label, cents, note):
        return lambda key: Cost(key, head, label, cents, form if head is CostHead.OTHER_SKILLS else None, note)

    return st.builds(made, st.sampled_from(TYPED_HEADS), st.sampled_from(SkillForm), LABEL, amounts, TEXT)


def _resources(amounts):
    def made(kind, funder, label, cents, note):
        return lambda key: Resource(key, kind, label, cents, funder if kind in FUNDED else "", note)

    return st.builds(made, st.sampled_from(ResourceKind), LABEL, LABEL, amounts, TEXT)


def _posts(codes, count):
    def made(label, cents, raise_, shares):
        return lambda key: Post(key, label, cents, raise_, dict(zip(codes, map(tuple, shares), strict=True)))

    shares = st.lists(st.lists(SHARE, min_size=count, max_size=count), min_size=len(codes), max_size=len(codes))
    return st.builds(made, LABEL, CENTS, RAISE, shares)


def _equipment():
    def made(label, cents, day, years):
        return lambda key: Equipment(key, label, cents, day, years)

    days = st.dates(date(2000, 1, 1), date(2100, 12, 31))
    return st.builds(made, LABEL, st.integers(1, MOST_CENTS), days, st.integers(1, 50))
