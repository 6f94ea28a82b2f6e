"""What members of the demonstration ask for in their own space: shares, a transfer, a correction; none answered yet."""

from datetime import date, timedelta

from foundation.kernel.audit import Actor
from membership.services import wishes
from scic.demo.founding import DemoMember, morning
from shares.services.demanding import Wish, ask_shares, ask_transfer

CHAIR, TAKER, GIVER, STRUCTURE, MARRIED = 1, 3, 7, 20, 5


def ask_for_things(members: list[DemoMember], today: date) -> None:
    """The chair takes four shares more, a structure many, a volunteer passes two on, another changed names."""
    by_number = {one.member.number: one for one in members}
    _shares(by_number[CHAIR], 4, today - timedelta(days=4), "Je renforce ma participation.")
    _shares(by_number[STRUCTURE], 300, today - timedelta(days=3), "Pour le nouvel atelier, décidé par notre conseil.")
    giver, day = by_number[GIVER], today - timedelta(days=2)
    wish = Wish(member_id=giver.member.id, once=f"demonstration-cession-{GIVER}", asked_on=day, motive="À un voisin.")
    ask_transfer(wish, by_number[TAKER].member.id, 2, actor=_actor(giver), at=morning(day))
    married, day = by_number[MARRIED], today - timedelta(days=1)
    wishes.propose(
        married.member,
        {"usage_name": "Dréanoret-Quiniou"},
        once=f"demonstration-nom-{MARRIED}",
        words="Je me suis marié, voici l’acte.",
        actor=_actor(married),
        at=morning(day),
    )


def _shares(one: DemoMember, shares: int, day: date, words: str) -> None:
    wish = Wish(member_id=one.member.id, once=f"demonstration-parts-{one.member.number}", asked_on=day, motive=words)
    ask_shares(wish, shares, actor=_actor(one), at=morning(day))


def _actor(one: DemoMember) -> Actor:
    return Actor(one.account.id if one.account else None, one.account.name if one.account else one.name)
