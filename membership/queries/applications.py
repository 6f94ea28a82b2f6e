"""Requests to join: the queue, one of them with its steps, what is still to be decided; constant numbers of statements."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from membership.models.applications import Application, ApplicationFact
from membership.models.identity import Organisation, Person
from membership.queries.merges import same_as
from membership.rules.applications import ApplicationEvent, ApplicationState, state_after, story
from membership.rules.sheet_fields import CONTACT_FIELDS, ORGANISATION_FIELDS, PERSON_FIELDS

_DETAILS = [("name", N_("Name"))] + [
    (field.name, field.label) for field in (*PERSON_FIELDS, *ORGANISATION_FIELDS, *CONTACT_FIELDS)
]


@dataclass(frozen=True)
class ApplicationView:
    """A request as it stands, with every step that was recorded (those taken back too), the first one first."""

    application: Application
    facts: tuple[ApplicationFact, ...]

    @property
    def id(self) -> int:
        """Its number, which money of the candidate is recorded under."""
        return self.application.id

    @property
    def party(self) -> Person | Organisation:
        """Who wishes to join."""
        return self.application.party

    @property
    def changes(self) -> list[tuple[str, object, object]]:
        """(name of the detail, on record, typed) where whoever asks to join wrote something else."""
        typed = self.application.typed or {}
        return [(label, getattr(self.party, name), typed[name]) for name, label in _DETAILS if name in typed]

    @property
    def steps(self) -> list[ApplicationFact]:
        """The steps that hold."""
        return story(self.facts)

    @property
    def state(self) -> ApplicationState:
        """Where the request stands."""
        return state_after(self.facts) or ApplicationState.OPEN

    @property
    def is_open(self) -> bool:
        """Whether something is still to come: the decision, or the effect."""
        return self.state in (ApplicationState.OPEN, ApplicationState.ACCEPTED)

    @property
    def terms(self) -> ApplicationFact:
        """The last step that says category, college and shares."""
        return [fact for fact in self.steps if fact.shares is not None][-1]

    def step(self, event: ApplicationEvent) -> ApplicationFact | None:
        """The last step of a kind that holds."""
        return next((fact for fact in reversed(self.steps) if fact.event == event), None)

    @property
    def reviewed(self) -> bool:
        """Whether somebody looked closely since the terms were last said."""
        seen = self.step(ApplicationEvent.REVIEWED)
        return seen is not None and seen.id > self.terms.id

    @property
    def double_of_id(self) -> int | None:
        """The person on record whom this candidate may be."""
        return next((fact.double_of_id for fact in self.steps if fact.double_of_id), None)


def application_by_id(application_id: int) -> ApplicationView:
    """One request; raises NotFound."""
    found = db.session.get(Application, application_id)
    if found is None:
        raise NotFound("no-application", N_("There is no such request to join. Open the list of candidates again."))
    return views_of([found])[0]


def applications() -> list[ApplicationView]:
    """Every request, the latest received first; two statements."""
    order = (Application.received_on.desc(), Application.id.desc())
    return views_of(list(db.session.execute(select(Application).order_by(*order)).scalars()))


def open_applications() -> list[ApplicationView]:
    """Those that wait for a decision or for their effect, the oldest first."""
    return [one for one in reversed(applications()) if one.is_open]


def open_application_of(party: Person | Organisation) -> ApplicationView | None:
    """The request of somebody that is still open, under this record or a double of it."""
    column = Application.person_id if isinstance(party, Person) else Application.organisation_id
    statement = select(Application).where(column.in_(same_as(party))).order_by(Application.id)
    views = views_of(list(db.session.execute(statement).scalars()))
    return next((one for one in views if one.is_open), None)


def views_of(found: Sequence[Application]) -> list[ApplicationView]:
    """Requests with their steps; one statement."""
    facts = _facts([one.id for one in found])
    return [ApplicationView(one, tuple(facts.get(one.id, ()))) for one in found]


def _facts(ids: Iterable[int]) -> dict[int, list[ApplicationFact]]:
    statement = select(ApplicationFact).where(ApplicationFact.application_id.in_(list(ids)))
    grouped: dict[int, list[ApplicationFact]] = {}
    for fact in db.session.execute(statement.order_by(ApplicationFact.id)).scalars():
        grouped.setdefault(fact.application_id, []).append(fact)
    return grouped


@dataclass(frozen=True)
class Accepted:
    """What the body decided, for those who take the money: shares, category, college, decision and its day."""

    application_id: int
    party: Person | Organisation
    shares: int
    category: str
    college: str | None
    decided_on: date
    decision: str
    effective: bool


def accepted_application(application_id: int) -> Accepted | None:
    """The decision on a request that was accepted (and may have taken effect); None before that."""
    view = application_by_id(application_id)
    decided, terms = view.step(ApplicationEvent.ACCEPTED), view.terms
    if decided is None or view.state not in (ApplicationState.ACCEPTED, ApplicationState.EFFECTIVE):
        return None
    return Accepted(
        application_id,
        view.party,
        terms.shares or 0,
        terms.category or "",
        terms.college,
        decided.effective_on,
        decided.decision,
        view.state is ApplicationState.EFFECTIVE,
    )
