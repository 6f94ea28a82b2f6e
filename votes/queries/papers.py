"""The paper of a vote for one account: what is chosen among, in which order, for which rights; four statements at most."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from votes.models import Box
from votes.queries.boxes import college_looks, is_open
from votes.queries.hands import RightInHand, rights_of
from votes.queries.objections import reasons_of
from votes.rules.ballot_choices import contest_of_data
from votes.rules.contest import Contest, Option
from votes.rules.papers import EQUAL_RANKS, Ask, ask_of, drawn_order, ids_of
from votes.rules.roll import rules_from_texts
from votes.rules.secrecy import Secrecy, SmallGroupWay, secrecy_from_json
from votes.rules.written import Written, points_left, ranks_of, written_of


@dataclass(frozen=True)
class BallotPaper:
    """What a ballot of this box shows to the account that holds `rights`; `order`: the ids in the order they are read.

    `accepts`: whether a ballot would be taken at the moment it is shown. `reasons`: of the objections that stand, by right.
    """

    box: Box
    contest: Contest | None
    rights: tuple[RightInHand, ...]
    order: tuple[str, ...]
    accepts: bool
    reasons: Mapping[int, str]

    @property
    def ask(self) -> Ask:
        """What the ballot asks."""
        return ask_of(self.box.method)

    @property
    def consent(self) -> bool:
        """Whether it asks for consent: an objection then gives its reason."""
        return self.contest is None and bool(self.box.paper.get("consent"))

    @property
    def one_screen(self) -> bool:
        """Whether one button casts it, without a review: an open resolution, as in an assembly."""
        return self.contest is None and not self.box.secret and not self.consent

    @property
    def lasts_days(self) -> bool:
        """Whether the vote runs over more than a day: an hour alone would not say when."""
        return self.box.closes_at is not None and self.box.closes_at - self.box.opened_at > timedelta(days=1)

    @property
    def equal_ranks(self) -> bool:
        """Whether two options may have the same rank."""
        return self.box.method in EQUAL_RANKS

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """The options in the order they are read; none for a resolution."""
        known = {option.id: option for option in self.contest.options} if self.contest else {}
        return tuple(known[one] for one in self.order if one in known)

    @cached_property
    def labels(self) -> dict[str, str]:
        """By id, what the option is called."""
        return {option.id: option.label or option.id for option in self.options}

    def place(self, option: str) -> int:
        """The place of an option, which names its field on the page."""
        return self.contest.index[option] if self.contest else 0

    def details(self, option: str) -> str:
        """More about an option; empty where nothing was written."""
        return str(self.box.paper.get("details", {}).get(option, ""))

    @property
    def grades(self) -> list[tuple[int, str]]:
        """The grades with their words, the best first, as a voter reads them."""
        words = self.contest.grades if self.contest else ()
        return list(enumerate(words))[::-1]

    @property
    def scores(self) -> list[tuple[int, int]]:
        """The scores that an option may receive."""
        return [(score, score) for score in range(self.contest.max_score + 1)] if self.contest else []

    def points_left(self, written: Written) -> int | None:
        """The points not given yet on a paper; None where there are none to give."""
        return points_left(self.contest, written) if self.contest else None

    def left_of(self, choice: Any) -> int:
        """The points that a ballot does not give."""
        return self.points_left(written_of(self.box.method, choice)) or 0

    @property
    def has_budget(self) -> bool:
        """Whether options have costs and a budget pays for them."""
        return self.contest is not None and self.contest.budget_cents > 0

    def cost_of(self, choice: Any) -> int:
        """What the options that a ballot marks cost together, in cents."""
        marked = choice if isinstance(choice, list) else []
        return sum(option.cost_cents or 0 for option in self.options if option.id in marked)

    def left_out(self, choice: Any) -> list[str]:
        """What the options that a ballot says nothing of are called."""
        named = written_of(self.box.method, choice).marks
        return [self.labels[option.id] for option in self.options if option.id not in named]

    def read_in_order(self, written: Written) -> list[Option]:
        """The options of a ranking as far as it goes, the best first, then the others in their order."""
        ranked = [one for group in ranks_of(tuple(o.id for o in self.options), written) for one in group]
        known = {option.id: option for option in self.options}
        return [known[one] for one in ranked] + [option for option in self.options if option.id not in ranked]

    @cached_property
    def uncast(self) -> tuple[RightInHand, ...]:
        """The rights that were not used yet."""
        return tuple(one for one in self.rights if one.cast_at is None)

    @cached_property
    def changeable(self) -> tuple[RightInHand, ...]:
        """The rights whose ballot may be replaced."""
        used = (one for one in self.rights if one.choice is not None)
        return tuple(used) if self.box.replaceable else ()

    def among(self, ids: Iterable[int]) -> list[RightInHand]:
        """The rights of these ids, in the order they are read."""
        wanted = set(ids)
        return [one for one in self.rights if one.right_id in wanted]

    @cached_property
    def _secrecy(self) -> Secrecy | None:
        return secrecy_from_json(self.box.secrecy) if self.box.secret else None

    def is_secret(self, right: RightInHand) -> bool:
        """Whether the ballot of this right goes in secretly: an opened college votes openly in a secret vote."""
        return self._secrecy is not None and self._secrecy.way_of(right.college) is not SmallGroupWay.OPEN

    def limits_secrecy(self, rights: Iterable[RightInHand]) -> bool:
        """Whether the total will tell the votes of one of these colleges: its voters are warned and accept it."""
        limited = SmallGroupWay.LIMITED
        return self._secrecy is not None and any(self._secrecy.way_of(one.college) is limited for one in rights)

    @cached_property
    def rules(self) -> Any:
        """The rules of the statutes, for what an abstention counts as."""
        return rules_from_texts(self.box.statutes_version, self.box.rules)

    @cached_property
    def colleges(self) -> dict[str, tuple[int, str]]:
        """By college, its colour and its name."""
        return college_looks(self.box)


def ballot_paper(box: Box, account_id: int, at: datetime) -> BallotPaper:
    """The paper of a box for the rights in the hands of an account."""
    rights = tuple(rights_of(box.id, account_id))
    contest = contest_of_data(box.method, box.contest) if box.contest else None
    order = ids_of(contest)
    if contest is not None and box.paper.get("shuffled") and rights:
        order = drawn_order(order, box_id=box.id, right_id=min(one.right_id for one in rights))
    reasons = reasons_of(box.id, [one.right_id for one in rights]) if box.paper.get("consent") else {}
    return BallotPaper(box, contest, rights, order, is_open(box, at), reasons)


def paper_at_desk(box: Box, at: datetime) -> BallotPaper:
    """The paper of a box as the desk fills it in for a member without a device: in the order of the agenda, no right shown."""
    contest = contest_of_data(box.method, box.contest) if box.contest else None
    return BallotPaper(box, contest, (), ids_of(contest), is_open(box, at), {})
