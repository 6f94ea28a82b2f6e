"""Journals for tests of rules: values made by hand, and drawn at random without an impossible account."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from shares.rules.positions import Entry

START = date(2024, 1, 1)
MOMENT = datetime(2026, 1, 1, tzinfo=UTC)


def move(number, member, shares, day=0, *, price=2000, kind=None, paid=None, operation=None, **more):
    """A movement of paid-up shares; `day` counts from START."""
    amount = shares * price
    return Entry(
        id=number,
        number=number,
        operation_id=operation or number,
        kind=kind or ("subscription" if shares > 0 else "gift"),
        member_id=member,
        application_id=None,
        shares=shares,
        nominal_cents=price,
        subscribed_cents=amount,
        called_cents=amount,
        paid_cents=amount if paid is None else paid,
        owed_cents=more.pop("owed", 0),
        advance_cents=0,
        effective_on=START + timedelta(days=day),
        recorded_at=MOMENT,
        **more,
    )


@st.composite
def journals(draw):
    """Subscriptions and departures that leave nobody under zero, on any day."""
    held: dict[int, int] = {}
    rows = []
    day = 0
    for number in range(1, draw(st.integers(1, 25)) + 1):
        member = draw(st.integers(1, 4))
        day += draw(st.integers(0, 20))
        shares = draw(st.integers(-held.get(member, 0), 50).filter(bool))
        held[member] = held.get(member, 0) + shares
        rows.append(move(number, member, shares, day))
    return rows
