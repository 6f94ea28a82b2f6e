"""Three assemblies: one held last year with its minutes, one convened for next month, one open tonight."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from foundation.kernel.audit import Actor
from foundation.kernel.clock import PARIS, day_of
from governance.models import AgendaItem, Assembly
from governance.rules.minutes_texts import MinutesTexts
from governance.rules.presence import Mode
from governance.services.assemblies import AssemblyDraft, ItemDraft, add_item, create_assembly
from governance.services.certification import certify_sheet
from governance.services.minutes import issue_minutes, write_minutes
from governance.services.notice import convene
from governance.services.presence import check_in, name_officer
from governance.services.proxies import ProxyDraft, register_proxy
from governance.services.session import close_session, deal_with, open_session
from governance.services.voting import close_vote, open_vote
from scic.demo.contests import efforts_item, election_item, hold_election
from scic.demo.founding import DemoMember, morning
from scic.demo.texts import last_year_items, next_month_items, tonight_items
from votes.queries import rights_at_desk
from votes.services.casting import cast_at_desk

PLACE = "Salle des Moulins, 4 place de la Halle imaginée, 35000 Rennes"
QUESTIONS = "questions@pole.example"


@dataclass(frozen=True)
class Evening:
    """Who holds an assembly, with whom: the chair's account acts."""

    actor: Actor
    chair: str
    secretary: str
    present: list[DemoMember]
    represented: list[tuple[DemoMember, DemoMember | None]]


def evening_of(members: list[DemoMember], *, every: int) -> Evening:
    """One member in `every` stays away; of those, some give a proxy, one of them without a name."""
    voting = members[:-1]
    absent = [one for rank, one in enumerate(voting) if rank % every == every - 1 and one.category != "salaries"]
    present = [one for one in voting if one not in absent]
    holders = [present[2], present[5], present[9]]
    represented: list[tuple[DemoMember, DemoMember | None]] = list(zip(absent, holders, strict=False))
    if len(absent) > len(holders):
        represented.append((absent[len(holders)], None))
    chair = voting[0]
    account = chair.account
    secretary = next(one for one in voting if one.category == "salaries")
    return Evening(Actor(account.id if account else None, chair.name), chair.name, secretary.name, present, represented)


def hold_last_year(members: list[DemoMember], today: date) -> None:
    """The annual assembly of last June, from notice to issued minutes."""
    start = datetime(today.year - 1, 6, 12, 18, 0, tzinfo=ZoneInfo(PARIS))
    there = [one for one in members if one.member.number <= 45]
    evening = evening_of([*there, members[-1]], every=4)
    assembly = _convened(
        "Assemblée générale ordinaire annuelle",
        (*last_year_items(today.year - 2), election_item(evening.present)),
        evening,
        start=start,
        notice=30,
    )
    at = start + timedelta(minutes=12)
    _gather(assembly, evening, start - timedelta(minutes=20))
    open_session(assembly, actor=evening.actor, at=at)
    for rank, item in enumerate(assembly.items):
        at += timedelta(minutes=17)
        _pass(assembly, item, evening, at, taste=rank)
    certify_sheet(assembly, actor=evening.actor, at=at + timedelta(minutes=19))
    close_session(assembly, actor=evening.actor, at=at + timedelta(minutes=20))
    _minutes(assembly, evening, at + timedelta(days=3))


def open_tonight(members: list[DemoMember], at: datetime) -> Assembly:
    """The session opened this evening: one point discussed, one resolution decided, the next one waiting."""
    start = (at - timedelta(minutes=35)).replace(minute=0 if at.minute < 35 else 30, second=0, microsecond=0)
    start = min(start, at - timedelta(minutes=20))
    evening = evening_of(members, every=3)
    assembly = _convened(
        "Assemblée générale ordinaire de mi-parcours",
        (*tonight_items(), efforts_item()),
        evening,
        start=start,
        notice=20,
    )
    _gather(assembly, evening, start - timedelta(minutes=10))
    open_session(assembly, actor=evening.actor, at=start + timedelta(minutes=3))
    first, second = assembly.items[:2]
    deal_with(assembly, first.id, actor=evening.actor, at=start + timedelta(minutes=9))
    _pass(assembly, second, evening, start + timedelta(minutes=12), taste=1)
    return assembly


