"""Who is in the cooperative and when: one life a member, drawn by its number and nothing else."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

BEGUN = date(2016, 1, 4)
END = date(2026, 6, 30)
SETTLING = 20  # days between two acts of one member, at least


@dataclass(frozen=True)
class Place:
    """A category: how often it is drawn, whether of organisations, and the shares its members begin with."""

    name: str
    weight: int
    forms: tuple[str, ...]
    shares: tuple[int, ...]


PLACES = (
    Place("benevoles", 64, (), (1, 1, 2, 3, 5, 5, 10)),
    Place("structures", 24, ("association", "association", "scop", "sas", "cooperative"), (5, 10, 15, 20)),
    Place("salaries", 8, (), (1, 5, 10)),
    Place("collectivites", 3, ("commune", "grouping", "sivu", "ccas"), (25, 30, 40)),
    Place("financeurs", 1, ("cooperative_bank", "mutual"), (25, 50, 100)),
)
EXITS = ("resigned", "resigned", "resigned", "resigned", "struck_off", "deceased")


@dataclass(frozen=True)
class Life:
    """One membership. `left_on`: the first day without it; `later_place`: the category taken on `changed_on`."""

    number: int
    place: Place
    legal_form: str | None
    admitted_on: date
    shares: int
    by_instalments: bool
    instalments: int
    further: int
    left_on: date | None
    left_by: str
    changed_on: date | None

    @property
    def is_organisation(self) -> bool:
        """Whether a legal person is the member."""
        return self.legal_form is not None


def lives(size: int) -> list[Life]:
    """One life for each number, in the order of the numbers; the first members are there on the first day."""
    return [_life(number, size, Random(number)) for number in range(1, size + 1)]


def _life(number: int, size: int, draw: Random) -> Life:
    place = draw.choices(PLACES, [one.weight for one in PLACES])[0]
    days = (END - BEGUN).days - 60
    admitted_on = BEGUN + timedelta(days=days * (number - 1) // size)
    leaves = draw.random() < 0.09
    left_on = date(draw.randint(admitted_on.year + 2, END.year + 2), 1, 1) if leaves else None
    left_by = draw.choice(EXITS)
    if place.forms and left_by == "deceased":
        left_by = "dissolved"
    moves = place.name == "benevoles" and draw.random() < 0.03
    changed_on = admitted_on + timedelta(days=draw.randint(100, 900)) if moves else None
    if changed_on is not None and (changed_on > END or (left_on is not None and changed_on >= left_on)):
        changed_on = None
    return Life(
        number=number,
        place=place,
        legal_form=draw.choice(place.forms) if place.forms else None,
        admitted_on=admitted_on,
        shares=draw.choice(place.shares),
        by_instalments=draw.random() < 0.3,
        instalments=draw.choice((1, 2, 3, 3)),
        further=draw.choice((0, 1, 1, 2, 2)),
        left_on=left_on if left_on is not None and left_on <= END else None,
        left_by=left_by,
        changed_on=changed_on,
    )
