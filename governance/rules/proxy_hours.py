"""Until when a proxy is given, and taken back, online: R225-80 (15:00 on the day before), or the hour of the statutes.

A paper proxy knows no such hour: it is handed over at the door at the latest, and its paper is kept with the sheet.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_


@dataclass(frozen=True)
class ElectronicCutoff:
    """The moment from which nothing is given or taken back online any more, and where it is written."""

    moment: datetime
    source: str


def electronic_cutoff(meets_on: date, hour: time, days_before: int, zone: str) -> datetime:
    """The last moment for what travels online, on the clock of `zone`.

    Source: C. com. art. R225-80. Example: for 12 June at 15:00 the day before, 11 June in Paris.

    >>> electronic_cutoff(date(2026, 6, 12), time(15), 1, "Europe/Paris").isoformat()
    '2026-06-11T15:00:00+02:00'
    """
    return datetime.combine(meets_on - timedelta(days=days_before), hour, ZoneInfo(zone))


def check_given_in_time(cutoff: ElectronicCutoff | None, at: datetime) -> None:
    """Refuse a proxy given online after its hour; None: neither law nor statutes set one.

    Source: C. com. art. R225-80, statutes. Example: at 15:00 sharp it is in time, a minute later it is not.

    >>> three = electronic_cutoff(date(2026, 6, 12), time(15), 1, "Europe/Paris")
    >>> check_given_in_time(ElectronicCutoff(three, "C. com. art. R225-80"), three)
    >>> check_given_in_time(ElectronicCutoff(three, "C. com. art. R225-80"), three + timedelta(minutes=1))
    ... # doctest: +ELLIPSIS
    Traceback (most recent call last):
    foundation.kernel.errors.Refused: Proxies were given online until...
    """
    if cutoff is not None and at > cutoff.moment:
        raise Refused(
            "proxy-too-late",
            N_(
                "Proxies were given online until %(until)s, and that moment has passed: hand a signed paper to the officers "
                "at the door, or come."
            ),
            rule=33,
            source=cutoff.source,
            until=cutoff.moment,
        )


def check_revoked_in_time(cutoff: ElectronicCutoff | None, at: datetime) -> None:
    """Refuse to take back, after that hour, a proxy given online: it is then irrevocable (R225-80).

    Source: C. com. art. R225-80, statutes. Example: at 15:00 sharp it may still be taken back, a minute later no more.

    >>> three = electronic_cutoff(date(2026, 6, 12), time(15), 1, "Europe/Paris")
    >>> check_revoked_in_time(ElectronicCutoff(three, "C. com. art. R225-80"), three)
    >>> check_revoked_in_time(ElectronicCutoff(three, "C. com. art. R225-80"), three + timedelta(minutes=1))
    ... # doctest: +ELLIPSIS
    Traceback (most recent call last):
    foundation.kernel.errors.Refused: This proxy was given online and can no longer be taken back since...
    """
    if cutoff is not None and at > cutoff.moment:
        raise Refused(
            "proxy-irrevocable",
            N_(
                "This proxy was given online and can no longer be taken back since %(until)s. The member who comes votes "
                "himself, and the proxy is then set aside."
            ),
            rule=33,
            source=cutoff.source,
            until=cutoff.moment,
        )