def convene_next_month(members: list[DemoMember], at: datetime) -> Assembly:
    """A mixed assembly in a month; the notices have just left."""
    local = at.astimezone(ZoneInfo(PARIS))
    start = (local + timedelta(days=30)).replace(hour=18, minute=30, second=0, microsecond=0)
    evening = evening_of(members, every=3)
    return _convened(
        "Assemblée générale mixte", next_month_items(), evening, start=start, kind="mixed", notice=0, at=at
    )


def _convened(
    title: str,
    items: tuple[ItemDraft, ...],
    evening: Evening,
    *,
    start: datetime,
    kind: str = "ordinary",
    notice: int,
    at: datetime | None = None,
) -> Assembly:
    sent = at or morning((start - timedelta(days=notice)).date())
    draft = AssemblyDraft(title, kind, start, PARIS, PLACE, questions_email=QUESTIONS)
    assembly = create_assembly(draft, actor=evening.actor, at=sent - timedelta(days=1))
    for item in items:
        add_item(assembly, item, actor=evening.actor, at=sent - timedelta(days=1))
    convene(assembly, actor=evening.actor, at=sent)
    return assembly


def _gather(assembly: Assembly, evening: Evening, at: datetime) -> None:
    for seat, name, capacity in (
        ("chair", evening.chair, "présidente du conseil coopératif"),
        ("secretary", evening.secretary, "salariée, désignée par le bureau"),
        ("teller_1", evening.present[3].name, "associé volontaire"),
        ("teller_2", evening.present[4].name, "associée volontaire"),
    ):
        name_officer(assembly, seat, name, capacity=capacity, member_id=None, actor=evening.actor, at=at)
    for principal, holder in evening.represented:
        signed = day_of(at - timedelta(days=4))
        draft = ProxyDraft(principal.member.id, holder.member.id if holder else None, signed)
        register_proxy(assembly, draft, actor=evening.actor, at=at)
    for rank, one in enumerate(evening.present):
        mode = Mode.REMOTE if rank % 9 == 8 else Mode.IN_PERSON
        moment = at + timedelta(seconds=10 * rank)
        check_in(assembly, one.member.id, mode=mode, actor=evening.actor, at=moment)


def _pass(assembly: Assembly, item: AgendaItem, evening: Evening, at: datetime, *, taste: int) -> None:
    if not item.question:
        deal_with(assembly, item.id, actor=evening.actor, at=at)
        return
    if item.plan.secret:
        hold_election(assembly, item, actor=evening.actor, at=at)
        return
    box = open_vote(assembly, item.id, actor=evening.actor, at=at)
    rights = [right for right in rights_at_desk(box.id) if not right.cast]
    for rank, right in enumerate(rights):
        moment = at + timedelta(seconds=20 + 2 * rank)
        cast_at_desk(box.id, right.right_id, _choice(rank, taste), actor=evening.actor, at=moment)
    close_vote(assembly, item.id, actor=evening.actor, at=at + timedelta(minutes=4))


def _choice(rank: int, taste: int) -> str:
    """Mostly for; the fourth point divides the room."""
    if taste == 3:
        return ("for", "against", "against", "abstain", "against")[rank % 5]
    return "against" if rank % (7 + taste) == 5 else "abstain" if rank % 11 == 9 else "for"


def _minutes(assembly: Assembly, evening: Evening, at: datetime) -> None:
    debates = {
        str(item.id): "Plusieurs associés demandent des précisions, qui leur sont apportées en séance."
        for item in assembly.items
    }
    texts = MinutesTexts(debates=debates, documents="Rapport de gestion\nComptes annuels", signed_at="Rennes")
    write_minutes(assembly, texts, seen_revision=0, actor=evening.actor, at=at)
    issue_minutes(assembly, actor=evening.actor, at=at + timedelta(minutes=30))
