"""Members and capital by college: the year, and the five year-ends before it."""

from collections.abc import Sequence
from datetime import date

from foundation.kernel.sentences import N_
from membership.queries.roll import MemberOn, members_on
from pole.report.queries.year.reading import Reading
from pole.report.rules.figures import Bar, Chart, Figure, Section, Table, Value, Words, parts, share
from pole.report.rules.sections import Part
from shares.queries.curves import curve_points
from shares.rules.curves import CurvePoint

YEARS = 5
NO_COLLEGE = Words(N_("No college"))
College = str | None


def members(read: Reading) -> Section:
    """Who came, who left, who holds how much; a constant number of statements."""
    before, now = _standing(read.period.first.toordinal() - 1), _standing(read.period.until.toordinal())
    points = _begun(curve_points(_days(read)))
    last = points[-1]
    colleges = _colleges(read, points)
    came, left = _by_college(now, before), _by_college(before, now)
    return Section(
        Part.MEMBERS,
        figures=(
            Figure(Words(N_("Members")), len(now), Words(N_("joined: %(came)s, left: %(left)s"), _moves(came, left))),
            Figure(Words(N_("Share capital")), last.all_capital, Words(N_("on %(day)s"), {"day": last.day})),
            Figure(Words(N_("Part of local public bodies")), share(last.public.cents, last.all_capital.cents)),
        ),
        charts=(_members_chart(read, points, colleges), _capital_chart(read, points, colleges)),
        tables=(_moves_table(read, (came, left), points, colleges),),
    )


def _moves(came: dict[College, int], left: dict[College, int]) -> dict[str, object]:
    return {"came": sum(came.values()), "left": sum(left.values())}


def _standing(day: int) -> dict[int, MemberOn]:
    return {one.member_id: one for one in members_on(date.fromordinal(day)) if one.is_member}


def _by_college(some: dict[int, MemberOn], others: dict[int, MemberOn]) -> dict[College, int]:
    """By college, how many of `some` are not among the others."""
    found: dict[College, int] = {}
    for number, one in some.items():
        if number not in others:
            found[one.college] = found.get(one.college, 0) + 1
    return found


def _begun(points: list[CurvePoint]) -> list[CurvePoint]:
    """The points since there is a member or capital; the last one always."""
    return [one for one in points[:-1] if one.all_members or one.all_capital.cents] + points[-1:]


def _days(read: Reading) -> list[date]:
    """The last day of each of the years before, then of this one as far as it has come."""
    ends = [_years_before(read.period.last, back) for back in range(YEARS - 1, 0, -1)]
    return [*ends, read.period.until]


def _years_before(day: date, years: int) -> date:
    """The last day of the same month, some years before."""
    month, year = day.month % 12 + 1, day.year - years + (day.month == 12)
    return date.fromordinal(date(year, month, 1).toordinal() - 1)


def _colleges(read: Reading, points: Sequence[CurvePoint]) -> list[College]:
    known: list[College] = [college for college, _name in read.naming.college_choices]
    met = {college for point in points for college in (*point.members, *point.capital)}
    others = sorted(one for one in met if one and one not in known)
    return [*known, *others] + ([None] if any(point.members.get(None) for point in points) else [])


def name_of(read: Reading, college: College) -> Value:
    """How a college is called, and the members of none."""
    return read.naming.college(college) if college else NO_COLLEGE


def _members_chart(read: Reading, points: Sequence[CurvePoint], colleges: list[College]) -> Chart:
    top = max([point.all_members for point in points] + [1])
    bars = [
        Bar(
            point.day,
            parts([(point.members.get(one, 0), read.naming.tone(one)) for one in colleges], top),
            point.all_members,
        )
        for point in points
    ]
    title = Words(N_("Members by college, at the end of each year"))
    rows: list[list[Value]] = [
        [point.day, *(point.members.get(one, 0) for one in colleges), point.all_members] for point in points
    ]
    return Chart(title, bars, _table(read, title, colleges, rows), _legend(read, colleges))


def _capital_chart(read: Reading, points: Sequence[CurvePoint], colleges: list[College]) -> Chart:
    top = max([point.all_capital.cents for point in points] + [1])
    tones = read.naming.tone
    bars = [
        Bar(
            point.day,
            parts([(_cents(point, one), tones(one)) for one in colleges], top),
            point.all_capital,
        )
        for point in points
    ]
    title = Words(N_("Share capital by college, at the end of each year"))
    rows: list[list[Value]] = [
        [point.day, *(point.capital.get(one) for one in colleges), point.all_capital] for point in points
    ]
    return Chart(title, bars, _table(read, title, colleges, rows), _legend(read, colleges))


def _cents(point: CurvePoint, college: College) -> int:
    held = point.capital.get(college)
    return held.cents if held else 0


def _legend(read: Reading, colleges: list[College]) -> list[tuple[Value, int | str]]:
    return [(name_of(read, one), read.naming.tone(one)) for one in colleges]


def _table(read: Reading, title: Words, colleges: list[College], rows: Sequence[Sequence[Value]]) -> Table:
    headers = [Words(N_("End of day")), *(name_of(read, one) for one in colleges), Words(N_("All"))]
    return Table(title, headers, rows)


def _moves_table(
    read: Reading,
    moves: tuple[dict[College, int], dict[College, int]],
    points: Sequence[CurvePoint],
    colleges: list[College],
) -> Table:
    came, left = moves
    last = points[-1]
    rows: list[list[Value]] = [
        [name_of(read, one), came.get(one, 0), left.get(one, 0), last.members.get(one, 0), last.capital.get(one)]
        for one in colleges
    ]
    headers = [N_("College"), N_("Arrivals"), N_("Departures"), N_("Members"), N_("Share capital")]
    return Table(Words(N_("Who came and who left, by college")), [Words(one) for one in headers], rows)
