"""Options as people write them, one a line: "label | more about it | cost in euros", and a member's number in brackets."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from foundation.kernel.errors import Refused
from foundation.kernel.money import Money
from foundation.kernel.sentences import N_
from foundation.web.rules.typed import read_amount, read_day

BAR = "|"
LONGEST_LABEL = 200
LONGEST_DETAIL = 1000
_MEMBER = re.compile(r"\s*\(\s*n°\s*(\d{1,9})\s*\)$")
_PARTS = N_("Line %(line)s has too many parts: write “label | more about it | cost in euros”.")
_LABEL = N_("Line %(line)s has no label: write what members choose before the first bar.")
_LONG = N_("Line %(line)s is too long: at most %(most)s signs for the label, and %(more)s to say more.")
_SIGNS = N_("Line %(line)s holds a sign that cannot be printed: type it again.")
_COST = N_("The cost on line %(line)s is not an amount in euros: write it as 1200 or 1234,56.")
_TWICE = N_("Two lines have the same label: %(label)s. Tell them apart.")
_DAY = N_("Line %(line)s of the days is not “label | day”: write it as “Ada Brume | 12/05/1971”.")
_WHOSE = N_("No option is called %(label)s: write its label as in the options.")


@dataclass(frozen=True)
class OptionLine:
    """One option as written; `member` is the number of the member whom it names."""

    label: str
    more: str = ""
    cost_cents: int | None = None
    member: int | None = None


def read_option_lines(text: str) -> tuple[OptionLine, ...]:
    r"""The options of a text; Refused where a line cannot be read or two have one label.

    >>> read_option_lines("Ada Brume (n° 12) | gardener\nNoé Sel||1 200,50 €")[0]
    OptionLine(label='Ada Brume', more='gardener', cost_cents=None, member=12)
    """
    lines = [(place, line) for place, line in enumerate(text.splitlines(), 1) if line.strip()]
    options = tuple(_option(place, line) for place, line in lines)
    seen: set[str] = set()
    for option in options:
        if option.label.casefold() in seen:
            raise Refused("plan-option-twice", _TWICE, label=option.label)
        seen.add(option.label.casefold())
    return options


def _option(place: int, line: str) -> OptionLine:
    parts = [part.strip() for part in line.split(BAR)]
    label, more, cost = (*parts, "", "")[:3]
    if len(parts) > 3:
        raise Refused("plan-option-parts", _PARTS, line=place)
    member = _MEMBER.search(label)
    label = _MEMBER.sub("", label)
    if not label:
        raise Refused("plan-option-label", _LABEL, line=place)
    if len(label) > LONGEST_LABEL or len(more) > LONGEST_DETAIL:
        raise Refused("plan-option-long", _LONG, line=place, most=LONGEST_LABEL, more=LONGEST_DETAIL)
    if not (label.isprintable() and more.isprintable()):
        raise Refused("plan-option-signs", _SIGNS, line=place)
    return OptionLine(label, more, _cents(place, cost), int(member[1]) if member else None)


def _cents(place: int, text: str) -> int | None:
    if not text:
        return None
    try:
        amount = read_amount(text)
    except ValueError:
        raise Refused("plan-option-cost", _COST, line=place) from None
    if amount <= Money(0):
        raise Refused("plan-option-cost", _COST, line=place)
    return amount.cents


def write_option_lines(options: Sequence[OptionLine]) -> str:
    r"""The options as they are typed.

    >>> write_option_lines([OptionLine("Ada", member=12), OptionLine("Four", "à pain", 120050)])
    'Ada (n° 12)\nFour | à pain | 1200,50'
    """
    return "\n".join(_written(option) for option in options)


def _written(option: OptionLine) -> str:
    label = option.label if option.member is None else f"{option.label} (n° {option.member})"
    if option.cost_cents is not None:
        return f"{label} {BAR} {option.more} {BAR} {euros_typed(option.cost_cents)}".replace("|  |", "| |")
    return f"{label} {BAR} {option.more}" if option.more else label


def euros_typed(cents: int) -> str:
    """An amount as one types it.

    >>> euros_typed(120050), euros_typed(2000)
    ('1200,50', '20')
    """
    return str(cents // 100) + (f",{cents % 100:02d}" if cents % 100 else "")


def read_day_lines(text: str, labels: Mapping[str, str]) -> dict[str, date]:
    """The day of each option by its id, from lines "label | day"; `labels`: the label of each id.

    >>> read_day_lines("Ada | 12/05/1971", {"o1": "Ada"})
    {'o1': datetime.date(1971, 5, 12)}
    """
    ids = {label.casefold(): option for option, label in labels.items()}
    return dict(_days(text, ids))


def _days(text: str, ids: Mapping[str, str]) -> Iterator[tuple[str, date]]:
    for place, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        label, _bar, day = (part.strip() for part in line.partition(BAR))
        label = _MEMBER.sub("", label)
        try:
            read = read_day(day)
        except ValueError:
            raise Refused("plan-day", _DAY, line=place) from None
        if label.casefold() not in ids:
            raise Refused("plan-day-label", _WHOSE, label=label)
        yield ids[label.casefold()], read


def write_day_lines(days: Mapping[str, date], labels: Mapping[str, str]) -> str:
    """The days as they are typed.

    >>> write_day_lines({"o1": date(1971, 5, 12)}, {"o1": "Ada"})
    'Ada | 12/05/1971'
    """
    return "\n".join(f"{labels[option]} {BAR} {day.strftime('%d/%m/%Y')}" for option, day in days.items())
