"""How a question will be put to the vote, as it is prepared: method, options, secrecy, what settles a tie.

A plan is data that the agenda of an assembly or a consultation keeps with its question; a box is opened from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from votes.rules.asked_words import AskedSaid, asked_of_names
from votes.rules.ballot_choices import RESOLUTION, contest_of_data
from votes.rules.contest import Contest
from votes.rules.method_words import METHOD_WORDS
from votes.rules.roll import CONTESTABLE_DAYS
from votes.rules.secrecy import USUAL_GROUP, Secrecy, SmallGroup, secrecy_from_json
from votes.rules.tie_choice import TIE_WORDS, TieAnswer, TieFacts, with_tie_answer


@dataclass(frozen=True)
class BallotPlan:
    """`contest`: in the keys of the count file, without what settles a tie; empty for a resolution.

    `subject`: what the statutes may require secrecy of ("election", "removal", "exclusion"; empty for anything else).
    `details`: more about each option, by its id. `members`: the number of the member whom an option names, by its id;
    age and seniority are then read from the register when the vote opens. `shuffled`: each voter sees the options in an
    order drawn for them. `tie_days`: what orders the options that name no member; `tie_seed`: the text published for a lot.
    `colleges`: those to which alone it is put, by id with the name they had when they were chosen; none: everybody.
    `contestable_days`: how long after its publication the result may be contested.
    """

    method: str = RESOLUTION
    contest: Mapping[str, Any] = field(default_factory=dict)
    details: Mapping[str, str] = field(default_factory=dict)
    shuffled: bool = False
    secret: bool = False
    minimum_group: int = USUAL_GROUP
    groups: Mapping[str, SmallGroup] = field(default_factory=dict)
    replaceable: bool = False
    tie_answer: TieAnswer = TieAnswer.NONE
    tie_days: Mapping[str, date] = field(default_factory=dict)
    tie_seed: str = ""
    subject: str = ""
    members: Mapping[str, int] = field(default_factory=dict)
    colleges: Mapping[str, str] = field(default_factory=dict)
    contestable_days: int = CONTESTABLE_DAYS

    def as_json(self) -> dict[str, Any]:
        """As it is kept.

        >>> plan_from_json(BallotPlan(secret=True).as_json()).secret
        True
        """
        return {
            "method": self.method,
            "subject": self.subject,
            "contest": dict(self.contest),
            "details": dict(self.details),
            "members": dict(self.members),
            "shuffled": self.shuffled,
            "secret": self.secret,
            "secrecy": Secrecy(self.minimum_group, self.groups).as_json(),
            "replaceable": self.replaceable,
            "tie_answer": str(self.tie_answer),
            "tie_days": {option: day.isoformat() for option, day in self.tie_days.items()},
            "tie_seed": self.tie_seed,
            "contestable_days": self.contestable_days,
            "colleges": [{"id": key, "name": name} for key, name in self.colleges.items()],
        }

    @property
    def method_name(self) -> str:
        """The method in plain words, an English msgid.

        >>> BallotPlan().method_name
        'For, against or abstain'
        """
        return METHOD_WORDS[self.method].name

    @property
    def tie_words(self) -> str:
        """What settles a tie, an English msgid.

        >>> BallotPlan(tie_answer=TieAnswer.AGE).tie_words
        'Age: the eldest is preferred'
        """
        return TIE_WORDS[self.tie_answer]

    @property
    def asked(self) -> AskedSaid | None:
        """To which colleges alone it is put; None: to everybody.

        >>> BallotPlan().asked is None
        True
        """
        return asked_of_names(list(self.colleges.values()))

    def opened_contest(self) -> Contest | None:
        """The contest with its tie rule; None for a resolution. Raises Refused where a tie could not be settled as said.

        >>> BallotPlan("plurality", {"options": [{"id": "A"}, {"id": "B"}]}).opened_contest().ids
        ('A', 'B')
        """
        if self.method == RESOLUTION:
            return None
        contest = contest_of_data(self.method, self.contest)
        return with_tie_answer(contest, self.tie_answer, TieFacts(self.tie_days, self.tie_seed))

    def secrecy(self) -> Secrecy | None:
        """What the vote promises of secrecy; None for an open vote.

        >>> BallotPlan().secrecy() is None
        True
        """
        return Secrecy(self.minimum_group, self.groups) if self.secret else None

    def paper(self) -> dict[str, Any]:
        """What the ballot shows besides its contest.

        >>> BallotPlan(shuffled=True).paper()
        {'details': {}, 'shuffled': True}
        """
        return {"details": dict(self.details), "shuffled": self.shuffled}


def plan_from_json(data: Mapping[str, Any]) -> BallotPlan:
    """A plan as it was kept; an empty one is a resolution by open vote.

    >>> plan_from_json({}).method
    'resolution'
    """
    if not data:
        return BallotPlan()
    kept = secrecy_from_json(data["secrecy"]) or Secrecy()
    return BallotPlan(
        method=data["method"],
        contest=data["contest"],
        details=data["details"],
        shuffled=data["shuffled"],
        secret=data["secret"],
        minimum_group=kept.minimum_group,
        groups=kept.groups,
        replaceable=data["replaceable"],
        tie_answer=TieAnswer(data["tie_answer"]),
        tie_days={option: date.fromisoformat(day) for option, day in data["tie_days"].items()},
        tie_seed=data["tie_seed"],
        subject=data["subject"],
        members=data["members"],
        contestable_days=data.get("contestable_days", CONTESTABLE_DAYS),
        colleges={one["id"]: one["name"] for one in data.get("colleges", ())},
    )
