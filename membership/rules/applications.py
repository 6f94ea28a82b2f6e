"""A request to join, from the first form to the number: its events, the states they make, what may follow what."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Protocol, TypeVar

from foundation.kernel.errors import Refused, StateMoved
from foundation.kernel.sentences import N_
from statutes.rules import law


class ApplicationEvent(StrEnum):
    """What may happen to a request to join."""

    SUBMITTED = "submitted"
    COMPLETED = "completed"
    REVIEWED = "reviewed"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EFFECTIVE = "effective"


class ApplicationState(StrEnum):
    """Where a request stands, by what was recorded; what still blocks an open one is `rules/candidates.py`."""

    OPEN = "open"
    ACCEPTED = "accepted"
    EFFECTIVE = "effective"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


EVENT_NAMES: dict[ApplicationEvent, str] = {
    ApplicationEvent.SUBMITTED: N_("Request received"),
    ApplicationEvent.COMPLETED: N_("Request completed"),
    ApplicationEvent.REVIEWED: N_("Looked at more closely, and cleared"),
    ApplicationEvent.ACCEPTED: N_("Accepted by the body that admits"),
    ApplicationEvent.REFUSED: N_("Refused by the body that admits"),
    ApplicationEvent.WITHDRAWN: N_("Withdrawn by the candidate"),
    ApplicationEvent.EFFECTIVE: N_("Membership in effect, number given"),
}

_STATE_AFTER: dict[ApplicationEvent, ApplicationState] = {
    ApplicationEvent.SUBMITTED: ApplicationState.OPEN,
    ApplicationEvent.COMPLETED: ApplicationState.OPEN,
    ApplicationEvent.REVIEWED: ApplicationState.OPEN,
    ApplicationEvent.ACCEPTED: ApplicationState.ACCEPTED,
    ApplicationEvent.REFUSED: ApplicationState.REFUSED,
    ApplicationEvent.WITHDRAWN: ApplicationState.WITHDRAWN,
    ApplicationEvent.EFFECTIVE: ApplicationState.EFFECTIVE,
}

_MAY_FOLLOW: dict[ApplicationState | None, frozenset[ApplicationEvent]] = {
    None: frozenset({ApplicationEvent.SUBMITTED}),
    ApplicationState.OPEN: frozenset(
        {
            ApplicationEvent.COMPLETED,
            ApplicationEvent.REVIEWED,
            ApplicationEvent.ACCEPTED,
            ApplicationEvent.REFUSED,
            ApplicationEvent.WITHDRAWN,
        }
    ),
    ApplicationState.ACCEPTED: frozenset({ApplicationEvent.EFFECTIVE, ApplicationEvent.WITHDRAWN}),
    ApplicationState.EFFECTIVE: frozenset(),
    ApplicationState.REFUSED: frozenset(),
    ApplicationState.WITHDRAWN: frozenset(),
}

STATE_NAMES: dict[ApplicationState, str] = {
    ApplicationState.OPEN: N_("Waiting for the decision"),
    ApplicationState.ACCEPTED: N_("Accepted, not yet a member"),
    ApplicationState.EFFECTIVE: N_("Became a member"),
    ApplicationState.REFUSED: N_("Refused"),
    ApplicationState.WITHDRAWN: N_("Withdrawn"),
}


class EventFact(Protocol):
    """What the rule needs to know of a fact about a request."""

    @property
    def id(self) -> int: ...
    @property
    def event(self) -> str: ...
    @property
    def reverses_id(self) -> int | None: ...


F = TypeVar("F", bound=EventFact)


def story(facts: Iterable[F]) -> list[F]:
    """The facts that hold, in the order in which they were recorded; taken back ones and takings back left out."""
    known = list(facts)
    taken_back = {fact.reverses_id for fact in known}
    standing = (fact for fact in known if fact.reverses_id is None and fact.id not in taken_back)
    return sorted(standing, key=lambda fact: fact.id)


def state_after(facts: Iterable[EventFact]) -> ApplicationState | None:
    """Where the facts lead; None where nothing was received. Raises what `check_next` says of a step that cannot be.

    Source: the statutes (joining: loi 47-1775 art. 7); decided here: each decision is taken once.

    >>> from types import SimpleNamespace
    >>> said = [SimpleNamespace(id=turn, event=event, reverses_id=None) for turn, event in enumerate(("submitted", "accepted"))]
    >>> state_after(said)
    <ApplicationState.ACCEPTED: 'accepted'>
    >>> state_after([*said, SimpleNamespace(id=2, event="accepted", reverses_id=1)])
    <ApplicationState.OPEN: 'open'>
    """
    state: ApplicationState | None = None
    for fact in story(facts):
        check_next(state, ApplicationEvent(fact.event))
        state = _STATE_AFTER[ApplicationEvent(fact.event)]
    return state


def check_next(state: ApplicationState | None, event: ApplicationEvent) -> None:
    """Refuse a step that cannot follow: a second decision, an effect without acceptance, anything after the end.

    Source: loi 47-1775 art. 7 (admission is as the statutes say, hence one decision).
    Example: a request that was refused cannot be accepted; the refusal is taken back first, with its reason.

    >>> check_next(ApplicationState.OPEN, ApplicationEvent.ACCEPTED)
    >>> check_next(ApplicationState.REFUSED, ApplicationEvent.ACCEPTED)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    foundation.kernel.errors.StateMoved: This request was refused already...
    """
    if event in _MAY_FOLLOW[state]:
        return
    if state is None:
        raise Refused("nothing-received", N_("Nothing was received yet: record the request first."))
    raise StateMoved("application-moved", _ALREADY[state], source=law.ART_ADMISSION)


_ALREADY: dict[ApplicationState, str] = {
    ApplicationState.OPEN: N_(
        "This request still waits for its decision. Record the acceptance first: a membership takes effect after it."
    ),
    ApplicationState.ACCEPTED: N_(
        "This request was accepted already. If that is wrong, take the acceptance back with its reason first."
    ),
    ApplicationState.EFFECTIVE: N_(
        "This candidate is a member already. If the admission is wrong, take it back on the member's card first."
    ),
    ApplicationState.REFUSED: N_(
        "This request was refused already. If that is wrong, take the refusal back with its reason first."
    ),
    ApplicationState.WITHDRAWN: N_(
        "This request was withdrawn already. If that is wrong, take the withdrawal back with its reason first."
    ),
}


def check_undone(facts: Iterable[EventFact], fact: EventFact) -> None:
    """Refuse to take back anything but the last step; the step before rules again afterwards.

    Decided here: steps are undone in the reverse of their order, as they build on each other.

    >>> from types import SimpleNamespace
    >>> said = [SimpleNamespace(id=turn, event=event, reverses_id=None) for turn, event in enumerate(("submitted", "accepted"))]
    >>> check_undone(said, said[1])
    >>> check_undone(said, said[0])  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    foundation.kernel.errors.Refused: ...
    """
    standing = story(facts)
    if not standing or standing[-1].id != fact.id:
        raise Refused(
            "not-the-last-step",
            N_("Only the last step of a request can be taken back: what came after it stands on it."),
        )
    if fact.event == ApplicationEvent.SUBMITTED:
        raise Refused(
            "request-stays",
            N_("That a request was received stays in its history. If it was a mistake, record its withdrawal."),
        )
    if fact.event == ApplicationEvent.EFFECTIVE:
        raise Refused(
            "admission-first",
            N_("The number was given. Take the admission back on the member's card: the request then waits again."),
        )
