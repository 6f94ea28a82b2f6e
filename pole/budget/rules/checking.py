"""What is wrong with a line of a plan, typed on a page or read from a file: each fault names its field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from foundation.kernel.money import Money
from foundation.kernel.sentences import N_
from pole.budget.rules.plan import (
    LONGEST_LABEL,
    LONGEST_NOTE,
    MOST_CENTS,
    Cost,
    CostHead,
    Equipment,
    Line,
    Post,
    Resource,
    ResourceKind,
)
from pole.budget.rules.words import DECIMALS

MOST_SHARE = Fraction(20)
RAISES = (Fraction(-1, 2), Fraction(1))
MOST_USE = 50
FUNDED = (ResourceKind.PUBLIC, ResourceKind.PRIVATE)
_SENTENCES = {
    "label": N_("Write what this line is about: “Rent”, “Senior post”."),
    "long": N_("This text is over %(most)s characters: shorten it."),
    "negative": N_("An amount is never below zero: a return of money is a line of the other side."),
    "large": N_("An amount is at most %(most)s: check the figures that were typed."),
    "form": N_("Say in which form this skill comes: fixed-term officer, subcontracting or trainee."),
    "no_form": N_("Only a line of other skills has a form: leave it empty here."),
    "funder": N_("Name the funder: the part of each public funder is computed from it."),
    "no_funder": N_("Only public and private money has a funder: leave it empty here."),
    "share": N_("A part of a post is between 0 and %(most)s, with at most three decimals: 0,75 is three quarters."),
    "raise": N_("A yearly raise is between −50 and 100 per cent, with at most one decimal: 1,5 is one and a half."),
    "price": N_("Write the price of the equipment, above zero."),
    "use": N_("Years of use are between 1 and %(most)s."),
    "day": N_("Write a day of use between 2000 and 2100."),
}


@dataclass(frozen=True)
class Fault:
    """What is wrong with one field: "label", "cents:2" (third year), "share:A:0"; `message` is a msgid."""

    field: str
    message: str
    values: Mapping[str, object]


def line_faults(line: Line) -> list[Fault]:
    """Everything wrong with a line.

    >>> [fault.field for fault in line_faults(Resource("R1", ResourceKind.PUBLIC, "", (-1, 0)))]
    ['label', 'funder', 'cents:0']
    """
    found = list(_text_faults("label", line.label, LONGEST_LABEL, needed=True))
    if isinstance(line, Cost):
        return found + _cost_faults(line)
    if isinstance(line, Resource):
        return found + _resource_faults(line)
    return found + (_post_faults(line) if isinstance(line, Post) else _equipment_faults(line))


def _fault(field: str, code: str, **values: object) -> Fault:
    return Fault(field, _SENTENCES[code], values)


def _text_faults(field: str, text: str, most: int, *, needed: bool = False) -> Iterator[Fault]:
    if needed and not text.strip():
        yield _fault(field, "label")
    if len(text) > most:
        yield _fault(field, "long", most=most)


def _amount_faults(field: str, cents: int) -> Iterator[Fault]:
    if cents < 0:
        yield _fault(field, "negative")
    if cents > MOST_CENTS:
        yield _fault(field, "large", most=Money(MOST_CENTS))


def _amounts(cents: tuple[int, ...]) -> list[Fault]:
    return [fault for rank, one in enumerate(cents) for fault in _amount_faults(f"cents:{rank}", one)]


def _cost_faults(line: Cost) -> list[Fault]:
    found = list(_text_faults("note", line.note, LONGEST_NOTE))
    if line.head is CostHead.OTHER_SKILLS and line.form is None:
        found.append(_fault("form", "form"))
    if line.head is not CostHead.OTHER_SKILLS and line.form is not None:
        found.append(_fault("form", "no_form"))
    return found + _amounts(line.cents)


def _resource_faults(line: Resource) -> list[Fault]:
    found = [*_text_faults("note", line.note, LONGEST_NOTE), *_text_faults("funder", line.funder, LONGEST_LABEL)]
    if line.kind is ResourceKind.PUBLIC and not line.funder.strip():
        found.append(_fault("funder", "funder"))
    if line.kind not in FUNDED and line.funder:
        found.append(_fault("funder", "no_funder"))
    return found + _amounts(line.cents)


def _post_faults(post: Post) -> list[Fault]:
    found = list(_amount_faults("full_time", post.full_time_cents))
    if not RAISES[0] <= post.raise_ <= RAISES[1] or not has_decimals(post.raise_):
        found.append(_fault("raise", "raise"))
    return found + [
        _fault(f"share:{code}:{rank}", "share", most=int(MOST_SHARE))
        for code, shares in post.shares.items()
        for rank, share in enumerate(shares)
        if not 0 <= share <= MOST_SHARE or not has_decimals(share)
    ]


def has_decimals(number: Fraction) -> bool:
    """Whether a number has at most three decimals, so that every file writes it exactly.

    >>> has_decimals(Fraction(3, 8)), has_decimals(Fraction(1, 3))
    (True, False)
    """
    scaled: Fraction = number * 10**DECIMALS
    return scaled.denominator == 1


def _equipment_faults(thing: Equipment) -> list[Fault]:
    found = list(_amount_faults("price", thing.cents))
    if thing.cents == 0:
        found.append(_fault("price", "price"))
    if not 1 <= thing.years <= MOST_USE:
        found.append(_fault("years", "use", most=MOST_USE))
    if not date(2000, 1, 1) <= thing.in_use_on <= date(2100, 12, 31):
        found.append(_fault("in_use_on", "day"))
    return found
