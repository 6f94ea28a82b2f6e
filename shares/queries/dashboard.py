"""What the board looks at: members and capital in time by college, the floor, the part of public bodies; few statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from foundation.kernel.money import ZERO, Money
from membership.queries.counts import Composition, composition_known, composition_on
from shares.queries.curves import curve_points, first_day
from shares.queries.positions import members_total_on
from shares.rules.capital import Floor, capital_floor, room_above
from shares.rules.ceilings import over_public_ceiling
from shares.rules.curves import CurvePoint
from shares.rules.periods import Period, Step, fitting_step, years_before
from shares.rules.positions import Position
from statutes.models import StatutesVersion
from statutes.queries import all_versions
from statutes.rules.tree import Statutes


@dataclass(frozen=True)
class Shown:
    """One day of the curves, with the floor that the statutes of that day set (None before there were any)."""

    point: CurvePoint
    floor: Floor | None

    @property
    def public_part(self) -> Fraction:
        """The part of the capital that local public bodies hold."""
        capital = self.point.all_capital.cents
        return Fraction(self.point.public.cents, capital) if capital else Fraction(0)

    @property
    def room(self) -> Money:
        """How much capital may still leave."""
        return room_above(self.point.all_capital, self.floor) if self.floor else ZERO

    @property
    def over_ceiling(self) -> bool:
        """Whether local public bodies hold more than the law allows (rule 14)."""
        return over_public_ceiling(self.point.public, self.point.all_capital)


@dataclass(frozen=True)
class Dashboard:
    """The curves over a period, and the state of its last day."""

    period: Period
    days: Sequence[Shown]
    totals: Position
    composition: Composition
    colleges: Sequence[str | None]

    @property
    def now(self) -> Shown:
        """The last day."""
        return self.days[-1]


def dashboard(
    on: date, known_at: datetime | None = None, *, years: int | None = None, step: Step | None = None
) -> Dashboard:
    """The capital and the members up to a day, as known at a moment; `years` back (None: since the first movement)."""
    begun = min(on, first_day(known_at) or on)
    first = max(begun, years_before(on, years)) if years else begun
    period = Period(first, on, step or fitting_step(first, on), opens=first > begun)
    versions = all_versions()
    points = curve_points(period.days, known_at)
    whole = composition_on(on) if known_at is None else composition_known(on, known_at)
    return Dashboard(
        period,
        [Shown(point, _floor(versions, point)) for point in points],
        members_total_on(on, known_at),
        whole,
        _colleges(versions, points),
    )


def _floor(versions: Sequence[StatutesVersion], point: CurvePoint) -> Floor | None:
    statutes = _in_force(versions, point.day)
    return capital_floor(statutes, point.highest) if statutes else None


def _in_force(versions: Sequence[StatutesVersion], on: date) -> Statutes | None:
    return next((one.statutes for one in versions if one.effective_on <= on), None)


def _colleges(versions: Sequence[StatutesVersion], points: Sequence[CurvePoint]) -> list[str | None]:
    """The colleges of the statutes of the last day in their order, then others that were not empty, then none."""
    statutes = _in_force(versions, points[-1].day)
    known: list[str | None] = [one.id for one in statutes.colleges] if statutes else []
    met: Mapping[str | None, int] = {college: 1 for point in points for college in (*point.members, *point.capital)}
    return known + sorted(one for one in met if one and one not in known) + ([None] if None in met else [])
