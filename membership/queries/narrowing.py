"""The facts of a day by which a list of members is narrowed and sorted, joined to a statement over `Member`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_
from sqlalchemy.orm import aliased

from membership.models.facts import CategoryFact, CollegeFact, MembershipFact
from membership.models.members import Member
from membership.queries.merges import hidden_members
from membership.queries.ruling import rules, ruling_id
from membership.rules.standing import MembershipEvent

RANKS: dict[str, dict[str, object]] = {"college": {"rank": 1}}


@dataclass
class Narrowing:
    """Joins the facts that are asked for and no others. `groups`: as in `counts.py: Group`.

    `at_once`: all members are looked at, so each table of facts is read in one pass; else only a few are, one by one.
    """

    on: date
    known_at: datetime | None
    groups: Mapping[str, object]
    at_once: bool
    columns: dict[str, Any] = field(default_factory=dict)

    def apply(self, statement: Select[Any], sort: str = "") -> Select[Any]:
        """The statement with these members only; the facts of `sort` are joined to it too."""
        statement = self._joined(statement, "event", MembershipFact)
        for name, model in (("category", CategoryFact), ("college", CollegeFact)):
            if name in self.groups:
                statement = self._joined(statement, name, model).where(self.columns[name] == self.groups[name])
            elif name == sort:
                statement = self._joined(statement, name, model, outer=True)
        if "stands" in self.groups:
            stands = self.columns["event"] == MembershipEvent.ADMITTED
            statement = statement.where(stands if self.groups["stands"] else ~stands)
        if "is_person" in self.groups:
            is_person = Member.person_id.is_not(None)
            statement = statement.where(is_person if self.groups["is_person"] else ~is_person)
        return statement.where(Member.id.not_in(hidden_members(self.on, self.known_at)))

    def column(self, name: str) -> Any:
        """The column by which `sort` sorts."""
        return self.columns[name]

    def _joined(self, statement: Select[Any], name: str, model: type[Any], *, outer: bool = False) -> Select[Any]:
        more = RANKS.get(name, {})
        fact = aliased(model)
        if self.at_once:
            condition = and_(fact.member_id == Member.id, *rules(fact, model, self.on, self.known_at, **more))
        else:
            condition = fact.id == ruling_id(model, {"member_id": Member.id, **more}, self.on, self.known_at)
        self.columns[name] = getattr(fact, name)
        self.columns.setdefault("since", fact.effective_on)
        return statement.join(fact, condition, isouter=outer)
