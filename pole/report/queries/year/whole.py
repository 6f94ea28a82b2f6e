"""The report of a year, section by section: each is read alone, so that a job may tell how far it is."""

from collections.abc import Callable, Mapping

from foundation.kernel.sentences import N_
from pole.report.queries.year.actions import actions
from pole.report.queries.year.budget import budget
from pole.report.queries.year.evaluations import evaluations
from pole.report.queries.year.governance import governance
from pole.report.queries.year.involvement import involvement
from pole.report.queries.year.members import members
from pole.report.queries.year.priorities import priorities
from pole.report.queries.year.reading import Reading
from pole.report.queries.year.territory import territory
from pole.report.queries.year.workshops import workshops
from pole.report.rules.figures import Section, Words
from pole.report.rules.sections import Part


def project(_read: Reading) -> Section:
    """The board’s words alone: nobody else can tell the context."""
    return Section(Part.PROJECT, notes=(Words(N_("This section holds the board’s own words.")),))


READERS: Mapping[Part, Callable[[Reading], Section]] = {
    Part.PROJECT: project,
    Part.MEMBERS: members,
    Part.GOVERNANCE: governance,
    Part.INVOLVEMENT: involvement,
    Part.PRIORITIES: priorities,
    Part.ACTIONS: actions,
    Part.EVALUATIONS: evaluations,
    Part.WORKSHOPS: workshops,
    Part.TERRITORY: territory,
    Part.BUDGET: budget,
}


def read_section(part: Part, read: Reading) -> Section:
    """One section of the year."""
    return READERS[part](read)
