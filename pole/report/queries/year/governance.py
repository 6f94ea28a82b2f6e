"""Assemblies, bodies and decisions of the year, and who took part, college by college."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from foundation.kernel.db import db
from foundation.kernel.sentences import N_
from governance.models import Assembly, AttendanceFact, Body, BodyMeeting, Decision
from governance.queries.decisions import annulments
from governance.queries.tasks import TaskNow, progress, tasks_of
from governance.rules.bodies import VERDICT_NAMES, Verdict
from governance.rules.kinds import KIND_NAMES
from pole.report.queries.year.reading import Reading
from pole.report.rules.figures import Bar, Chart, Figure, Section, Table, Value, Words, parts
from pole.report.rules.sections import Part, nothing

ADOPTED, REJECTED, ANNULLED = N_("Adopted"), N_("Rejected"), N_("Annulled")


def governance(read: Reading) -> Section:
    """What was held, what was decided, how far it has come; a constant number of statements."""
    held = _assemblies(read)
    meetings = _meetings(read)
    decisions = _decisions(read)
    if not (held or meetings or decisions):
        return Section(
            Part.GOVERNANCE, empty=nothing(N_("No assembly and no meeting of a body was held, nothing was decided."))
        )
    void = annulments(decisions)
    asked = tasks_of([one.id for one in decisions])
    return Section(
        Part.GOVERNANCE,
        figures=_figures(read, held, meetings, (decisions, asked)),
        charts=(_verdicts(decisions, void),) if decisions else (),
        tables=tuple(
            table
            for table in (_held_table(held, decisions), _bodies_table(meetings, decisions), _decided(decisions, void, asked))
            if table.rows
        ),
    )  # fmt: skip


def _assemblies(read: Reading) -> list[tuple[Assembly, int]]:
    """Those that were closed in the year, with how many members came."""
    begins, ends = read.moments
    wanted = select(Assembly).where(
        Assembly.closed_at.is_not(None), Assembly.starts_at >= begins, Assembly.starts_at < ends
    )
    found = list(db.session.execute(wanted.order_by(Assembly.starts_at)).scalars())
    came = (
        select(AttendanceFact.assembly_id, func.count(AttendanceFact.member_id.distinct()))
        .where(AttendanceFact.assembly_id.in_([one.id for one in found]), AttendanceFact.kind == "arrived")
        .group_by(AttendanceFact.assembly_id)
    )
    heads = {row[0]: row[1] for row in db.session.execute(came)}
    return [(one, heads.get(one.id, 0)) for one in found]  # fmt: skip


def _meetings(read: Reading) -> dict[Body, list[BodyMeeting]]:
    wanted = (
        select(BodyMeeting)
        .options(joinedload(BodyMeeting.body))
        .where(BodyMeeting.held_on.between(read.period.first, read.period.until))
        .order_by(BodyMeeting.held_on)
    )
    found: dict[Body, list[BodyMeeting]] = {}
    for one in db.session.execute(wanted).scalars():
        found.setdefault(one.body, []).append(one)
    return found


def _decisions(read: Reading) -> list[Decision]:
    wanted = (
        select(Decision)
        .options(joinedload(Decision.assembly), joinedload(Decision.meeting).joinedload(BodyMeeting.body))
        .where(Decision.decided_on.between(read.period.first, read.period.until))
        .order_by(Decision.number)
    )
    return list(db.session.execute(wanted).scalars())


def _figures(
    read: Reading,
    held: Sequence[tuple[Assembly, int]],
    meetings: dict[Body, list[BodyMeeting]],
    decided: tuple[Sequence[Decision], dict[int, list[TaskNow]]],
) -> tuple[Figure, ...]:
    decisions, asked = decided
    done = progress([one for tasks in asked.values() for one in tasks], read.period.until)
    count = sum(len(one) for one in meetings.values())
    values = {"done": done.done, "total": done.total}
    return (
        Figure(Words(N_("Assemblies held")), len(held)),
        Figure(Words(N_("Meetings of bodies")), count),
        Figure(Words(N_("Decisions")), len(decisions), Words(N_("things asked: %(total)s, done: %(done)s"), values)),
    )


def _verdicts(decisions: Sequence[Decision], void: Mapping[int, object]) -> Chart:
    counts = {ANNULLED: 0, ADOPTED: 0, REJECTED: 0}
    for one in decisions:
        counts[ANNULLED if one.id in void else ADOPTED if one.adopted else REJECTED] += 1
    tones = {ADOPTED: "good", REJECTED: "bad", ANNULLED: "calm"}
    shown = [(word, counts[word], tones[word]) for word in tones if counts[word]]
    title = Words(N_("What was decided"))
    bars = [Bar(Words(word), parts([(count, tone)], len(decisions)), count) for word, count, tone in shown]
    rows: list[list[Value]] = [[Words(word), count] for word, count, _tone in shown]
    return Chart(title, bars, Table(title, [Words(N_("What it came to")), Words(N_("Decisions"))], rows))


def _held_table(held: Sequence[tuple[Assembly, int]], decisions: Sequence[Decision]) -> Table:
    counts: dict[int | None, int] = {}
    for one in decisions:
        counts[one.assembly_id] = counts.get(one.assembly_id, 0) + 1
    rows: list[list[Value]] = [
        [assembly.meets_on, assembly.title, Words(KIND_NAMES[assembly.assembly_kind]), came, counts.get(assembly.id, 0)]
        for assembly, came in held
    ]
    headers = [N_("Day"), N_("Assembly"), N_("Kind"), N_("Members who came"), N_("Decisions")]
    return Table(Words(N_("Assemblies held")), [Words(one) for one in headers], rows)


def _bodies_table(meetings: dict[Body, list[BodyMeeting]], decisions: Sequence[Decision]) -> Table:
    counts: dict[int, int] = {}
    for one in decisions:
        if one.meeting is not None:
            counts[one.meeting.body_id] = counts.get(one.meeting.body_id, 0) + 1
    rows: list[list[Value]] = [
        [body.name, len(some), some[-1].held_on, counts.get(body.id, 0)] for body, some in meetings.items()
    ]
    headers = [N_("Body"), N_("Meetings"), N_("Last one"), N_("Decisions")]
    return Table(Words(N_("Bodies that met")), [Words(one) for one in headers], rows)


def _decided(decisions: Sequence[Decision], void: Mapping[int, object], asked: dict[int, list[TaskNow]]) -> Table:
    rows: list[list[Value]] = [
        [one.number, one.decided_on, one.title, _by(one), _came_to(one, void), _followed(asked.get(one.id, []))]
        for one in decisions
    ]
    headers = [N_("No."), N_("Day"), N_("Decision"), N_("By"), N_("What it came to"), N_("Follow-up")]
    return Table(Words(N_("The decisions of the year")), [Words(one) for one in headers], rows)


def _by(one: Decision) -> Value:
    if one.meeting is not None:
        return one.meeting.body.name
    return one.assembly.title if one.assembly is not None else None


def _came_to(one: Decision, void: Mapping[int, object]) -> Value:
    if one.id in void:
        return Words(ANNULLED)
    if one.verdict:
        return Words(VERDICT_NAMES[Verdict(one.verdict)])
    return Words(ADOPTED if one.adopted else REJECTED)


def _followed(tasks: Sequence[TaskNow]) -> Value:
    if not tasks:
        return None
    done = sum(1 for one in tasks if one.percent == 100)
    return Words(N_("%(done)s of %(total)s done"), {"done": done, "total": len(tasks)})
