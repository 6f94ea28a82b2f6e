"""What a vote on priorities asks: its terms and its list of actions, made into the ballot that the votes package knows."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from foundation.kernel.errors import Refused
from foundation.kernel.money import Money
from foundation.kernel.sentences import N_, sentence
from foundation.web.rules.figures import euros_text
from votes.rules.contest_file import FUNDING
from votes.rules.plans import BallotPlan

POINTS, JUDGMENT, RANKING = "points", "majority_judgment", "schulze"
METHODS = (POINTS, JUDGMENT, RANKING, "equal_shares", "greedy")
GRADES = ("À écarter", "Peut attendre", "Utile", "Important", "Prioritaire")
LANGUAGE = "fr"  # a ballot is frozen in the language of the statutes
FEWEST = 2
MOST = 150
_FEW = N_("A vote on priorities compares actions: put at least two of them on its list.")
_MANY = N_("%(number)s actions are more than members will read: put at most %(most)s on the list.")
_KEPT = N_("%(kept)s actions would be kept out of a list of %(number)s: keep fewer, or put more actions on the list.")
_CAP = N_("An action may not receive more points than a member has: lower %(most)s to %(points)s at most.")
_SPREAD = N_("Points cannot be spread over %(least)s actions: the list has %(number)s, each member %(points)s points.")
_UNSPENT = N_(
    "With %(most)s points at most on an action, %(number)s actions do not take %(points)s points: raise the cap."
)
_COSTS = N_("A budget needs a planned cost for each action. Missing for: %(actions)s. Write it on their page first.")
_BUDGET = N_("This budget pays for no action of the list: the least costly one is planned at %(cost)s.")
_COST = N_("Planned: %(cost)s")
_HOURS = N_("%(hours)s h of work")
_OWNER = N_("led by %(owner)s")
_COLLEGE = N_("proposed by: %(college)s")


@dataclass(frozen=True)
class Terms:
    """How a vote is answered. `kept`: how many actions the year can take; of points: how many a member has, at most on one
    action, on at least how many; `budget_cents`: what there is to share out. Only those of the method matter.
    """

    method: str = POINTS
    kept: int = 5
    points: int = 10
    most: int = 4
    least: int = 3
    budget_cents: int = 0

    @property
    def is_budget(self) -> bool:
        """Whether a budget is shared out by the planned costs.

        >>> Terms("greedy").is_budget, Terms().is_budget
        (True, False)
        """
        return self.method in FUNDING

    def as_json(self) -> dict[str, Any]:
        """As it is kept.

        >>> terms_from_json(Terms(kept=4).as_json()).kept
        4
        """
        return asdict(self)


def terms_from_json(data: Mapping[str, Any]) -> Terms:
    """The terms as they were kept.

    >>> terms_from_json({"method": "schulze", "kept": 3}).method
    'schulze'
    """
    return Terms(**data)


@dataclass(frozen=True)
class Listed:
    """An action as the ballot shows it: number for life, title, planned cost, hours, who leads it, who proposed it."""

    number: int
    title: str
    planned_cents: int = 0
    planned_hours: int = 0
    owner: str = ""
    college: str = ""

    @property
    def option(self) -> str:
        """Its id on the ballot: the same from year to year.

        >>> Listed(12, "Mutualiser un local").option
        'a12'
        """
        return f"a{self.number}"

    def summary(self) -> str:
        """The line under its title on the ballot: what is known of its cost, its hours, its owner and its college.

        >>> Listed(12, "Local").summary()
        ''
        """
        said = [
            sentence(LANGUAGE, _COST, {"cost": euros_text(Money(self.planned_cents), LANGUAGE, cents=False)})
            if self.planned_cents
            else "",
            sentence(LANGUAGE, _HOURS, {"hours": self.planned_hours}) if self.planned_hours else "",
            sentence(LANGUAGE, _OWNER, {"owner": self.owner}) if self.owner else "",
            sentence(LANGUAGE, _COLLEGE, {"college": self.college}) if self.college else "",
        ]
        line = " · ".join(part for part in said if part)
        return line[:1].upper() + line[1:]


def number_of(option: str) -> int:
    """The number of the action that an option stands for.

    >>> number_of("a12")
    12
    """
    return int(option.removeprefix("a"))


def check_terms(terms: Terms, listed: Sequence[Listed]) -> None:
    """Refused, with what to do, where such a vote could not be held on such a list.

    >>> check_terms(Terms(kept=1), [Listed(1, "Local"), Listed(2, "Emploi partagé"), Listed(3, "Fonds")])
    """
    number = len(listed)
    if number < FEWEST:
        raise Refused("priorities-few", _FEW)
    if number > MOST:
        raise Refused("priorities-many", _MANY, number=number, most=MOST)
    if terms.is_budget:
        _check_budget(terms, listed)
        return
    if terms.kept > number:
        raise Refused("priorities-kept", _KEPT, kept=terms.kept, number=number)
    if terms.method == POINTS:
        _check_points(terms, number)


def _check_points(terms: Terms, number: int) -> None:
    figures: dict[str, Any] = {"most": terms.most, "points": terms.points, "least": terms.least, "number": number}
    if terms.most > terms.points:
        raise Refused("priorities-cap", _CAP, **figures)
    if terms.least > min(number, terms.points):
        raise Refused("priorities-spread", _SPREAD, **figures)
    if terms.most * number < terms.points:
        raise Refused("priorities-unspent", _UNSPENT, **figures)


def _check_budget(terms: Terms, listed: Sequence[Listed]) -> None:
    free = [one.title for one in listed if not one.planned_cents]
    if free:
        raise Refused("priorities-costs", _COSTS, actions=", ".join(free))
    least = min(one.planned_cents for one in listed)
    if terms.budget_cents < least:
        raise Refused("priorities-budget", _BUDGET, cost=Money(least))


def ballot_of(terms: Terms, listed: Sequence[Listed]) -> BallotPlan:
    """The ballot: the actions in an order drawn for each voter, each with its line; it may be changed until the closing.

    >>> plan = ballot_of(Terms("schulze", kept=1), [Listed(1, "Local"), Listed(2, "Emploi partagé")])
    >>> plan.opened_contest().ids, plan.opened_contest().seats
    (('a1', 'a2'), 1)
    """
    options = [{"id": one.option, "label": one.title} for one in listed]
    contest: dict[str, Any] = {"options": options}
    if terms.is_budget:
        contest["options"] = [
            option | {"cost_cents": one.planned_cents} for option, one in zip(options, listed, strict=True)
        ]
        contest["budget_cents"] = terms.budget_cents
    else:
        contest["seats"] = terms.kept
    if terms.method == JUDGMENT:
        contest |= {"grades": list(GRADES), "default_grade": 0}
    if terms.method == POINTS:
        contest["points"] = {"total": terms.points, "max_per_option": terms.most, "min_options": terms.least}
    details = {one.option: one.summary() for one in listed if one.summary()}
    return BallotPlan(terms.method, contest, details, shuffled=True, replaceable=True)
