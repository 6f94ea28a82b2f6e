"""The life of actions, line by line: written, merged, put to bodies, decided on, done, proved."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from sqlalchemy import select

from foundation.kernel.clock import day_of
from foundation.kernel.db import db
from foundation.kernel.money import Money
from foundation.kernel.sentences import N_
from governance.models import Decision
from governance.queries.decisions import decisions_about
from governance.rules.bodies import VERDICT_NAMES, Verdict
from pole.programme.models import Action, ActionFact, ActionRevision, ProposalItem
from pole.programme.queries.actions import ActionNow
from pole.programme.queries.proposals import ProposalNow, VersionNow, holding
from pole.programme.rules.happened import Happened, in_order
from pole.programme.rules.states import STATE_NAMES, ActionState
from pole.programme.signals import life_told

_CREATED = N_("Entered the programme under no. %(number)s")
_WRITTEN_AGAIN = N_("Written again (revision %(revision)s)")
_SPENT = N_("Spent: %(money)s and %(hours)s h")
_PROVED = N_("Evidence")
_NOTED = N_("Note")
_MERGED = N_("Merged into action no. %(into)s")
_TOOK_OVER = N_("Took over action no. %(number)s")
_PUT = N_("Version %(version)s of “%(title)s” is put to “%(body)s”")
_ANSWERED = {
    Verdict.VALIDATED: N_("“%(body)s” validated version %(version)s of “%(title)s”"),
    Verdict.AMENDED: N_("“%(body)s” validated version %(version)s of “%(title)s”, with changes"),
    Verdict.REFUSED: N_("“%(body)s” refused version %(version)s of “%(title)s”"),
}
_DECIDED = N_("Decision no. %(number)s: %(title)s")
assert _ANSWERED.keys() == VERDICT_NAMES.keys()


def timelines(actions: Sequence[ActionNow]) -> dict[int, list[Happened]]:
    """By the id of each action, everything that happened to it in the order of its days; ten statements or so, always."""
    ids = [one.id for one in actions]
    revisions, taken = _revisions(ids), _taken_over([one.number for one in actions])
    held, above = holding(ids), life_told(ids)
    decided = decisions_about([one.action.subject for one in actions])
    found = {}
    for one in actions:
        lines = [
            *_written(one, revisions.get(one.id, [])),
            *_lived(one),
            *taken.get(one.number, []),
            *_proposed(held.get(one.id, [])),
            *_decided(decided.get(one.action.subject, [])),
            *above[one.id],
        ]
        found[one.id] = in_order(lines)
    return found


def _written(one: ActionNow, revisions: Sequence[ActionRevision]) -> Iterator[Happened]:
    created = day_of(one.action.created_at)
    yield Happened(created, "created", _CREATED, {"number": one.number})
    for revision in revisions[1:]:
        day = day_of(revision.written_at)
        values, place = {"revision": revision.revision}, "programme.action_revisions"
        yield Happened(day, "written", _WRITTEN_AGAIN, values, "", place, {"number": one.number})


def _lived(one: ActionNow) -> Iterator[Happened]:
    for fact in one.facts:
        yield _of_fact(fact)


def _of_fact(fact: ActionFact) -> Happened:
    message, values, kind = _NOTED, dict[str, object](), fact.kind
    if fact.kind == "state":
        kind, message = fact.details["state"], STATE_NAMES[ActionState(fact.details["state"])]
    elif fact.kind == "spent":
        message, values = _SPENT, {"money": Money(fact.details["cents"]), "hours": fact.details["hours"]}
    elif fact.kind == "evidence":
        message = _PROVED
    elif fact.kind == "merged":
        into = fact.details["into"]
        place = ("programme.action", {"number": into})
        return Happened(fact.on, kind, _MERGED, {"into": into}, fact.text, *place, fact_id=fact.id)
    return Happened(fact.on, kind, message, values, fact.text, fact_id=fact.id)


def _proposed(held: Sequence[tuple[ProposalItem, ProposalNow, VersionNow]]) -> Iterator[Happened]:
    for _item, proposal, version in held:
        for put in version.puts:
            values = {
                "version": f"V{version.number}",
                "title": proposal.proposal.title,
                "body": put.meeting.body.name,
            }
            message = _ANSWERED[Verdict(put.decision.verdict)] if put.decision else _PUT
            kind = put.decision.verdict if put.decision else "put"
            motives = put.decision.motives if put.decision else ""
            at_place = {"proposal_id": proposal.proposal.id, "version": version.number}
            yield Happened(put.meeting.held_on, kind, message, values, motives, "programme.version", at_place)


def _decided(decisions: Sequence[Decision]) -> Iterator[Happened]:
    for one in decisions:
        values = {"number": one.number, "title": one.title}
        place = {"number": one.number}
        yield Happened(one.decided_on, "decided", _DECIDED, values, one.motives, "governance.decision", place)


def _revisions(ids: Collection[int]) -> Mapping[int, list[ActionRevision]]:
    wanted = select(ActionRevision).where(ActionRevision.action_id.in_(ids))
    found: dict[int, list[ActionRevision]] = {}
    for one in db.session.execute(wanted.order_by(ActionRevision.action_id, ActionRevision.revision)).scalars():
        found.setdefault(one.action_id, []).append(one)
    return found


def _taken_over(numbers: Collection[int]) -> Mapping[int, list[Happened]]:
    """By number, the actions that were merged into it."""
    back = select(ActionFact.reverses_id).where(ActionFact.reverses_id.is_not(None))
    wanted = (
        select(ActionFact, Action.number)
        .join(Action, Action.id == ActionFact.action_id)
        .where(ActionFact.kind == "merged", ActionFact.id.not_in(back))
    )
    found: dict[int, list[Happened]] = {}
    for fact, number in db.session.execute(wanted.order_by(ActionFact.id)):
        line = Happened(
            fact.on, "took_over", _TOOK_OVER, {"number": number}, fact.text, "programme.action", {"number": number}
        )
        if fact.details["into"] in numbers:
            found.setdefault(fact.details["into"], []).append(line)
    return found
