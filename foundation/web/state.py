"""The two days of every list, card, total and file: of which day it is the state, and as it was known on which day.

The address says `date` (today without it) and `connu` (as it is known now without it).
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import request
from flask_babel import gettext as _

from foundation.kernel.clock import PARIS, today
from foundation.kernel.errors import Malformed
from foundation.kernel.sentences import N_
from foundation.web.rules.typed import read_day


@dataclass(frozen=True)
class State:
    """The state of the day `on`, as it was known at the end of `known_on` (None: as it is known, on the day `today`)."""

    on: date
    known_on: date | None
    today: date

    @property
    def known_at(self) -> datetime | None:
        """The last moment that counts; None: all that is known."""
        return end_of(self.known_on) if self.known_on else None

    @property
    def is_past(self) -> bool:
        """Whether another state than today's is asked for."""
        return self.on != self.today or self.known_on is not None

    def address(self) -> dict[str, str]:
        """The same state in the address of another page; nothing where it is today's."""
        asked = {"date": self.on.isoformat()} if self.on != self.today else {}
        return {**asked, **({"connu": self.known_on.isoformat()} if self.known_on else {})}

    def file_name(self, stem: str) -> str:
        """What a file of this state is called: both days stand in its name.

        >>> State(date(2025, 12, 31), date(2026, 1, 2), date(2028, 1, 1)).file_name("membres")
        'membres-2025-12-31-connu-2026-01-02'
        """
        return f"{stem}-{self.on.isoformat()}-connu-{(self.known_on or self.today).isoformat()}"

    def headings(self) -> tuple[str, str]:
        """The two columns by which each line of a file says its state."""
        return _("State of"), _("As it was known on")

    def cells(self) -> tuple[date, date]:
        """What stands in these columns."""
        return self.on, self.known_on or self.today


def state_asked() -> State:
    """The state that the address asks for."""
    now = today()
    return State(day_asked("date") or now, day_asked("connu"), now)


def day_asked(name: str) -> date | None:
    """The day of a parameter of the address, None where it names none; raises Malformed."""
    text = request.args.get(name, "").strip()
    try:
        return read_day(text) if text else None
    except (ValueError, OverflowError):
        raise Malformed(
            "bad-day", N_("“%(found)s” is not a day. Write it as 31/12/2026 and ask again."), found=text[:20]
        ) from None


def end_of(day: date) -> datetime:
    """The last moment of a day where the cooperative lives: what was recorded on it is known by then."""
    midnight = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(PARIS))
    return midnight.astimezone(UTC) - timedelta(microseconds=1)
