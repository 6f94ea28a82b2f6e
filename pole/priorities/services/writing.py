"""Prepare a vote on priorities: its words, how it is answered, the list of actions. Nothing is frozen before it opens."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.clock import day_of
from foundation.kernel.db import db
from foundation.kernel.errors import Refused, StateMoved
from foundation.kernel.sentences import N_
from pole.priorities.models import PriorityItem, PriorityVote
from pole.priorities.queries.sheets import sheets_now
from pole.priorities.queries.votes import holder_of_year
from pole.priorities.rules.ballots import Terms, check_terms
from pole.priorities.rules.events import Event
from pole.programme.rules.states import is_over

_PAST = N_("The closing time is over: choose a moment to come.")
_STARTED = N_("This vote is open or was withdrawn: its words, its terms and its list no longer change.")
_YEAR = N_("The vote “%(title)s” stands for %(year)s already: choose another year, or cancel that vote first.")
_GONE = N_("Done, stopped or merged since: %(actions)s. Take them off the list.")


@dataclass(frozen=True)
class VoteDraft:
    """What a person writes of a vote; `actions`: the ids of the actions on its list, in their order."""

    year: int
    title: str
    closes_at: datetime
    terms: Terms
    actions: tuple[int, ...]
    text: str = ""


def write_vote(draft: VoteDraft, *, actor: Actor, at: datetime) -> PriorityVote:
    """A new vote in preparation. Refused: it closes in the past, its year is taken, its list cannot be voted on."""
    _check(draft, None, at)
    made = PriorityVote(created_at=at, created_by=actor.name)
    _fill(made, draft, at)
    db.session.add(made)
    db.session.flush()
    _record(Event.WRITTEN, made, actor=actor, at=at, actions=len(draft.actions))
    return made


def change_vote(vote: PriorityVote, draft: VoteDraft, *, actor: Actor, at: datetime) -> None:
    """Write a vote in preparation again. Refused as above; StateMoved once it is open or withdrawn."""
    require_unopened(vote)
    _check(draft, vote, at)
    vote.items.clear()
    db.session.flush()
    _fill(vote, draft, at)
    db.session.flush()
    _record(Event.WRITTEN, vote, actor=actor, at=at, actions=len(draft.actions))


def withdraw_vote(vote: PriorityVote, *, actor: Actor, at: datetime) -> None:
    """Give it up before it opens: nobody was asked. Twice changes nothing."""
    if vote.withdrawn_at is None:
        require_unopened(vote)
        vote.withdrawn_at = at
        _record(Event.WITHDRAWN, vote, actor=actor, at=at)


def require_unopened(vote: PriorityVote) -> None:
    """StateMoved where members are asked already, or never will be."""
    if vote.opened_at is not None or vote.withdrawn_at is not None:
        raise StateMoved("priorities-started", _STARTED)


def require_free_year(year: int, at: datetime, *, but: int | None) -> None:
    """Refused where another vote stands for the same year."""
    held = holder_of_year(year, at, but=but)
    if held is not None:
        raise Refused("priorities-year", _YEAR, title=held.title, year=str(year))


def require_time_left(closes_at: datetime, at: datetime) -> None:
    """Refused where it would close in the past."""
    if closes_at <= at:
        raise Refused("priorities-past", _PAST)


def write_list(vote: PriorityVote, actions: Sequence[int], terms: Terms, at: datetime) -> None:
    """Put the actions on the list as they are written now. Refused where one is over, or the terms do not fit the list."""
    sheets = sheets_now(list(dict.fromkeys(actions)), day_of(at))
    over = [sheet.said.title for sheet in sheets if is_over(sheet.now.state)]
    if over:
        raise Refused("priorities-over", _GONE, actions=", ".join(over))
    check_terms(terms, [sheet.listed for sheet in sheets])
    vote.items = [
        PriorityItem(position=place, action_id=sheet.now.id, revision_id=sheet.said.id)
        for place, sheet in enumerate(sheets, 1)
    ]


def _check(draft: VoteDraft, vote: PriorityVote | None, at: datetime) -> None:
    require_time_left(draft.closes_at, at)
    require_free_year(draft.year, at, but=vote.id if vote is not None else None)


def _fill(vote: PriorityVote, draft: VoteDraft, at: datetime) -> None:
    vote.year, vote.title, vote.text = draft.year, draft.title.strip(), draft.text.strip()
    vote.closes_at, vote.terms = draft.closes_at, draft.terms.as_json()
    write_list(vote, draft.actions, draft.terms, at)


def _record(event: Event, vote: PriorityVote, *, actor: Actor, at: datetime, **more: object) -> None:
    audit.record(event, vote.subject, actor=actor, at=at, details={"title": vote.title, **more})
