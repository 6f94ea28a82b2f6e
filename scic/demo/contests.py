"""Votes among options in the demonstration: an election by secret ballot last year, points to share out tonight."""

from datetime import datetime, timedelta
from itertools import combinations

from sqlalchemy import select

from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from governance.models import AgendaItem, Assembly
from governance.queries.floor import floor_at
from governance.services.assemblies import ItemDraft
from governance.services.drafting import colleges_on, lines_on, plan_of
from governance.services.voting import close_vote, open_vote
from scic.demo.founding import DemoMember
from votes.models import Box, Hand
from votes.queries.small_counts import small_counts
from votes.receipts import new_receipt
from votes.rules.plans import BallotPlan
from votes.rules.secrecy import SmallGroup, SmallGroupWay
from votes.rules.small_groups import small_colleges
from votes.services.act_writing import Acting
from votes.services.acts import confirm_few
from votes.services.casting import Secretly, cast

CANDIDATES, SEATS = 5, 3
WORDS = (
    "Suit les ateliers saisonniers depuis leur première édition.",
    "Souhaite ouvrir le pôle aux habitants du quartier nord.",
    "Tient les comptes de deux associations voisines.",
    "Anime la concertation sur la mutualisation des locaux.",
    "Première candidature, pour faire entendre les plus petites structures.",
)
EFFORTS = (
    ("Gestion des structures existantes", "Qualité de service, communication, ressources humaines, bénévolat."),
    ("Services aux structures", "Financement, mutualisation d’emplois et de locaux."),
    ("Besoins nouveaux", "Portage et accompagnement de projets émergents."),
    ("Capitalisation et diffusion", "Garder la trace de ce qui a réussi, et le faire connaître."),
    ("Représentation de l’économie sociale et solidaire", "Auprès des collectivités et des financeurs."),
)
ACCEPTED = "Ses membres acceptent, par écrit, que le total laisse deviner leur vote."


def election_item(members: list[DemoMember]) -> ItemDraft:
    """Three seats of the cooperative council among five persons, by secret approval."""
    people = [one for one in members if one.member.person_id is not None][3 : 3 + CANDIDATES]
    ids = {f"o{place}": one for place, one in enumerate(people, 1)}
    plan = BallotPlan(
        method="approval",
        contest={
            "options": [{"id": option, "label": one.name} for option, one in ids.items()],
            "seats": SEATS,
            "marks": {"max": SEATS},
        },
        details=dict(zip(ids, WORDS, strict=False)),
        members={option: one.member.number for option, one in ids.items()},
        shuffled=True,
        secret=True,
        subject="election",
    )
    text = "L’assemblée générale élit trois membres du conseil coopératif pour trois ans."
    return ItemDraft("Renouvellement d’un tiers du conseil coopératif", text, "ordinary", plan=plan)


def efforts_item() -> ItemDraft:
    """Ten points to share out among what the cooperative could work on."""
    ids = [f"o{place}" for place, _ in enumerate(EFFORTS, 1)]
    plan = BallotPlan(
        method="points",
        contest={
            "options": [{"id": option, "label": label} for option, (label, _) in zip(ids, EFFORTS, strict=True)],
            "seats": 2,
            "points": {"total": 10, "max_per_option": 6, "min_options": 2},
        },
        details={option: more for option, (_, more) in zip(ids, EFFORTS, strict=True)},
        shuffled=True,
        replaceable=True,
    )
    text = "L’assemblée générale choisit les deux axes sur lesquels le pôle porte son effort l’an prochain."
    return ItemDraft("Où porter l’effort l’an prochain", text, "ordinary", replaceable=True, plan=plan)


def hold_election(assembly: Assembly, item: AgendaItem, *, actor: Actor, at: datetime) -> None:
    """Everybody who has an account votes for two or three candidates; small colleges accepted that secrecy is limited."""
    floor = floor_at(assembly, at)
    plan = plan_of(item, floor)
    small = small_colleges(colleges_on(floor), list(lines_on(floor)), plan.minimum_group)
    groups = {one.id: SmallGroup(SmallGroupWay.LIMITED, reason=ACCEPTED) for one in small}
    box = open_vote(assembly, item.id, actor=actor, at=at, groups=groups)
    _fill(box, at)
    if small_counts(box):
        confirm_few(box.id, Acting(actor, at + timedelta(minutes=5), "Le bureau, après lecture des effectifs."))
    close_vote(assembly, item.id, actor=actor, at=at + timedelta(minutes=6))


def _fill(box: Box, at: datetime) -> None:
    options = [one["id"] for one in box.contest["options"]]
    tastes = [list(pair) for size in (2, 3) for pair in combinations(options, size)]
    hands = select(Hand.right_id, Hand.account_id).where(Hand.box_id == box.id).order_by(Hand.id)
    first: dict[int, int] = {}
    for right_id, account_id in db.session.execute(hands):
        first.setdefault(right_id, account_id)
    for rank, (right_id, account_id) in enumerate(first.items()):
        choice = tastes[(rank * 7 + rank % 3) % len(tastes)]
        moment = at + timedelta(seconds=20 + 4 * rank)
        cast(box.id, right_id, choice, account_id=account_id, at=moment, secretly=Secretly(new_receipt(), warned=True))
