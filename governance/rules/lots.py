"""Drawing lots beyond ties: a panel of members by quotas of colleges, or an order of speakers or candidates.

The list, the quotas and where the seed will come from are published while nobody can know the seed; once it is known the
lot is drawn, and anybody draws it again: each name goes by the SHA-256 of seed, line feed and name, the smallest first.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from shlex import quote
from typing import Any

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from votes.rules.ties import lot_number, lot_order

LONGEST_SEED = 200
LONGEST_NAME = 120
MOST_NAMES = 500
_NOBODY = N_("Nobody would be drawn: say how many are to be drawn of at least one group.")
_TOO_FEW = N_("%(group)s has %(there)s members: %(take)s cannot be drawn of them. Draw fewer.")
_ONE_NAME = N_("An order is drawn of two names at least, one a line. Write them all.")
_MANY_NAMES = N_("An order is drawn of %(most)s names at most. Shorten the list.")
_TWICE = N_("“%(name)s” stands twice in the list. Tell the two apart, or take one out.")
_LONG = N_("“%(name)s…” is longer than %(longest)s characters. Shorten it.")
_PAST = N_("The seed must not be known yet when the list is published: give today, or a day to come.")
_EARLY = N_("The seed is to be known on %(day)s: the lot cannot be drawn before.")
_SEED = N_("Write the seed on one line of 200 characters at most, exactly as it was published.")


class LotKind(StrEnum):
    """What is drawn: some of the members, or an order of all the names."""

    PANEL = "panel"
    ORDER = "order"


@dataclass(frozen=True)
class Ticket:
    """One name in the hat: the number of a member with the college, or a name of an order."""

    id: str
    group: str = ""


@dataclass(frozen=True)
class Quota:
    """How many are drawn of a group."""

    group: str
    name: str
    take: int


@dataclass(frozen=True)
class Placed:
    """Where a ticket came out in its group: its place from 1, the number that placed it, whether it is among the drawn."""

    ticket: Ticket
    place: int
    number: str
    drawn: bool


def panel_quotas(tickets: Iterable[Ticket], quotas: Iterable[Quota]) -> tuple[Quota, ...]:
    """The quotas that take somebody. Raises Refused: nobody to draw, or more than there are.

    >>> panel_quotas([Ticket("1", "a"), Ticket("2", "a")], [Quota("a", "A", 1), Quota("b", "B", 0)])
    (Quota(group='a', name='A', take=1),)
    """
    there = Counter(one.group for one in tickets)
    kept = tuple(one for one in quotas if one.take > 0)
    if not kept:
        raise Refused("lot-nobody", _NOBODY)
    for one in kept:
        if one.take > there[one.group]:
            raise Refused("lot-too-few", _TOO_FEW, group=one.name, there=there[one.group], take=one.take)
    return kept


def order_tickets(names: Iterable[str]) -> tuple[Ticket, ...]:
    """The names of an order, spaces put right, empty lines left out. Raises Refused: under two, a name twice, too long.

    >>> order_tickets(["Ada ", "", "Zoé  Noé"])
    (Ticket(id='Ada', group=''), Ticket(id='Zoé Noé', group=''))
    """
    plain = [" ".join(name.split()) for name in names if name.strip()]
    if len(plain) < 2:
        raise Refused("lot-one-name", _ONE_NAME)
    if len(plain) > MOST_NAMES:
        raise Refused("lot-many-names", _MANY_NAMES, most=MOST_NAMES)
    for name, times in Counter(plain).items():
        if times > 1:
            raise Refused("lot-twice", _TWICE, name=name[:LONGEST_NAME])
        if len(name) > LONGEST_NAME:
            raise Refused("lot-long-name", _LONG, name=name[:40], longest=LONGEST_NAME)
    return tuple(Ticket(name) for name in plain)


def check_known_on(known_on: date, today: date) -> None:
    """Refused where the seed would be known before the list is published.

    >>> check_known_on(date(2026, 6, 13), date(2026, 6, 12))
    """
    if known_on < today:
        raise Refused("lot-seed-past", _PAST)


def usable_seed(text: str, known_on: date, today: date) -> str:
    """The seed as it is hashed: without the spaces around it. Raises Refused: too early, empty, long, several lines.

    >>> usable_seed(" 4 18 27 33 49 ", date(2026, 6, 13), date(2026, 6, 13))
    '4 18 27 33 49'
    """
    if today < known_on:
        raise Refused("lot-too-early", _EARLY, day=known_on)
    seed = text.strip()
    if not 1 <= len(seed) <= LONGEST_SEED or not seed.isprintable():
        raise Refused("lot-seed", _SEED)
    return seed


def drawn(tickets: Iterable[Ticket], quotas: Sequence[Quota], seed: str) -> tuple[Placed, ...]:
    """Every ticket of the groups that have a quota, group by group in the order of the lot; those after the drawn are the
    substitutes, in that order. The order in which tickets are given does not matter.

    >>> hat = [Ticket("Ada"), Ticket("Zoé"), Ticket("Noé")]
    >>> [(one.ticket.id, one.drawn) for one in drawn(hat, [Quota("", "", 2)], "Bulletin municipal n° 214")]
    [('Noé', True), ('Ada', True), ('Zoé', False)]
    """
    by_group: dict[str, dict[str, Ticket]] = {}
    for one in tickets:
        by_group.setdefault(one.group, {})[one.id] = one
    return tuple(
        Placed(by_group[quota.group][name], place, lot_number(name, seed), place <= quota.take)
        for quota in quotas
        for place, name in enumerate(lot_order(by_group.get(quota.group, ()), seed), 1)
    )


def list_fingerprint(tickets: Iterable[Ticket], quotas: Iterable[Quota], source: str) -> str:
    r"""SHA-256 of what is published before: the source of the seed, the quotas, the tickets, one a line, tab between.

    >>> list_fingerprint([Ticket("1", "a")], [Quota("a", "A", 1)], "Loto")[:8]
    'ac6c19bc'
    """
    lines = [source, *(f"{one.group}\t{one.take}" for one in quotas)]
    lines += sorted(f"{one.group}\t{one.id}" for one in tickets)
    return sha256("\n".join(lines).encode()).hexdigest()


def check_command(placed: Placed, seed: str) -> str:
    r"""What to type on any machine to find the number of one ticket again.

    >>> check_command(Placed(Ticket("12"), 1, "", True), "4 18 27")
    "printf '%s\\n%s' '4 18 27' 12 | sha256sum"
    """
    return f"printf '%s\\n%s' {quote(seed)} {quote(placed.ticket.id)} | sha256sum"


def tickets_from_json(rows: Iterable[Sequence[str]]) -> tuple[Ticket, ...]:
    """Tickets as they are stored: name and group.

    >>> tickets_from_json([["12", "a"]])
    (Ticket(id='12', group='a'),)
    """
    return tuple(Ticket(name, group) for name, group in rows)


def quotas_from_json(rows: Iterable[Mapping[str, Any]]) -> tuple[Quota, ...]:
    """Quotas as they are stored.

    >>> quotas_from_json([{"group": "a", "name": "A", "take": 2}])[0].take
    2
    """
    return tuple(Quota(str(row["group"]), str(row["name"]), int(row["take"])) for row in rows)
