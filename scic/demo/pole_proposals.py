"""The proposal of the demonstration: four versions before the cooperative, each before a body, and one revision under way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from foundation.kernel.audit import Actor
from governance.models import Body
from governance.rules.bodies import BodyKind, SeatRole, Verdict
from governance.services.bodies import BodyDraft, SeatDraft, found_body, seat
from pole.programme.models import Action
from pole.programme.queries.actions import last_revision
from pole.programme.services.actions import draft_of, write_action
from pole.programme.services.proposals import (
    VersionDraft,
    add_proposal,
    begin_version,
    enter_verdict,
    put_version,
    write_version,
)
from scic.demo.founding import DemoMember, founding_day, morning
from scic.demo.people import person_name
from scic.demo.pole_programme_texts import ACTIONS

QUESTION = "À quoi les acteurs de l’économie sociale feront-ils face dans les trois à cinq ans\u202f?"
STEERING, FOLLOW_UP, COMMITTEE = "Comité de pilotage du projet", "Groupe de suivi du projet", "Comité du programme"
# Before the third version some actions said less: what they said then.
EARLIER: dict[int, str] = {
    7: "Des tours de table à partir de cas concrets.",
    9: "Un annuaire des salles libres.",
    11: "Le pôle accompagne les projets émergents.",
}
CONTENT = (
    "Le pôle réunit les structures autour de questions réelles\u00a0: chacun apporte, chacun reçoit.\n"
    "Deux façons de travailler\u00a0: l’atelier saisonnier et la concertation."
)
SIZING = "Deux permanents, un équivalent temps plein et demi\u202f; 115\u202f000\u00a0€ la première année."
PLACE = "Le lieu est partagé avec d’autres structures, près d’une gare."
STATUS = (
    "La forme est celle d’une société coopérative d’intérêt collectif (SCIC), à cinq collèges.\n"
    "Des conventions lient le pôle aux territoires voisins et aux financeurs\u202f; deux recrutements suivent la création."
)


@dataclass(frozen=True)
class Told:
    """A version: month and day before the founding year, the body, what it decided and why."""

    on: tuple[int, int]
    text: str
    changes: str
    body: str
    verdict: Verdict
    motives: str


VERSIONS: tuple[Told, ...] = (
    Told(
        (5, 14),
        CONTENT,
        "",
        FOLLOW_UP,
        Verdict.VALIDATED,
        "Les cinq responsables retrouvent ce qui a été dit dans les ateliers et les entretiens.",
    ),
    Told(
        (7, 3),
        CONTENT,
        "Les acteurs ressources ajoutent le portage de projets, les groupements émergents et deux outils de financement.",
        STEERING,
        Verdict.REFUSED,
        "Dix-sept actions sans ordre ni chiffrage\u00a0: le comité demande des priorités et un budget.",
    ),
    Told(
        (9, 18),
        f"{CONTENT}\n{SIZING}\n{PLACE}",
        "Chaque action a sa priorité\u202f; le chiffrage et le choix du lieu sont écrits\u202f; les jeunes entrent au programme.",
        STEERING,
        Verdict.AMENDED,
        "Contenu et chiffrage validés. À préciser avant la mise en œuvre\u00a0: statut, financeurs, territoires voisins.",
    ),
    Told(
        (12, 11),
        f"{CONTENT}\n{SIZING}\n{PLACE}\n{STATUS}",
        "Le statut, les liens avec les autres territoires, les financeurs et les recrutements sont écrits.",
        STEERING,
        Verdict.VALIDATED,
        "Le comité constate que ses demandes sont satisfaites et confie la mise en œuvre à la coopérative.",
    ),
)
FIRST = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14, 15)


def write_proposals(members: list[DemoMember], actions: Sequence[Action], today: date) -> None:
    """V1 to V4 in the year before the founding day, then the revision that a committee has before it."""
    chair = members[0]
    actor = Actor(chair.account.id if chair.account else None, chair.name)
    year = founding_day(today).year - 1
    bodies = {
        FOLLOW_UP: _body(FOLLOW_UP, BodyKind.FOLLOW_UP, year, 5, actor=actor),
        STEERING: _body(STEERING, BodyKind.STEERING, year, 9, actor=actor),
    }
    _first_words(actions, year, actor)
    proposal = add_proposal("Programme d’actions du pôle", QUESTION, actor=actor, at=morning(date(year, 3, 2)))
    for number, told in enumerate(VERSIONS, 1):
        day = date(year, *told.on)
        if number == 3:
            _last_words(actions, day - timedelta(days=20), actor)
        by: dict[str, Any] = {"actor": actor, "at": morning(day - timedelta(days=12))}
        version = begin_version(proposal, **by)
        write_version(version, VersionDraft(told.text, told.changes, _held(number, actions)), **by)
        put = put_version(version, bodies[told.body], day, **by)
        enter_verdict(put, told.verdict, motives=told.motives, actor=actor, at=morning(day + timedelta(days=1)))
    _revise(actions, today, actor)


def _held(number: int, actions: Sequence[Action]) -> Mapping[int, int]:
    """The actions of a version: thirteen at first, then all but the one for the young, then all, with their priority."""
    if number == 1:
        return {actions[one - 1].id: 0 for one in FIRST}
    if number == 2:
        return {one.id: 0 for one in actions if one.number != 16}
    given = {one.id: told.priority for one, told in zip(actions, ACTIONS, strict=True)}
    return given | ({actions[8].id: 1} if number == 3 else {})


def _first_words(actions: Sequence[Action], year: int, actor: Actor) -> None:
    for number, text in EARLIER.items():
        _write(actions[number - 1], text, date(year, 2, 20), actor)


def _last_words(actions: Sequence[Action], day: date, actor: Actor) -> None:
    for number in EARLIER:
        _write(actions[number - 1], ACTIONS[number - 1].text, day, actor)


def _write(action: Action, text: str, day: date, actor: Actor) -> None:
    draft = replace(draft_of(last_revision(action)), text=text)
    write_action(action, draft, actor=actor, at=morning(day))


def _body(name: str, kind: BodyKind, year: int, seats: int, *, actor: Actor) -> Body:
    """A body of the time of the project, which ended as the cooperative began."""
    first = date(year, 1, 15)
    draft = BodyDraft(name, kind, first, "A accompagné l’étude de création du pôle.", date(year + 1, 1, 31))
    body = found_body(draft, actor=actor, at=morning(first))
    for rank in range(seats):
        role = SeatRole.MEMBER if rank else SeatRole.CHAIR
        named = SeatDraft(" ".join(person_name(20 + rank + seats)), role)
        seat(body, named, first, actor=actor, at=morning(first))
    return body


def _revise(actions: Sequence[Action], today: date, actor: Actor) -> None:
    """A revision at mid-term: refused words mended, the second version before a committee that meets next week."""
    first = founding_day(today)
    committee = found_body(
        BodyDraft(COMMITTEE, BodyKind.COMMITTEE, first, "Prépare les révisions du programme."),
        actor=actor,
        at=morning(first),
    )
    for rank in range(4):
        role = SeatRole.MEMBER if rank else SeatRole.CHAIR
        draft = SeatDraft(" ".join(person_name(3 + rank)), role)
        seat(committee, draft, first, actor=actor, at=morning(first))
    day = today - timedelta(days=30)
    proposal = add_proposal("Révision du programme à mi-parcours", actor=actor, at=morning(day))
    kept = {one.id: told.priority for one, told in zip(actions, ACTIONS, strict=True) if one.number not in (2, 10, 17)}
    told = (
        "Les actions terminées sortent du programme\u202f; le mécénat de proximité y devient prioritaire.",
        "Les actions terminées sortent du programme\u202f; le mécénat de proximité y attend un partenaire.",
    )
    version = begin_version(proposal, actor=actor, at=morning(day))
    first_draft = VersionDraft(told[0], "", kept | {actions[17].id: 1})
    write_version(version, first_draft, actor=actor, at=morning(day))
    put = put_version(version, committee, day + timedelta(days=6), actor=actor, at=morning(day + timedelta(days=1)))
    why = "Aucune entreprise ne s’est encore engagée\u00a0: l’action reste en attente."
    enter_verdict(put, Verdict.AMENDED, motives=why, actor=actor, at=morning(day + timedelta(days=7)))
    by: dict[str, Any] = {"actor": actor, "at": morning(day + timedelta(days=14))}
    second = begin_version(proposal, **by)
    write_version(second, VersionDraft(told[1], "Ce que le comité a demandé.", kept), **by)
    put_version(second, committee, today + timedelta(days=7), **by)
