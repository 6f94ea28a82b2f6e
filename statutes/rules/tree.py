# ruff: noqa: RUF009 - clause, section and entries declare the fields of a frozen class
"""The statutes as frozen data, one class a table of the file; None where the statutes are silent.

The meaning of each key is that of the public format `scic-statutes/1`; the law's bounds are in `checks/`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from datetime import time as time_of_day
from fractions import Fraction

from foundation.kernel.sentences import N_
from statutes.rules.faults import Faults
from statutes.rules.ratios import Ratio
from statutes.rules.readers import (
    clock,
    day,
    flag,
    identifier,
    list_of,
    mapping_of,
    month_day,
    one_of,
    points,
    quorum,
    ratio,
    share,
    text,
    whole,
)
from statutes.rules.schema import clause, entries, inline, section, table_of

FORMAT = "scic-statutes/1"
LEGAL_FORMS = ("SA", "SAS", "SARL")
KINDS = ("ordinary", "extraordinary")
CATEGORY_KINDS = (
    "employees", "producers", "beneficiaries", "public_bodies", "volunteers", "funders", "partners", "other",
)  # fmt: skip
REDISTRIBUTIONS = ("void", "equal", "proportional", "heads")
ONE_OF_TWO = N_("Write either “over” or “at_least” here, and only one of them.")
STEP_OF_TWO = N_("Write either “upto” or “each” here, and only one of them.")


@dataclass(frozen=True, kw_only=True)
class Company:
    """What names the company in notices and minutes."""

    siren: str | None = clause(text)
    registry: str | None = clause(text)
    registered_office: str | None = clause(text)


@dataclass(frozen=True, kw_only=True)
class Shares:
    """Share capital: value, floor, payment, refund."""

    nominal_cents: int = clause(whole(1), required=True)
    nominal_by_category: Mapping[str, int] | None = clause(mapping_of(whole(1)))
    minimum_capital_cents: int | None = clause(whole())
    floor_fraction: Ratio | None = clause(share)
    paid_at_subscription: Ratio | None = clause(share)
    balance_due_months: int | None = clause(whole())
    exit_effective: str | None = clause(one_of("at_once", "notice_end", "year_end"))
    exit_notice_months: int | None = clause(whole())
    refund_delay_months: int | None = clause(whole())
    refund_order: str | None = clause(one_of("chronological"))
    partial_refund: str | None = clause(one_of("board", "assembly", "refused"))
    losses_charged_first_to: tuple[str, ...] | None = clause(list_of(one_of("special_reserve", "statutory_reserve")))
    max_share_of_capital: Mapping[str, Ratio] | None = clause(mapping_of(share, keys=one_of(*CATEGORY_KINDS)))


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
    """A category of members: the legal link with the cooperative."""

    id: str = clause(identifier, required=True)
    name: str | None = clause(text)
    kind: str | None = clause(one_of(*CATEGORY_KINDS))
    min_shares: int | None = clause(whole())
    max_shares: int | None = clause(whole(1))
    min_shares_steps: tuple[Step, ...] | None = clause(list_of(_step))


@dataclass(frozen=True, kw_only=True)
class Voting:
    """How votes are carried from the colleges to the assembly."""

    colleges: bool | None = clause(flag)
    carry: str | None = clause(one_of("proportional", "block", "delegates"))
    college_tie: str | None = clause(one_of("void", "split", "against"))
    empty_college: str | None = clause(one_of(*REDISTRIBUTIONS, "merge"))
    silent_college: str | None = clause(one_of(*REDISTRIBUTIONS))
    minimum_members: int | None = clause(whole(1))
    merge_into: Mapping[str, str] | None = clause(mapping_of(identifier))
    base: str | None = clause(one_of("expressed", "all", "present", "entitled"))
    block_threshold: Ratio | None = clause(share)
    blank: str | None = clause(one_of("not_expressed"))
    tie_rule: str | None = clause(one_of("none", "age", "seniority", "second_round", "lot"))


@dataclass(frozen=True, kw_only=True)
class College:
    """A voting college and its weight in the assembly."""

    id: str = clause(identifier, required=True)
    name: str | None = clause(text)
    weight: Ratio | None = clause(ratio)
    categories: tuple[str, ...] | None = clause(list_of(identifier))
    max_weight: Ratio | None = clause(share)


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """A majority: strictly `over` a fraction, or `at_least` one; `base` where it has one of its own."""

    over: Ratio | None = clause(share)
    at_least: Ratio | None = clause(share)
    base: str | None = clause(one_of("expressed", "all", "present", "entitled"))

    @property
    def strict(self) -> bool:
        """Whether the fraction itself is not enough."""
        return self.over is not None

    @property
    def value(self) -> Fraction:
        """The fraction to pass or to reach."""
        return self.over if self.over is not None else self.at_least or Fraction(0)


def _threshold(value: object, path: str, faults: Faults) -> Threshold | None:
    read: Threshold | None = table_of(Threshold)(value, path, faults)
    if read is not None and (read.over is None) == (read.at_least is None):
        faults.add(path, ONE_OF_TWO)
        return None
    return read


def threshold() -> Threshold | None:
    """A key that holds a majority."""
    key: Threshold | None = clause(_threshold)
    return key


@dataclass(frozen=True, kw_only=True)
class AddedResolutions:
    """Who may add a resolution to the agenda, and until when."""

    threshold: Ratio | None = clause(share)
    basis: str | None = clause(one_of("members", "shares", "voting_rights"))
    days_before: int | None = clause(whole())


@dataclass(frozen=True, kw_only=True)
class Assembly:
    """The rules of one kind of assembly."""

    notice_days: int | None = clause(whole())
    second_notice_days: int | None = clause(whole())
    quorum_first: Ratio | None = clause(quorum)
    quorum_second: Ratio | None = clause(quorum)
    quorum_basis: str | None = clause(one_of("members", "shares", "weighted_by_college", "per_college"))
    majority: Threshold | None = threshold()
    abstention: str | None = clause(one_of("excluded", "against", "for"))
    record_date_business_days: int | None = clause(whole())
    added_resolutions: AddedResolutions | None = inline(AddedResolutions)


@dataclass(frozen=True, kw_only=True)
class Assemblies:
    """Both kinds of assembly."""

    ordinary: Assembly = section(Assembly)
    extraordinary: Assembly = section(Assembly)

    def of(self, kind: str) -> Assembly:
        """The rules of "ordinary" or "extraordinary"."""
        return self.extraordinary if kind == "extraordinary" else self.ordinary


@dataclass(frozen=True, kw_only=True)
class Proxies:
    """Who may hold a proxy, and how many."""

    max_per_holder: int | None = clause(whole())
    holders: str | None = clause(one_of("members", "members_and_spouses", "anyone"))
    same_college: bool | None = clause(flag)
    blank: str | None = clause(one_of("chair", "refused"))


@dataclass(frozen=True, kw_only=True)
class Cutoff:
    """A moment before the assembly: so many days before, at a time of day (Paris)."""

    time: time_of_day | None = clause(clock)
    days_before: int | None = clause(whole())


@dataclass(frozen=True, kw_only=True)
class Remote:
    """Taking part without being in the room."""

    postal: bool | None = clause(flag)
    electronic: bool | None = clause(flag)
    hybrid: bool | None = clause(flag)
    fully_remote: bool | None = clause(flag)
    postal_cutoff_days: int | None = clause(whole())
    electronic_cutoff: Cutoff | None = inline(Cutoff)
    written_questions_business_days: int | None = clause(whole())
    channels: tuple[str, ...] | None = clause(list_of(one_of("email", "letter")))


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


@dataclass(frozen=True, kw_only=True)
class Seats:
    """The least and the most seats."""

    min: int | None = clause(whole())
    max: int | None = clause(whole(1))


@dataclass(frozen=True, kw_only=True)
class Body:
    """An elected body: seats, term, renewal."""

    id: str = clause(identifier, required=True)
    name: str | None = clause(text)
    seats: Seats | None = inline(Seats)
    seats_by_college: Mapping[str, Seats] | None = clause(mapping_of(table_of(Seats)))
    term_years: int | None = clause(whole(1))
    renewal: str | None = clause(one_of("whole", "halves", "thirds"))
    chair_casting_vote: bool | None = clause(flag)


@dataclass(frozen=True, kw_only=True)
class Surplus:
    """Reserves and share interest."""

    legal_reserve: Ratio | None = clause(share)
    statutory_reserve: Ratio | None = clause(share)
    interest_above_tmo_points: Fraction | None = clause(points)


@dataclass(frozen=True, kw_only=True)
class SecretBallots:
    """When a ballot is secret, and the smallest group that it keeps secret."""

    minimum_group: int | None = clause(whole())
    required_for: tuple[str, ...] | None = clause(list_of(one_of("election", "removal", "exclusion", "resolution")))


@dataclass(frozen=True, kw_only=True)
class Statutes:
    """One version of a cooperative's statutes."""

    format: str = clause(one_of(FORMAT), required=True)
    name: str = clause(text, required=True)
    legal_form: str = clause(one_of(*LEGAL_FORMS), required=True)
    effective_on: date = clause(day, required=True)
    adopted_by: str | None = clause(text)
    year_end: str = clause(month_day, required=True)
    one_vote_per_college: bool | None = clause(flag)
    company: Company = section(Company)
    shares: Shares = section(Shares, required=True)
    categories: tuple[Category, ...] = entries(Category, required=True)
    voting: Voting = section(Voting)
    colleges: tuple[College, ...] = entries(College)
    assemblies: Assemblies = section(Assemblies)
    proxies: Proxies = section(Proxies)
    remote: Remote = section(Remote)
    admission: Admission = section(Admission)
    exclusion: Exclusion = section(Exclusion)
    bodies: tuple[Body, ...] = entries(Body)
    surplus: Surplus = section(Surplus)
    secret_ballots: SecretBallots = section(SecretBallots)

    @property
    def votes_by_college(self) -> bool:
        """Whether the assembly votes by college: as `voting.colleges` says, else as colleges are listed or not."""
        return bool(self.colleges) if self.voting.colleges is None else self.voting.colleges
