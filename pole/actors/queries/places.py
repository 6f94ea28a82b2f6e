"""Choices among places, with criteria, places, marks and what each reaches; a few statements."""

from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from governance.models import Decision
from governance.queries.decisions import decisions_about
from pole.actors.models import Place, PlaceChoice, PlaceCriterion, PlaceMark
from pole.actors.rules.places import Compared, Criterion, leading, score


@dataclass(frozen=True)
class ChoiceNow:
    """A choice as it stands: what each place reaches (None: a mark is missing), who leads, what a body decided of it."""

    choice: PlaceChoice
    scores: dict[int, Fraction | None]
    leading: tuple[int, ...]
    decisions: tuple[Decision, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it may still be written."""
        return self.choice.decided_at is None

    @property
    def criteria(self) -> list[Criterion]:
        """The criteria, for the rules."""
        return criteria_of(self.choice)

    @property
    def compared(self) -> list[Compared]:
        """The places with their marks, for the rules."""
        return compared_of(self.choice)

    @property
    def marks(self) -> dict[tuple[int, int], PlaceMark]:
        """The marks by (place, criterion)."""
        return {(one.place_id, one.criterion_id): one for place in self.choice.places for one in place.marks}

    @property
    def chosen(self) -> Place | None:
        """The place that was chosen."""
        return next((one for one in self.choice.places if one.id == self.choice.chosen_id), None)


def criteria_of(choice: PlaceChoice) -> list[Criterion]:
    """The criteria of a choice, for the rules."""
    return [Criterion(one.id, one.label, one.weight) for one in choice.criteria]


def compared_of(choice: PlaceChoice) -> list[Compared]:
    """The places of a choice with their marks, for the rules."""
    return [Compared(one.id, one.name, {mark.criterion_id: mark.mark for mark in one.marks}) for one in choice.places]


def choices() -> list[ChoiceNow]:
    """Every choice, those that are open first, then the latest."""
    return _read(select(PlaceChoice).order_by(PlaceChoice.decided_at.is_not(None), PlaceChoice.id.desc()))


def choice_or_404(choice_id: int) -> ChoiceNow:
    """One choice; NotFound where there is none."""
    found = _read(select(PlaceChoice).where(PlaceChoice.id == choice_id))
    if not found:
        raise NotFound("place-choice", N_("This choice among places does not exist. See the list."))
    return found[0]


def place_of(choice: PlaceChoice, place_id: int) -> Place:
    """One place of a choice; NotFound where it is another's."""
    for one in choice.places:
        if one.id == place_id:
            return one
    raise NotFound("place", N_("This choice has no such place. See its page."))


def criterion_of(choice: PlaceChoice, criterion_id: int) -> PlaceCriterion:
    """One criterion of a choice; NotFound where it is another's."""
    for one in choice.criteria:
        if one.id == criterion_id:
            return one
    raise NotFound("criterion", N_("This choice has no such criterion. See its page."))


def _read(wanted: Select[PlaceChoice]) -> list[ChoiceNow]:
    loaded = wanted.options(
        selectinload(PlaceChoice.criteria), selectinload(PlaceChoice.places).selectinload(Place.marks)
    )
    rows = list(db.session.execute(loaded.execution_options(populate_existing=True)).scalars())
    decided = decisions_about([one.subject for one in rows])
    return [_now(one, decided.get(one.subject, [])) for one in rows]


def _now(choice: PlaceChoice, decisions: list[Decision]) -> ChoiceNow:
    criteria, compared = criteria_of(choice), compared_of(choice)
    scores = {one.id: score(criteria, one) for one in compared}
    return ChoiceNow(choice, scores, tuple(one.id for one in leading(criteria, compared)), tuple(decisions))
