# ruff: noqa: RUF009 - clause, section and entries declare the fields of a frozen class
"""Who is a member: categories and minimum holdings, admission, exclusion."""

from dataclasses import dataclass

from foundation.kernel.sentences import N_
from statutes.rules.clauses.voting import Threshold, threshold
from statutes.rules.faults import Faults
from statutes.rules.readers import flag, identifier, list_of, one_of, text, whole
from statutes.rules.schema import clause, table_of

CATEGORY_KINDS = (
    "employees", "producers", "beneficiaries", "public_bodies", "volunteers", "funders", "partners", "other",
)  # fmt: skip
OPEN_TO = ("persons", "organisations", "public_bodies")
STEP_OF_TWO = N_("Write either “upto” or “each” here, and only one of them.")


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step of a minimum holding by size: up to a size, or for each further slice."""

    upto: int | None = clause(whole(1))
    each: int | None = clause(whole(1))
    shares: int = clause(whole(), required=True)


def _step(value: object, path: str, faults: Faults) -> Step | None:
    read: Step | None = table_of(Step)(value, path, faults)
    if read is not None and (read.upto is None) == (read.each is None):
        faults.add(path, STEP_OF_TWO)
        return None
    return read


@dataclass(frozen=True, kw_only=True)
class Category:
    """A category of members: the legal link with the cooperative; `open_to`: whom it takes, everybody where not said."""

    id: str = clause(identifier, required=True)
    name: str | None = clause(text)
    kind: str | None = clause(one_of(*CATEGORY_KINDS))
    open_to: str | None = clause(one_of(*OPEN_TO))
    min_shares: int | None = clause(whole())
    max_shares: int | None = clause(whole(1))
    min_shares_steps: tuple[Step, ...] | None = clause(list_of(_step))


@dataclass(frozen=True, kw_only=True)
class Admission:
    """Who admits a member, and from when."""

    decided_by: str | None = clause(one_of("board", "assembly", "manager"))
    effective: str | None = clause(one_of("decision", "payment", "full_payment"))


@dataclass(frozen=True, kw_only=True)
class Exclusion:
    """Whether a member can be excluded, and by what majority."""

    allowed: bool | None = clause(flag)
    majority: Threshold | None = threshold()
