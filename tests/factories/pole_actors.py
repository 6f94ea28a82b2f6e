"""The territory for tests: a few actors, a protocol in force, a choice among two places."""

from datetime import UTC, date, datetime

from foundation.kernel.audit import SYSTEM
from membership.models.identity import Organisation
from pole.actors.models import Actor, PlaceChoice, Protocol
from pole.actors.rules.words import ActorType
from pole.actors.services.directory import ActorDraft, write_actor
from pole.actors.services.places import Judged, PlaceDraft, add_criterion, judge, open_choice, write_place
from pole.actors.services.protocols import ProtocolDraft, write_protocol
from tests.states import prepared

AT = datetime(2026, 3, 3, 9, tzinfo=UTC)
BY = {"actor": SYSTEM, "at": AT}
SIGNED = date(2026, 1, 5)
STARTS = date(2026, 2, 1)
ENDS = date(2028, 1, 31)


def make_actor(
    name: str = "Boutique de gestion", kind: ActorType = ActorType.RESOURCE, record: Organisation | None = None, **more
) -> Actor:
    """An actor of the directory, of the register where `record` is given."""
    return write_actor(ActorDraft(name, kind, organisation_id=record.id if record else None, **more), **BY)


@prepared
def directory() -> dict[str, Actor]:
    """Four actors, of four types, by name."""
    written = (
        ("Épicerie Le Panier", ActorType.ESS, 0),
        ("Boutique de gestion", ActorType.RESOURCE, None),
        ("Région", ActorType.PUBLIC, None),
        ("Fondation Terres", ActorType.FUNDER, None),
    )
    return {name: make_actor(name, kind, ess_level=level) for name, kind, level in written}


def make_protocol(*parties: Actor, **changes: object) -> Protocol:
    """A protocol in force for two years, with some actors."""
    given: dict[str, object] = {
        "title": "Accueil des porteurs de projet",
        "starts_on": STARTS,
        "ends_on": ENDS,
        "signed_on": SIGNED,
        "about": "Accueillir et orienter ensemble.",
        "parties": tuple(one.id for one in parties),
    }
    return write_protocol(ProtocolDraft(**(given | changes)), **BY)  # type: ignore[arg-type]


def make_choice(*, judged: bool = True) -> PlaceChoice:
    """Two places by two criteria; the Halle reaches more."""
    choice = open_choice("Le siège du pôle", "Deux bureaux et une salle.", **BY)
    criteria = [add_criterion(choice, "Accès", 3, **BY), add_criterion(choice, "Loyer", 1, **BY)]
    for name, marks in (("La Halle", (4, 1)), ("La Gare", (1, 4))):
        place = write_place(choice, PlaceDraft(name, yearly_cents=640_000), **BY)
        if judged:
            told = {one.id: Judged(mark, f"Argument {mark}") for one, mark in zip(criteria, marks, strict=True)}
            judge(choice, place, told, **BY)
    return choice
