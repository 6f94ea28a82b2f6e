"""The territory in the year: actors by type, protocols and their reviews, people with a project and what became of them."""

from foundation.kernel.sentences import N_
from pole.actors.queries.directory import counted
from pole.actors.queries.protocols import ProtocolOn, protocols_on
from pole.actors.queries.referrals import yearly_figures
from pole.actors.rules.protocols import IN_FORCE, STATE_NAMES
from pole.actors.rules.referrals import OUTCOMES, YearFigures, share_begun
from pole.actors.rules.words import TYPE_NAMES, ActorType
from pole.report.queries.year.reading import Reading
from pole.report.rules.figures import Bar, Chart, Figure, Section, Table, Value, Words, parts
from pole.report.rules.sections import Part, nothing

SEPARATOR = ", "
MEMBERS = -1
UNTOLD = N_("Nothing told yet")


def territory(read: Reading) -> Section:
    """Actors and protocols as they stand on the last day that is told; project holders of the calendar year."""
    types = _types(read)
    protocols = [one for one in protocols_on(read.period.until) if one.state in IN_FORCE or _reviews(read, one)]
    holders = next((one for one in yearly_figures() if one.year == read.year), None)
    if not (types or protocols or holders):
        return Section(Part.TERRITORY, empty=nothing(N_("The directory of the territory is empty.")))
    return Section(
        Part.TERRITORY,
        figures=(
            Figure(
                Words(N_("Actors in the directory")),
                sum(all_ for all_, _members in types.values()),
                Words(N_("members among them: %(number)s"), {"number": sum(one for _all, one in types.values())}),
            ),
            Figure(
                Words(N_("Protocols in force")),
                sum(1 for one in protocols if one.state in IN_FORCE),
                Words(N_("%(number)s reviews held"), {"number": sum(_reviews(read, one) for one in protocols)}),
            ),
            Figure(
                Words(N_("Project holders received")),
                holders.received if holders else 0,
                Words(N_("%(number)s sent to an actor"), {"number": holders.sent if holders else 0}),
            ),
        ),
        charts=tuple(one for one in (_actors(types), _holders(holders)) if one is not None),
        tables=(_protocols(read, protocols),) if protocols else (),
    )


def _types(read: Reading) -> dict[ActorType, tuple[int, int]]:
    """By type, how many there are and how many of them are members."""
    counts = counted(read.period.until)
    found = {
        kind: (
            sum(number for (key, level), number in counts.items() if key == kind and level != MEMBERS),
            counts.get((kind, MEMBERS), 0),
        )
        for kind in ActorType
    }
    return {kind: numbers for kind, numbers in found.items() if numbers[0]}


def _actors(types: dict[ActorType, tuple[int, int]]) -> Chart | None:
    if not types:
        return None
    top = max(all_ for all_, _members in types.values())
    title = Words(N_("Actors of the territory, by type"))
    bars = [
        Bar(Words(TYPE_NAMES[kind]), parts([(members, 1), (all_ - members, "calm")], top), all_)
        for kind, (all_, members) in types.items()
    ]
    rows: list[list[Value]] = [[Words(TYPE_NAMES[kind]), all_, members] for kind, (all_, members) in types.items()]
    headers = [N_("Type"), N_("Actors"), N_("Members")]
    legend = ((Words(N_("Members")), 1), (Words(N_("Not members")), "calm"))
    return Chart(title, bars, Table(title, [Words(one) for one in headers], rows), legend)


def _holders(found: YearFigures | None) -> Chart | None:
    if found is None or not found.received:
        return None
    title = Words(N_("What became of the project holders received"))
    told = [
        (Words(OUTCOMES[one]) if one else Words(UNTOLD), number) for one, number in found.outcomes.items() if number
    ]
    bars = [Bar(name, parts([(number, "brand")], found.received), number) for name, number in told]
    rows: list[list[Value]] = [[name, number] for name, number in told]
    rows.append([Words(N_("Projects that began")), share_begun(found)])
    return Chart(title, bars, Table(title, [Words(N_("Outcome")), Words(N_("Project holders"))], rows))


def _reviews(read: Reading, one: ProtocolOn) -> int:
    return sum(1 for review in one.reviews if read.period.holds(review.reviewed_on))


def _protocols(read: Reading, protocols: list[ProtocolOn]) -> Table:
    rows: list[list[Value]] = [
        [
            one.protocol.title,
            SEPARATOR.join(one.parties.values()),
            one.protocol.starts_on,
            one.protocol.ends_on,
            Words(STATE_NAMES[one.state]),
            _reviews(read, one),
        ]
        for one in protocols
    ]
    headers = [N_("Protocol"), N_("With"), N_("Since"), N_("Until"), N_("State"), N_("Reviews in the year")]
    return Table(Words(N_("Cooperation protocols")), [Words(one) for one in headers], rows)
