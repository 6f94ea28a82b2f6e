"""The vote on priorities of the year: what was ranked first, what divides the colleges, what was decided."""

from foundation.kernel.sentences import N_
from pole.priorities.queries.outcomes import Outcome, outcomes_by_year, plans_among
from pole.priorities.rules.spread import named, spreads_of
from pole.report.queries.year.reading import Reading
from pole.report.rules.figures import Bar, Chart, Figure, Section, Table, Value, Words, lone, share
from pole.report.rules.sections import Part, nothing
from votes.rules.method_words import METHOD_WORDS
from votes.rules.published_contest import WEIGHTED, Scope
from votes.rules.result_tables import ranks_in

SEPARATOR = " \u00b7 "


def priorities(read: Reading) -> Section:
    """The vote whose result was published for this year; a constant number of statements."""
    found = next((one for one in outcomes_by_year(read.at) if one.year == read.year), None)
    if found is None or not found.published.counts.valid:
        return Section(Part.PRIORITIES, empty=nothing(N_("No vote on priorities was published for this year.")))
    counts = found.published.counts
    decided = plans_among([found.standing.vote]).get(found.standing.vote.id)
    return Section(
        Part.PRIORITIES,
        figures=(
            Figure(Words(N_("Ballots")), counts.ballots, Words(N_("of %(number)s members"), {"number": counts.entitled})),
            Figure(Words(N_("Turnout")), share(counts.ballots, counts.entitled)),
            Figure(Words(N_("Decision that follows")), decided.decision.number if decided else None),
        ),
        charts=(_chart(found),),
        notes=tuple(_notes(found)),
    )  # fmt: skip


def _chart(found: Outcome) -> Chart:
    published = found.published
    support = published.support_in(published.deciding)
    scopes = [one for one in published.scopes if one.tone is None or one.counts.valid]
    ranks = [ranks_in(one.decision) for one in scopes]
    title = Words(N_("“%(title)s”: the order of the actions"), {"title": found.standing.vote.title})
    bars = [
        Bar(line.label, lone(support[line.id], "good" if line.holds else "calm"), support[line.id])
        for line in published.lines
    ]
    headers = [Words(N_("Action")), *(_name(one) for one in scopes)]
    rows: list[list[Value]] = [[line.label, *(rank[line.id] for rank in ranks)] for line in published.lines]
    table = Table(Words(N_("Rank of each action: by weight, by head, in each college")), headers, rows)
    return Chart(title, bars, table, ((Words(N_("Kept")), "good"), (Words(N_("Not kept")), "calm")))


def _name(scope: Scope) -> Value:
    if scope.tone is not None:
        return scope.name
    return Words(N_("By weight")) if scope.key == WEIGHTED else Words(N_("By head"))


def _notes(found: Outcome) -> list[Words]:
    spreads = spreads_of(found.published)
    divided, held = named(spreads, divides=True), named(spreads, divides=False)
    notes = [Words(N_("Counted by: %(method)s."), {"method": Words(METHOD_WORDS[found.published.method].name)})]
    if divided:
        notes.append(Words(N_("What divides the colleges most: %(names)s."), {"names": SEPARATOR.join(divided)}))
    if held:
        notes.append(Words(N_("What every college keeps: %(names)s."), {"names": SEPARATOR.join(held)}))
    return notes
