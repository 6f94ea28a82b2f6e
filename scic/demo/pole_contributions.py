"""What stands behind the programme of the demonstration: collected before it was written, tied, merged or set aside since."""

from collections.abc import Sequence
from datetime import date, timedelta

from foundation.kernel.audit import Actor
from pole.programme.models import Action, Contribution
from pole.programme.rules.contributions import ContributionKind
from pole.programme.services.contributions import (
    ContributionDraft,
    collect,
    merge_contributions,
    put_behind,
    set_aside,
)
from scic.demo.founding import DemoMember, founding_day, morning
from scic.demo.people import person_name
from scic.demo.pole_contributions_texts import (
    ASIDE,
    DOCUMENTS,
    IDEAS,
    INTERVIEWS,
    SAME,
    VIEWPOINTS,
    WORKSHOPS,
    Said,
)

KINDS: tuple[tuple[ContributionKind, Sequence[Said]], ...] = (
    (ContributionKind.VIEWPOINT, VIEWPOINTS),
    (ContributionKind.INTERVIEW, INTERVIEWS),
    (ContributionKind.DOCUMENT, DOCUMENTS),
    (ContributionKind.WORKSHOP, WORKSHOPS),
)
COLLECTED_FROM = timedelta(days=325)
READ = timedelta(days=235)
SPOKEN = {ContributionKind.VIEWPOINT, ContributionKind.INTERVIEW}


def collect_contributions(members: list[DemoMember], actions: Sequence[Action], today: date) -> list[Contribution]:
    """Everything that was said, by number, then the ideas that members gave online."""
    chair = members[0]
    actor = Actor(chair.account.id if chair.account else None, chair.name)
    first = founding_day(today) - COLLECTED_FROM
    told = [(kind, one) for kind, some in KINDS for one in some]
    made = [_collected(rank, kind, one, first, actor=actor) for rank, (kind, one) in enumerate(told)]
    _sorted_out(made, [one for _kind, one in told], actions, founding_day(today) - READ, actor=actor)
    return [*made, *_ideas(members, actions, today, actor)]


def _collected(rank: int, kind: ContributionKind, said: Said, first: date, *, actor: Actor) -> Contribution:
    origin, need, title, _action = said
    day = first + timedelta(days=rank)
    name = " ".join(person_name(60 - rank % 55)) if kind in SPOKEN else ""
    draft = ContributionDraft(kind=kind, title=title, need=need, origin=origin, person_name=name, given_on=day)
    return collect(draft, actor=actor, at=morning(day))


def _sorted_out(
    made: Sequence[Contribution], told: Sequence[Said], actions: Sequence[Action], day: date, *, actor: Actor
) -> None:
    merged = {number for number, _into, _why in SAME}
    for one, (_origin, _need, _title, action) in zip(made, told, strict=True):
        if action and one.number not in merged:
            put_behind(one, actions[action - 1], on=day, actor=actor, at=morning(day))
    for number, into, why in SAME:
        merge_contributions(made[number - 1], made[into - 1], on=day, text=why, actor=actor, at=morning(day))
    for number, why in ASIDE:
        set_aside(made[number - 1], why, on=day, actor=actor, at=morning(day))


def _ideas(members: list[DemoMember], actions: Sequence[Action], today: date, reader: Actor) -> list[Contribution]:
    """Members with an account, one idea each, read a fortnight later."""
    structures = [one for one in members if one.account is not None and one.category == "structures"]
    volunteers = [one for one in members[3:] if one.account is not None and one.category == "benevoles"]
    givers = [structures[0], volunteers[0], volunteers[1], volunteers[2], structures[0]]
    made = []
    for giver, (days, title, text, need, action, why) in zip(givers, IDEAS, strict=True):
        day = today - timedelta(days=days)
        account = giver.account.id if giver.account else None
        draft = ContributionDraft(
            kind=ContributionKind.IDEA, title=title, text=text, need=need, person_name=giver.name, given_on=day
        )
        one = collect(draft, account_id=account, actor=Actor(account, giver.name), at=morning(day))
        made.append(one)
        read = day + timedelta(days=14)
        if action:
            put_behind(one, actions[action - 1], on=read, actor=reader, at=morning(read))
        elif why:
            set_aside(one, why, on=read, actor=reader, at=morning(read))
    return made
