"""Create an assembly, change it while it is a draft, convene it a second time, write its agenda."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import Refused, StateMoved
from foundation.kernel.sentences import N_
from governance.models import AgendaItem, Assembly, QuorumFact
from governance.queries.assemblies import item_by_id
from governance.queries.ruling import carrying_of, ruling_of
from governance.queries.secret_advice import persons_named
from governance.rules.events import Event
from governance.rules.kinds import AssemblyKind, AssemblyState, QuestionKind, question_kinds
from governance.rules.secret_subjects import check_secrecy
from votes.rules.asked_colleges import check_asked
from votes.rules.opening import check_sides
from votes.rules.plans import BallotPlan


@dataclass(frozen=True)
class AssemblyDraft:
    """What a person writes of an assembly."""

    title: str
    kind: str
    starts_at: datetime
    zone: str
    place: str
    remote_access: str = ""
    questions_email: str = ""


@dataclass(frozen=True)
class ItemDraft:
    """What a person writes of a point of the agenda; `question` is empty for a point without a vote.

    `plan`: how it is put to the vote, by default a resolution by open vote.
    """

    title: str
    text: str = ""
    question: str = ""
    supported_by_board: bool = True
    replaceable: bool = False
    plan: BallotPlan = field(default_factory=BallotPlan)

    def as_columns(self) -> dict[str, Any]:
        """As the agenda keeps it; an ordinary resolution by open vote needs no plan."""
        kept = {name: value for name, value in vars(self).items() if name != "plan"}
        planned = bool(self.question) and replace(self.plan, replaceable=False) != BallotPlan()
        return kept | {"ballot": self.plan.as_json() if planned else {}}


def create_assembly(draft: AssemblyDraft, *, actor: Actor, at: datetime) -> Assembly:
    """A new assembly, in preparation."""
    _require_to_come(draft, at)
    assembly = Assembly(**vars(draft), created_at=at)
    db.session.add(assembly)
    db.session.flush()
    _record(Event.ASSEMBLY_CREATED, assembly, assembly.title, actor=actor, at=at)
    return assembly


def change_assembly(assembly: Assembly, draft: AssemblyDraft, *, actor: Actor, at: datetime) -> None:
    """Change a draft. What members were convened to is not changed behind their back."""
    require_draft(assembly)
    _require_to_come(draft, at)
    _require_questions_allowed(draft.kind, [item.question for item in assembly.items])
    for name, value in vars(draft).items():
        setattr(assembly, name, value)
    _record(Event.ASSEMBLY_CHANGED, assembly, assembly.title, actor=actor, at=at)


def convene_again(first: Assembly, draft: AssemblyDraft, *, actor: Actor, at: datetime) -> Assembly:
    """The second convening after a failed quorum: same agenda, which nobody may change (L225-105).

    What was decided is left out, and so is what was not put to the vote though its quorum was reached: the lower quorum
    of a second convening is for what failed alone (L225-96, L225-98).
    """
    if first.state is not AssemblyState.CLOSED:
        raise StateMoved(
            "first-not-closed",
            N_("The first assembly is not closed: close it and record that the quorum was not reached."),
        )
    failed = _failed_questions(first)
    _require_one_second(first)
    second = create_assembly(draft, actor=actor, at=at)
    second.convening, second.first_assembly_id, second.kind = 2, first.id, first.kind
    undecided = [item for item in first.items if item.box_id is None and item.question in {"", *failed}]
    for position, item in enumerate(undecided, start=1):
        copied = ItemDraft(
            *(item.title, item.text, item.question, item.supported_by_board, item.replaceable),
            plan=item.plan,
        )
        db.session.add(AgendaItem(assembly=second, position=position, **copied.as_columns()))
    db.session.flush()
    return second


def add_item(assembly: Assembly, draft: ItemDraft, *, actor: Actor, at: datetime) -> AgendaItem:
    """Add a point at the end of the agenda."""
    require_open_agenda(assembly)
    _require_questions_allowed(assembly.kind, [draft.question])
    _require_fitting_plan(assembly, draft)
    position = max((item.position for item in assembly.items), default=0) + 1
    item = AgendaItem(assembly=assembly, position=position, **draft.as_columns())
    db.session.add(item)
    db.session.flush()
    _record(Event.AGENDA_CHANGED, assembly, item.title, actor=actor, at=at)
    return item


def change_item(assembly: Assembly, item: AgendaItem, draft: ItemDraft, *, actor: Actor, at: datetime) -> None:
    """Change a point of a draft's agenda."""
    require_open_agenda(assembly)
    _require_questions_allowed(assembly.kind, [draft.question])
    _require_fitting_plan(assembly, draft)
    for name, value in draft.as_columns().items():
        setattr(item, name, value)
    _record(Event.AGENDA_CHANGED, assembly, item.title, actor=actor, at=at)


