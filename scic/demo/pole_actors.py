"""The territory of the demonstration: its board, its directory, protocols, project holders, the choice of its home."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from foundation.documents.deposits import deposit
from foundation.kernel.audit import Actor as By
from governance.models import Body, Decision
from governance.queries.bodies import meetings_of
from governance.queries.tasks import task_or_404
from governance.rules.bodies import BodyKind, SeatRole, Verdict
from governance.rules.tasks import TaskState
from governance.services.bodies import BodyDraft, MeetingDraft, SeatDraft, found_body, hold_meeting, seat
from governance.services.following import follow, subject_of_decision
from governance.services.tasks import TaskDraft, TaskNews, tell_task, write_task
from pole.actors.models import Actor
from pole.actors.queries.places import choice_or_404
from pole.actors.queries.protocols import protocol_on
from pole.actors.queries.referrals import referral_or_404
from pole.actors.rules.protocols import ReviewOutcome
from pole.actors.rules.words import ActorType
from pole.actors.services.directory import ActorDraft, LinkDraft, link, write_actor
from pole.actors.services.places import (
    Choosing,
    Judged,
    PlaceDraft,
    add_criterion,
    decide,
    judge,
    open_choice,
    write_place,
)
from pole.actors.services.protocols import ProtocolDraft, ReviewDraft, review, write_protocol
from pole.actors.services.referrals import ReferralDraft, StepDraft, receive, tell_step
from pole.programme.models import Action
from scic.demo.founding import DemoMember, founding_day, morning
from scic.demo.people import ORGANISATIONS, person_name
from scic.demo.pole_actors_texts import (
    ABOUT,
    AREA,
    ASSOCIATIONS,
    CAME,
    CRITERIA,
    DRAFT,
    FOUND,
    LINKS,
    ORIENTATION,
    OTHERS,
    PLACES,
    SENT_TO,
)
from scic.demo.pole_files import one_page

TYPES = {"structures": ActorType.ESS, "collectivites": ActorType.PUBLIC, "financeurs": ActorType.FUNDER}
BOARD = "Conseil d’administration"
SEATS = 9


def settle_territory(
    members: list[DemoMember], by_name: dict[str, Actor], actions: Sequence[Action], today: date
) -> None:
    """Everything of the territory, from the choice of the first home to the protocols of today."""
    chair = members[0]
    actor = By(chair.account.id if chair.account else None, chair.name)
    first = founding_day(today)
    board = _board(members, first, today, actor)
    _protocols(by_name, members, today, actor)
    _project_holders(by_name, first, today, actor)
    _home(board, actions, chair, today, actor=actor)


def _board(members: list[DemoMember], first: date, today: date, actor: By) -> Body:
    """The board since the first day: seats of members, a meeting each fourth month, one to come."""
    by: dict[str, Any] = {"actor": actor, "at": morning(first)}
    draft = BodyDraft(BOARD, BodyKind.BOARD, first, "Conduit la coopérative entre deux assemblées.")
    board = found_body(draft, **by)
    seated = [one for one in members if one.member.person_id is not None][:SEATS]
    for rank, one in enumerate(seated):
        role = SeatRole.MEMBER if rank else SeatRole.CHAIR
        seat(board, SeatDraft(one.name, role, one.member.person_id), first, **by)
    present = "\n".join(one.name for one in seated)
    days = [date(year, month, 12) for year in range(first.year, today.year + 1) for month in (2, 6, 10)]
    for day in [one for one in days if one <= today] + [today + timedelta(days=16)]:
        told = MeetingDraft(
            "Salle des Moulins", "Suivi du programme\nBudget\nQuestions diverses", present if day <= today else ""
        )
        hold_meeting(board, day, told, actor=actor, at=morning(min(day, today)))
    return board


def write_directory(members: list[DemoMember], today: date) -> dict[str, Actor]:
    """The member organisations and the others, by name, with who works with whom."""
    chair, first = members[0], founding_day(today)
    by: dict[str, Any] = {"actor": By(chair.account.id if chair.account else None, chair.name), "at": morning(first)}
    levels = {one.name: one.ess_level for one in ORGANISATIONS}
    found: dict[str, Actor] = {}
    for one in members:
        if one.member.organisation_id is not None and one.category in TYPES and one.name in levels:
            draft = ActorDraft(one.name, TYPES[one.category], levels[one.name], one.member.organisation_id, AREA)
            found[one.name] = write_actor(draft, **by)
    for name, kind, level, territory, purpose in OTHERS:
        found[name] = write_actor(ActorDraft(name, kind, level, None, territory, purpose), **by)
    for name, other, how, text in LINKS:
        if name in found and (not other or other in found):
            link(found[name], LinkDraft(found[other].id if other else None, how, first, text), **by)
    return found


def _protocols(by_name: dict[str, Actor], members: list[DemoMember], today: date, actor: By) -> None:
    """One well reviewed, one whose review is late, one to be signed."""
    owner = next((one for one in members if one.category == "salaries" and one.account), members[0])
    who: dict[str, Any] = {"owner_account_id": owner.account.id if owner.account else None, "owner_name": owner.name}
    starts = today - timedelta(days=2 * 365 - 20)
    shops = tuple(
        by_name[name].id for name in ("Boutique de gestion (BDI)", "Chambre de commerce et d’industrie (CCI)")
    )
    told: dict[str, Any] = {"starts_on": starts, "signed_on": starts - timedelta(days=9), **who}
    at = morning(starts)
    main = write_protocol(
        ProtocolDraft(ORIENTATION, parties=shops, about=ABOUT[ORIENTATION][0], rules=ABOUT[ORIENTATION][1],
                      ends_on=today + timedelta(days=365 + 75), **told), actor=actor, at=at)  # fmt: skip
    paper = one_page(ORIENTATION, ("Signé par les trois parties.", f"Le {starts:%d/%m/%Y}."))
    deposit(paper, about=main.subject, title="Protocole signé", actor=actor, at=at)
    day = starts + timedelta(days=360)
    reviewed = ReviewDraft(day, FOUND[0], ReviewOutcome.CONTINUE, "Responsables techniques et élus des trois maisons")
    review(protocol_on(main.id, day), reviewed, actor=actor, at=morning(day))
    late = today - timedelta(days=400)
    write_protocol(
        ProtocolDraft(ASSOCIATIONS, late, (by_name["Centre de ressources de la vie associative (CRVA)"].id,),
                      *ABOUT[ASSOCIATIONS], signed_on=late, **who), actor=actor, at=morning(late))  # fmt: skip
    write_protocol(
        ProtocolDraft(DRAFT, today + timedelta(days=40), (by_name["GEDES"].id,), *ABOUT[DRAFT]),
        actor=actor, at=morning(today - timedelta(days=5)))  # fmt: skip


def _project_holders(by_name: dict[str, Actor], first: date, today: date, actor: By) -> None:
    """A few people each year, sent on, and what became of them."""
    for years in range(3):
        for rank, (theme, project, sent, outcome) in enumerate(CAME[: 6 + years]):
            came = date(first.year + years, 1, 20) + timedelta(days=rank * 29)
            if came > today - timedelta(days=3):
                continue
            name = " ".join(person_name(30 + years * 9 + rank))
            contact = f"projet{years}{rank}@exemple.fr"
            by: dict[str, Any] = {"actor": actor, "at": morning(came)}
            row = receive(ReferralDraft(came, name, contact, project, theme, AREA), **by)
            if sent is not None:
                tell_step(referral_or_404(row.id), StepDraft(came, actor_id=by_name[SENT_TO[sent]].id), **by)
            later = came + timedelta(days=150)
            if outcome is not None and later <= today:
                tell_step(referral_or_404(row.id), StepDraft(later, outcome=outcome), actor=actor, at=morning(later))


def _home(board: Body, actions: Sequence[Action], chair: DemoMember, today: date, *, actor: By) -> None:
    """Where the pole lives: three places compared, one chosen by the board, and what the decision asked for since."""
    first = founding_day(today)
    day = date(first.year, 2, 12)
    by: dict[str, Any] = {"actor": actor, "at": morning(day - timedelta(days=20))}
    choice = open_choice("Le siège du pôle", "Deux bureaux, une salle de réunion, ouverte le soir.", **by)
    criteria = [add_criterion(choice, label, weight, **by) for label, weight in CRITERIA]
    for name, address, cents, text, marks in PLACES:
        place = write_place(choice, PlaceDraft(name, address, text, cents), **by)
        told = {one.id: Judged(mark, why) for one, (mark, why) in zip(criteria, marks, strict=True)}
        judge(choice, place, told, **by)
    meeting = next(one for one in meetings_of(board) if one.held_on == day)
    chosen = Choosing(meeting, choice.places[0], Verdict.VALIDATED, "L’accès et le voisinage l’emportent sur le loyer.")
    decision = decide(choice_or_404(choice.id), chosen, actor=actor, at=morning(day))
    _asked_for(decision, actions, chair, (day, today), actor=actor)


def _asked_for(
    decision: Decision, actions: Sequence[Action], chair: DemoMember, days: tuple[date, date], *, actor: By
) -> None:
    """Three things to do: one done, one under way and late, one carried out by an action of the programme."""
    day, today = days
    by: dict[str, Any] = {"actor": actor, "at": morning(day)}
    shared = next((one for one in actions if one.number == 9), actions[0])
    drafts = (
        TaskDraft("Signer le bail", "Le conseil", day + timedelta(days=45)),
        TaskDraft("Ouvrir la salle le soir aux associations", "La coordination", today - timedelta(days=20)),
        TaskDraft("Partager les locaux avec d’autres structures", chair.name, None, shared.subject),
    )
    tasks = [write_task(decision, draft, **by) for draft in drafts]
    news = (
        (0, TaskNews(TaskState.DONE, 100, "Bail de neuf ans signé avec la commune.", day + timedelta(days=40))),
        (1, TaskNews(TaskState.UNDER_WAY, 30, "Le règlement de la salle est écrit.", day + timedelta(days=200))),
        (1, TaskNews(TaskState.UNDER_WAY, 60, "Il manque l’accord de l’assureur.", today - timedelta(days=60))),
    )
    for rank, told in news:
        tell_task(task_or_404(decision, tasks[rank].id), told, actor=actor, at=morning(max(told.on, day)))
    if chair.account:
        follow(chair.account.id, subject_of_decision(decision), at=morning(day))
