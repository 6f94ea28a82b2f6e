"""What happened on the capital: acts in the order of their days, each with the legs that the services would write."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from benchmarks.cooperative.lives import END, SETTLING, Life
from shares.rules.kinds import Kind
from shares.services.appending import Leg

NOMINAL = 2000
QUARTER = 4


@dataclass
class Account:
    """What a member holds while acts are played, in cents; all of one nominal value."""

    shares: int = 0
    called: int = 0
    paid: int = 0
    owed: int = 0

    @property
    def subscribed(self) -> int:
        """The capital subscribed."""
        return self.shares * NOMINAL


@dataclass(frozen=True)
class Wish:
    """An act that is to come, before what it moves is known."""

    day: date
    member: int
    what: str
    count: int = 0


@dataclass(frozen=True)
class Act:
    """One operation: its day, when it was recorded, its legs; `claim_step` where it answers the member's claim."""

    kind: Kind
    member: int
    effective_on: date
    recorded_on: date
    legs: tuple[Leg, ...]
    decision: str = ""
    claim_step: int | None = None
    takes_back: "Act | None" = None


@dataclass
class Play:
    """Plays the wishes of all members in the order of their days."""

    lives: list[Life]
    accounts: dict[int, Account] = field(default_factory=dict)
    claims: dict[int, tuple[int, int, date]] = field(default_factory=dict)  # member: shares, cents, rank

    def acts(self) -> list[Act]:
        """Every act, in the order in which it was recorded."""
        wishes = sorted((wish for life in self.lives for wish in wishes_of(life)), key=lambda one: one.day)
        draw = Random(0)
        played = [act for wish in wishes for act in self._played(wish, draw)]
        return sorted(played, key=lambda act: act.recorded_on)

    def _played(self, wish: Wish, draw: Random) -> Iterator[Act]:
        account = self.accounts.setdefault(wish.member, Account())
        recorded_on = min(wish.day + timedelta(days=draw.choice((0, 0, 0, 1, 2, 5))), END)
        if wish.what == "mistake":
            yield from self._mistake(wish, recorded_on)
            return
        legs, claim_step, kind = self._legs(wish, account, draw)
        if legs:
            decision = f"Conseil du {wish.day:%d/%m/%Y}" if kind in {Kind.TRANSFER, Kind.REFUND_DECIDED} else ""
            yield Act(kind, wish.member, wish.day, recorded_on, tuple(legs), decision, claim_step)

    def _legs(self, wish: Wish, account: Account, draw: Random) -> tuple[list[Leg], int | None, Kind]:
        if wish.what == "subscribe":
            return _subscribed(wish.member, account, wish.count, whole=True), None, Kind.SUBSCRIPTION
        if wish.what == "subscribe a quarter":
            return _subscribed(wish.member, account, wish.count, whole=False), None, Kind.SUBSCRIPTION
        if wish.what == "pay":
            return _paid(wish.member, account, wish.count), None, Kind.PAYMENT
        if wish.what == "transfer":
            return self._transferred(wish, account, draw), None, Kind.TRANSFER
        if wish.what == "leave":
            self.claims[wish.member] = (account.shares, account.subscribed, wish.day)
            return [], None, Kind.REFUND_DECIDED
        if wish.what == "refund":
            return _left(wish.member, account), 1, Kind.REFUND_DECIDED
        return _given_back(wish.member, account), 2, Kind.REFUND_PAID

    def _transferred(self, wish: Wish, account: Account, draw: Random) -> list[Leg]:
        """To a volunteer who is there to stay; the giver keeps at least one share."""
        count = wish.count
        taker = self.lives[draw.randrange(wish.member) if wish.member > 1 else 0]
        known = self.accounts.get(taker.number)
        stays = taker.left_on is None and taker.place.name == "benevoles" and known is not None and known.shares
        if taker.number == wish.member or not stays or account.shares <= count or account.paid < account.subscribed:
            return []
        cents = count * NOMINAL
        _move(account, -count, -cents, -cents)
        _move(known, count, cents, cents)
        amounts = {"nominal_cents": NOMINAL, "called_cents": cents, "paid_cents": cents}
        away = {"nominal_cents": NOMINAL, "called_cents": -cents, "paid_cents": -cents}
        return [
            Leg(kind=Kind.TRANSFER, member_id=wish.member, shares=-count, **away),
            Leg(kind=Kind.TRANSFER, member_id=taker.number, shares=count, **amounts),
        ]

    def _mistake(self, wish: Wish, recorded_on: date) -> Iterator[Act]:
        """A subscription typed twice, and taken back the week after."""
        legs = tuple(_subscribed(wish.member, Account(), wish.count, whole=True))
        typed = Act(Kind.SUBSCRIPTION, wish.member, wish.day, recorded_on, legs)
        yield typed
        back = min(recorded_on + timedelta(days=6), END)
        opposite = tuple(_opposite(leg) for leg in legs)
        yield Act(Kind.REVERSAL, wish.member, wish.day, back, opposite, takes_back=typed)


