"""The sections of the yearly report, and what the law asks of it.

Source: law 47-1775 art. 19 terdecies and decree 2015-1381: the report on the year tells how the cooperative project
evolves: members, governance, what each category takes part in, relations between categories, the economic and social
context and what it changes for the project. The reviser reads it (art. 19 duodecies and 25-1).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from foundation.kernel.errors import NotFound, Refused
from foundation.kernel.sentences import N_
from pole.report.rules.figures import Words

LONGEST = 20_000
LAST_MONTH = 12
_NO_SECTION = N_("The report has no such section. See the report of the year.")
_NO_YEAR = N_("There is no report of %(year)s: the cooperative tells its years from %(first)s to %(last)s.")
_TOO_LONG = N_("Write %(most)s characters at most: what is longer belongs in a document of its own.")


class Part(StrEnum):
    """The code of a section, as addresses and revisions keep it."""

    PROJECT = "project"
    MEMBERS = "members"
    GOVERNANCE = "governance"
    INVOLVEMENT = "involvement"
    PRIORITIES = "priorities"
    ACTIONS = "actions"
    EVALUATIONS = "evaluations"
    WORKSHOPS = "workshops"
    TERRITORY = "territory"
    BUDGET = "budget"


@dataclass(frozen=True)
class Told:
    """What a section is called, and what of the decree it answers."""

    title: str
    asked: str


SECTIONS: dict[Part, Told] = {
    Part.PROJECT: Told(
        N_("The project and its context"),
        N_("The economic and social context, inside and outside, and what it changes for the cooperative project."),
    ),
    Part.MEMBERS: Told(N_("Members and capital"), N_("How the membership evolves, category by category.")),
    Part.GOVERNANCE: Told(N_("Assemblies, bodies and decisions"), N_("How the governance evolves.")),
    Part.INVOLVEMENT: Told(
        N_("Who took part"), N_("How the categories of members take part in the making of decisions.")
    ),
    Part.PRIORITIES: Told(
        N_("The vote on priorities"), N_("The relations between the categories of members: what they share, what divides them.")
    ),
    Part.ACTIONS: Told(N_("The programme: actions, money and hours"), N_("What the cooperative project became this year.")),
    Part.EVALUATIONS: Told(N_("What members judged"), N_("What the project is worth to those for whom it is made.")),
    Part.WORKSHOPS: Told(
        N_("Workshops, dialogues and works"), N_("What the categories of members made together.")
    ),
    Part.TERRITORY: Told(
        N_("The territory: actors, protocols, project holders"), N_("The links of the project with its territory.")
    ),
    Part.BUDGET: Told(N_("The budget and what came of it"), N_("The means of the project.")),
}  # fmt: skip
LAW = N_(
    "This report is the one that the law asks of a SCIC each year on the evolution of its cooperative project (law 47-1775, "
    "art. 19 terdecies; decree 2015-1381 of 29 October 2015). It joins the management report put to the annual assembly, and "
    "the file of the cooperative reviser (art. 19 duodecies and 25-1)."
)


@dataclass(frozen=True)
class Period:
    """The financial year that a report tells, named by the year in which it closes; `until`: what can be told of it today."""

    year: int
    first: date
    last: date
    until: date

    @property
    def is_over(self) -> bool:
        """Whether nothing more can happen in it.

        >>> period(2026, 12, date(2026, 7, 1)).is_over
        False
        """
        return self.until == self.last

    def holds(self, day: date) -> bool:
        """Whether a day is in it, and has come.

        >>> period(2026, 12, date(2026, 7, 1)).holds(date(2026, 7, 2))
        False
        """
        return self.first <= day <= self.until


def period(year: int, closing_month: int, today: date) -> Period:
    """The financial year that closes at the end of a month of `year`, told up to `today`.

    >>> one = period(2026, 6, date(2030, 1, 1))
    >>> one.first.isoformat(), one.last.isoformat(), one.until == one.last
    ('2025-07-01', '2026-06-30', True)
    """
    first, last = _begins(year - 1, closing_month), _begins(year, closing_month)
    end = date.fromordinal(last.toordinal() - 1)
    return Period(year, first, end, min(end, today))


def year_of(day: date, closing_month: int) -> int:
    """The financial year of a day.

    >>> year_of(date(2026, 7, 1), 6), year_of(date(2026, 6, 30), 6)
    (2027, 2026)
    """
    return day.year + (1 if day.month > closing_month else 0)


def require_section(code: str) -> Part:
    """The section of that code; NotFound where the report has none.

    >>> require_section("budget").value
    'budget'
    """
    if code not in set(Part):
        raise NotFound("report-section", _NO_SECTION)
    return Part(code)


def require_year(year: int, first: int, last: int) -> int:
    """The year, of those that can be told; NotFound for another.

    >>> require_year(2026, 2024, 2026)
    2026
    """
    if not first <= year <= last:
        raise NotFound("report-year", _NO_YEAR, year=year, first=first, last=last)
    return year


def checked_words(text: str) -> str:
    """The board's words as they are kept. Refused: more than a section holds.

    >>> checked_words("  A good year. ")
    'A good year.'
    """
    found = text.strip()
    if len(found) > LONGEST:
        raise Refused("report-words-long", _TOO_LONG, most=LONGEST)
    return found


def nothing(message: str) -> Words:
    """The sentence of a section in which nothing happened.

    >>> nothing("Nothing.").said("en")
    'Nothing.'
    """
    return Words(message)


def _begins(year: int, closing_month: int) -> date:
    """The day after the closing of `year`."""
    return date(year + 1, 1, 1) if closing_month == LAST_MONTH else date(year, closing_month + 1, 1)
