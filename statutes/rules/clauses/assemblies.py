# ruff: noqa: RUF009 - clause, section and entries declare the fields of a frozen class
"""Both kinds of assembly, proxies, and taking part without being in the room."""

from dataclasses import dataclass
from datetime import time as time_of_day

from statutes.rules.clauses.voting import Threshold, threshold
from statutes.rules.ratios import Ratio
from statutes.rules.readers import clock, flag, list_of, one_of, quorum, share, whole
from statutes.rules.schema import clause, inline, section

KINDS = ("ordinary", "extraordinary")


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