def remove_item(assembly: Assembly, item_id: int, *, actor: Actor, at: datetime) -> None:
    """Take a point off a draft's agenda; the following ones move up."""
    require_open_agenda(assembly)
    item = item_by_id(assembly, item_id)
    assembly.items.remove(item)
    db.session.delete(item)
    db.session.flush()
    _number(assembly, assembly.items)
    _record(Event.AGENDA_CHANGED, assembly, item.title, actor=actor, at=at)


def move_item(assembly: Assembly, item_id: int, *, up: bool, actor: Actor, at: datetime) -> None:
    """Move a point one place up or down; at the edge nothing happens."""
    require_open_agenda(assembly)
    items = sorted(assembly.items, key=lambda item: item.position)
    index = items.index(item_by_id(assembly, item_id))
    other = index - 1 if up else index + 1
    if 0 <= other < len(items):
        items[index], items[other] = items[other], items[index]
        _number(assembly, items)
        _record(Event.AGENDA_CHANGED, assembly, items[other].title, actor=actor, at=at)


def require_draft(assembly: Assembly) -> None:
    """Refuse a change of what members were already told."""
    if assembly.state is not AssemblyState.DRAFT:
        raise StateMoved(
            "already-convened",
            N_(
                "The members have been convened: date, place and agenda no longer change. Convene another assembly if "
                "they must."
            ),
        )


def require_open_agenda(assembly: Assembly) -> None:
    """Refuse a change of an agenda already sent, or of a second convening's."""
    require_draft(assembly)
    if assembly.convening > 1:
        raise Refused(
            "second-agenda",
            N_("The agenda of a second convening is that of the first and cannot change."),
            rule=30,
            source="L225-105",
        )


def _require_to_come(draft: AssemblyDraft, at: datetime) -> None:
    if draft.starts_at <= at:
        raise Refused("assembly-past", N_("The assembly would start in the past: write a date and an hour to come."))


def _failed_questions(first: Assembly) -> set[str]:
    """The kinds of question left undecided whose quorum was not reached when it was last noted; Refused without any."""
    facts = db.session.execute(
        select(QuorumFact).where(QuorumFact.assembly_id == first.id).order_by(QuorumFact.id)
    ).scalars()
    met = {fact.question: fact.met for fact in facts}
    failed = {item.question for item in first.items if item.question and item.box_id is None and not met[item.question]}
    if not failed:
        raise Refused(
            "quorum-did-not-fail",
            N_(
                "No question left undecided lacked its quorum: a second convening, with its lower quorum, follows only a "
                "failed one. Create a new assembly."
            ),
            rule=31,
            source="L225-96, L225-98",
        )
    return failed


def _require_one_second(first: Assembly) -> None:
    if db.session.execute(select(Assembly.id).where(Assembly.first_assembly_id == first.id)).first() is not None:
        raise StateMoved(
            "second-exists",
            N_("The second convening of this assembly was already created: open it from the list of assemblies."),
        )


def _require_questions_allowed(kind: str, questions: list[str]) -> None:
    allowed = {""} | {question.value for question in question_kinds(AssemblyKind(kind))}
    if not set(questions) <= allowed:
        message = (
            N_("An ordinary assembly cannot decide an extraordinary resolution: make the assembly mixed.")
            if QuestionKind.EXTRAORDINARY in questions
            else N_("An extraordinary assembly cannot decide an ordinary resolution: make the assembly mixed.")
        )
        raise Refused("question-kind", message, source="L225-96, L225-98")


def _require_fitting_plan(assembly: Assembly, draft: ItemDraft) -> None:
    """Told while the agenda is written, not at the opening; statutes that come later are asked again then."""
    if not draft.question:
        return
    check_asked(draft.plan, extraordinary=draft.question == QuestionKind.EXTRAORDINARY)
    try:
        ruling = ruling_of(assembly)
    except Refused:
        return
    check_secrecy(
        draft.plan,
        ruling.statutes.secret_ballots.required_for or (),
        named=persons_named(draft.plan, assembly.meets_on),
    )
    if ruling.statutes.votes_by_college and len(draft.plan.colleges) != 1:
        check_sides(carrying_of(ruling.statutes), draft.plan.method)


def _number(assembly: Assembly, items: list[AgendaItem]) -> None:
    """Two passes, since two points never share a place, not even for an instant."""
    for offset in (len(items) + 1000, 1):
        for index, item in enumerate(items):
            item.position = index + offset
        db.session.flush()
    db.session.expire(assembly, ["items"])


def _record(event: Event, assembly: Assembly, title: str, *, actor: Actor, at: datetime) -> None:
    audit.record(event, assembly.subject, actor=actor, at=at, details={"title": title})
