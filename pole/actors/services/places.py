"""Compare places by criteria, then put the choice to a body: its decision stands in the register with the comparison."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from foundation.kernel import audit
from foundation.kernel.db import db
from foundation.kernel.errors import Refused, StateMoved
from foundation.kernel.ratio import format_ratio
from foundation.kernel.sentences import N_, sentence
from governance.models import BodyMeeting, Decision
from governance.rules.bodies import Verdict
from governance.services.bodies import enter_body_decision
from pole.actors.models import Place, PlaceChoice, PlaceCriterion, PlaceMark
from pole.actors.queries.places import ChoiceNow, compared_of, criteria_of
from pole.actors.rules.events import Event
from pole.actors.rules.places import MARKS, require_comparable, score

_DECIDED = N_("This choice was decided: what was compared stands as it was. Open a new choice.")
_UNTITLED = N_("Write what is to be chosen.")
_UNLABELLED = N_("Write the criterion.")
_NAMELESS = N_("Write the name of the place.")
_TWICE = N_("“%(name)s” is written already: change it rather than write it twice.")
_ARGUE = N_("Write the argument of “%(criterion)s”: the body decides on arguments, not on a mark alone.")


@dataclass(frozen=True)
class PlaceDraft:
    """What a person writes of a place; `yearly_cents`: what it costs a year."""

    name: str
    address: str = ""
    text: str = ""
    yearly_cents: int | None = None


@dataclass(frozen=True)
class Judged:
    """A mark, 0 to 4, with its argument."""

    mark: int
    argument: str


@dataclass(frozen=True)
class Choosing:
    """How a body chose: at which meeting, which place (None: none of them), with which verdict and motives."""

    meeting: BodyMeeting
    place: Place | None
    verdict: Verdict
    motives: str = ""


def open_choice(
    title: str, text: str, choice: PlaceChoice | None = None, *, actor: audit.Actor, at: datetime
) -> PlaceChoice:
    """A new choice among places, or the words of the one given. Refused without a title; StateMoved once decided."""
    if not title.strip():
        raise Refused("choice-untitled", _UNTITLED)
    made = choice or PlaceChoice(created_at=at)
    _require_open(made)
    made.title, made.text = title.strip(), text.strip()
    db.session.add(made)
    db.session.flush()
    _record(made, actor=actor, at=at)
    return made


def add_criterion(choice: PlaceChoice, label: str, weight: int, *, actor: audit.Actor, at: datetime) -> PlaceCriterion:
    """A criterion with its weight, 1 to 5."""
    _require_open(choice)
    if not label.strip():
        raise Refused("criterion-unlabelled", _UNLABELLED)
    if any(one.label == label.strip() for one in choice.criteria):
        raise Refused("criterion-twice", _TWICE, name=label.strip())
    made = PlaceCriterion(label=label.strip(), weight=weight)
    choice.criteria.append(made)
    db.session.flush()
    _record(choice, actor=actor, at=at)
    return made


def drop_criterion(choice: PlaceChoice, criterion: PlaceCriterion, *, actor: audit.Actor, at: datetime) -> None:
    """Take a criterion away, with the marks given by it."""
    _require_open(choice)
    for place in choice.places:
        place.marks = [one for one in place.marks if one.criterion_id != criterion.id]
    db.session.flush()
    choice.criteria.remove(criterion)
    db.session.flush()
    _record(choice, actor=actor, at=at)


def write_place(
    choice: PlaceChoice, draft: PlaceDraft, place: Place | None = None, *, actor: audit.Actor, at: datetime
) -> Place:
    """A place to choose, or the one given as it is from now on."""
    _require_open(choice)
    name = draft.name.strip()
    if not name:
        raise Refused("place-nameless", _NAMELESS)
    if any(one.name == name and one is not place for one in choice.places):
        raise Refused("place-twice", _TWICE, name=name)
    made = place or Place()
    for column, value in (vars(draft) | {"name": name}).items():
        setattr(made, column, value)
    if place is None:
        choice.places.append(made)
    db.session.flush()
    _record(choice, actor=actor, at=at)
    return made


def judge(choice: PlaceChoice, place: Place, marks: Mapping[int, Judged], *, actor: audit.Actor, at: datetime) -> None:
    """Mark a place by criteria (their ids), each mark with its argument; what is not given stays as it was."""
    _require_open(choice)
    labels = {one.id: one.label for one in choice.criteria}
    known = {one.criterion_id: one for one in place.marks}
    for criterion_id, judged in marks.items():
        if not judged.argument.strip():
            raise Refused("mark-unargued", _ARGUE, criterion=labels[criterion_id])
        row = known.get(criterion_id)
        if row is None:
            row = PlaceMark(criterion_id=criterion_id)
            place.marks.append(row)
        row.mark, row.argument = judged.mark, judged.argument.strip()
    db.session.flush()
    _record(choice, actor=actor, at=at)


def decide(standing: ChoiceNow, choosing: Choosing, *, actor: audit.Actor, at: datetime) -> Decision:
    """What a body chose: a decision of the register, with the whole comparison as its text. A refusal leaves it open.

    Refused: not compared whole, or as the body's decisions are. StateMoved once decided.
    """
    choice = standing.choice
    _require_open(choice)
    require_comparable(standing.criteria, standing.compared)
    chosen = choosing.place if choosing.verdict is not Verdict.REFUSED else None
    decision = enter_body_decision(
        choosing.meeting,
        title=choice.title,
        text=comparison_text(choice, chosen),
        verdict=choosing.verdict,
        motives=choosing.motives,
        subject=choice.subject,
        actor=actor,
        at=at,
    )
    if chosen is not None:
        choice.chosen_id, choice.decided_at = chosen.id, at
        db.session.flush()
        details = {"title": choice.title, "place": chosen.name}
        audit.record(Event.CHOICE_DECIDED, choice.subject, actor=actor, at=at, details=details)
    return decision


def comparison_text(choice: PlaceChoice, chosen: Place | None) -> str:
    """The comparison as the register keeps it, in French: what was chosen, then each place, its marks and arguments."""
    criteria, compared = criteria_of(choice), {one.id: one for one in compared_of(choice)}
    lines = [f"Lieu retenu\u00a0: {chosen.name}." if chosen else "Aucun lieu n’est retenu.", ""]
    for place in choice.places:
        reached = score(criteria, compared[place.id])
        lines.append(
            f"{place.name}\u00a0: {format_ratio(reached) if reached is not None else '–'} du meilleur possible."
        )
        arguments = {one.criterion_id: one for one in place.marks}
        for one in criteria:
            row = arguments[one.id]
            lines.append(
                f"– {one.label} (poids {one.weight})\u00a0: {sentence('fr', MARKS[row.mark]).lower()}. {row.argument}"
            )
    return "\n".join(lines)


def _require_open(choice: PlaceChoice) -> None:
    if choice.decided_at is not None:
        raise StateMoved("choice-decided", _DECIDED)


def _record(choice: PlaceChoice, *, actor: audit.Actor, at: datetime) -> None:
    audit.record(Event.CHOICE_WRITTEN, choice.subject, actor=actor, at=at, details={"title": choice.title})
