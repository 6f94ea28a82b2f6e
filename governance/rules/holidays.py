"""The days on which France does not work: article L3133-1 of the Code du travail, without the two days of Alsace-Moselle."""

from datetime import date, timedelta

FIXED = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
AFTER_EASTER = (1, 39, 50)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher).

    >>> easter(2026), easter(2028)
    (datetime.date(2026, 4, 5), datetime.date(2028, 4, 16))
    """
    century, rest = divmod(year, 100)
    golden = year % 19
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def public_holidays(year: int) -> frozenset[date]:
    """The eleven public holidays of a year: they are no business days.

    L3133-1 of the Code du travail. In 2026: Easter Monday, Ascension Day and Whit Monday are 6 April, 14 and 25 May.

    >>> [day.isoformat() for day in sorted(public_holidays(2026)) if day.month in (4, 5)]
    ['2026-04-06', '2026-05-01', '2026-05-08', '2026-05-14', '2026-05-25']
    """
    moving = {easter(year) + timedelta(days=days) for days in AFTER_EASTER}
    return frozenset(moving | {date(year, month, day) for month, day in FIXED})
