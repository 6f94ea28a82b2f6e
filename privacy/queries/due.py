"""What has reached its time on a day, kind by kind: how much is due, and how much is held back for a reason."""

from dataclasses import dataclass
from datetime import date

from privacy.queries.acts import chosen_months
from privacy.queries.people import Subject, candidates_refused, former_members, people_around
from privacy.queries.steps import Step, steps_of_table
from privacy.rules.retention import CLASSES, DataClass, Key, latest_start, months_of

OF_PEOPLE = (Key.CONTACTS, Key.IDENTITY, Key.AROUND, Key.APPLICATIONS)


@dataclass(frozen=True)
class Due:
    """One kind of data on a day. `months` None: no duration is in force, so nothing is due."""

    kind: DataClass
    months: int | None
    due: int
    held: int

    @property
    def is_open(self) -> bool:
        """Whether a choice of the cooperative is missing."""
        return self.months is None and self.kind.bounds is not None


def due_on(on: date) -> list[Due]:
    """Every kind of data, in the order of the table; a constant number of statements."""
    chosen = chosen_months()
    return [_due(kind, months_of(kind, chosen), on) for kind in CLASSES.values()]


def retention_due(on: date) -> int:
    """How many records hold data whose time has come and that nothing holds back (rule 47, GDPR art. 5(1)(e))."""
    return sum(one.due for one in due_on(on))


def _due(kind: DataClass, months: int | None, on: date) -> Due:
    if months is None:
        return Due(kind, None, 0, 0)
    if kind.key in OF_PEOPLE:
        subjects = subjects_due(kind.key, months, on)
        held = sum(1 for one in subjects if one.held)
        return Due(kind, months, len(subjects) - held, held)
    return Due(kind, months, sum(one.count() for one in steps_due(kind.key, months, on)), 0)


def subjects_due(key: Key, months: int, on: date) -> list[Subject]:
    """The people (and, for contacts, organisations) whose data of this kind has reached its time."""
    before = latest_start(months, on)
    if key in (Key.CONTACTS, Key.IDENTITY):
        return former_members(before, on, with_contacts=key is Key.CONTACTS)
    return people_around(before, on) if key is Key.AROUND else candidates_refused(before, on)


def steps_due(key: Key, months: int, on: date) -> list[Step]:
    """The steps of a kind of data that is not judged by people."""
    return steps_of_table(key, months, on)
