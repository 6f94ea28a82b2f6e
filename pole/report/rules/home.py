"""What the front page lists: queues with how many wait in each, and the picture of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from foundation.kernel.sentences import N_
from pole.report.rules.figures import Bar, Chart, Table, Value, Words, parts

SHOWN = 3
FOLLOWED_WITHIN = timedelta(days=30)
LOOKED_BACK = timedelta(days=365)


@dataclass(frozen=True)
class Place:
    """A page of the house: its endpoint and the values of its address."""

    endpoint: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Item:
    """One thing that waits: how it is called, its page, and since or until when in words."""

    title: Value
    place: Place
    when: Words | None = None


@dataclass(frozen=True)
class Queue:
    """Things of one kind that wait: how many, the page of them all, the first ones. `tone`: how it is drawn."""

    name: Words
    count: int
    place: Place
    items: tuple[Item, ...] = ()
    tone: str = "warn"


def waiting(queues: Sequence[Queue]) -> tuple[Queue, ...]:
    """The queues in which something waits, the longest first.

    >>> nobody = Place("home.home")
    >>> [one.count for one in waiting([Queue(Words("a"), 0, nobody), Queue(Words("b"), 1, nobody), Queue(Words("c"), 4, nobody)])]
    [4, 1]
    """
    return tuple(sorted((one for one in queues if one.count), key=lambda one: -one.count))


def picture_of(title: str, queues: Sequence[Queue]) -> Chart:
    """The queues as bars, with their table.

    >>> picture_of("Waiting", [Queue(Words("a"), 2, Place("home.home"))]).bars[0].figure
    2
    """
    top = max([one.count for one in queues] + [1])
    bars = [Bar(one.name, parts([(one.count, one.tone)], top), one.count) for one in queues]
    rows: list[list[Value]] = [[one.name, one.count] for one in queues]
    return Chart(Words(title), bars, Table(Words(title), [Words(N_("What")), Words(N_("How many"))], rows))


def since(day: date) -> Words:
    """Late since a day.

    >>> since(date(2026, 6, 1)).said("en")
    'since 1 June 2026'
    """
    return Words(N_("since %(day)s"), {"day": day})


def must_be_followed(decided_on: date, today: date) -> bool:
    """Whether a decision is old enough to have a follow-up, and recent enough to be asked about.

    >>> must_be_followed(date(2026, 5, 1), date(2026, 6, 1)), must_be_followed(date(2026, 5, 20), date(2026, 6, 1))
    (True, False)
    """
    return today - LOOKED_BACK <= decided_on <= today - FOLLOWED_WITHIN