def wishes_of(life: Life) -> Iterator[Wish]:
    """What one member does: subscribes, pays, takes more, passes on, leaves; each step some weeks after the one before."""
    draw = Random(-life.number)
    last = life.left_on - timedelta(days=SETTLING) if life.left_on else END
    day = life.admitted_on
    whole = "subscribe a quarter" if life.by_instalments else "subscribe"
    yield Wish(day, life.number, whole, life.shares)
    for what, count in _steps(life, draw):
        day += timedelta(days=draw.randint(SETTLING, 260))
        if day > last:
            break
        yield Wish(day, life.number, what, count)
    if life.left_on is not None:
        yield from _end_of(life, draw)


def _steps(life: Life, draw: Random) -> Iterator[tuple[str, int]]:
    if life.by_instalments:
        yield from (("pay", 1) for _one in range(life.instalments))
    more = life.further if not life.by_instalments else 0
    yield from (("subscribe", draw.randint(1, 4)) for _one in range(more))
    if life.place.name == "benevoles" and draw.random() < 0.1:
        yield "transfer", 1
    if draw.random() < 0.01:
        yield "mistake", 1


def _end_of(life: Life, draw: Random) -> Iterator[Wish]:
    assert life.left_on is not None
    yield Wish(life.left_on, life.number, "leave")
    decided, paid = life.left_on + timedelta(days=180), life.left_on + timedelta(days=180 + draw.randint(100, 900))
    if decided > END or draw.random() < 0.1:
        return
    yield Wish(decided, life.number, "refund")
    if paid <= END:
        yield Wish(paid, life.number, "give back")


def _subscribed(member: int, account: Account, count: int, *, whole: bool) -> list[Leg]:
    cents = count * NOMINAL if whole else count * NOMINAL // QUARTER
    _move(account, count, cents, cents)
    return [
        Leg(kind=Kind.SUBSCRIPTION, member_id=member, shares=count, nominal_cents=NOMINAL, called_cents=cents),
        Leg(kind=Kind.PAYMENT, member_id=member, paid_cents=cents),
    ]


def _paid(member: int, account: Account, quarters: int) -> list[Leg]:
    cents = min(account.subscribed - account.called, quarters * account.subscribed // QUARTER)
    if cents <= 0:
        return []
    _move(account, 0, cents, cents)
    return [
        Leg(kind=Kind.CALL, member_id=member, called_cents=cents),
        Leg(kind=Kind.PAYMENT, member_id=member, paid_cents=cents),
    ]


def _left(member: int, account: Account) -> list[Leg]:
    if not account.shares:
        return []
    leg = Leg(
        kind=Kind.REFUND_DECIDED,
        member_id=member,
        shares=-account.shares,
        nominal_cents=NOMINAL,
        called_cents=-account.called,
        paid_cents=-account.paid,
        owed_cents=account.paid,
    )
    account.owed, account.shares, account.called, account.paid = account.paid, 0, 0, 0
    return [leg]


def _given_back(member: int, account: Account) -> list[Leg]:
    owed, account.owed = account.owed, 0
    return [Leg(kind=Kind.REFUND_PAID, member_id=member, owed_cents=-owed)] if owed else []


def _move(account: Account, shares: int, called: int, paid: int) -> None:
    account.shares += shares
    account.called += called
    account.paid += paid


def _opposite(leg: Leg) -> Leg:
    return Leg(
        kind=Kind.REVERSAL,
        member_id=leg.member_id,
        shares=-leg.shares,
        nominal_cents=leg.nominal_cents,
        called_cents=-leg.called_cents,
        paid_cents=-leg.paid_cents,
    )
