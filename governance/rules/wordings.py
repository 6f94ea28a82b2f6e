"""The mail that brings a notice, as one may write it; the notice itself is the attached paper."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from foundation.kernel.clock import PARIS
from foundation.kernel.sentences import N_
from foundation.wording.rules.fields import Field, Shown
from foundation.wording.rules.letters import Group, Wording


@dataclass(frozen=True)
class SampleItem:
    """One line of the agenda of a preview."""

    position: int
    title: str


@dataclass(frozen=True)
class SampleAssembly:
    """An assembly for previews."""

    title: str = "Assemblée générale ordinaire annuelle"
    starts_at: datetime = datetime(2026, 6, 12, 16, 30, tzinfo=UTC)
    meets_on: date = date(2026, 6, 12)
    zone: str = PARIS
    place: str = "Salle des Halles, 3 rue du Pont"
    remote_access: str = ""
    questions_email: str = ""
    items: tuple[SampleItem, ...] = field(default=(SampleItem(1, "Comptes de l’exercice"),))


@dataclass(frozen=True)
class SampleMember:
    """A member for previews."""

    name: str = "Camille Exemple"
    representative_name: str = ""


NOTICE = Wording(
    "assembly-notice",
    N_("Notice of an assembly: the mail that brings it"),
    N_("Leaves to each member whom a notice reaches by e-mail; the notice itself is attached."),
    Group.ASSEMBLIES,
    (
        Field("membre", N_("The member who is convened"), "member_name"),
        Field("assemblee", N_("Title of the assembly"), "title"),
        Field("date", N_("Day and hour"), "starts_at", Shown.MOMENT),
        Field("ordre_du_jour", N_("The agenda, a line for each item"), "agenda"),
        Field("lieu", N_("Place"), "place"),
        Field("lien_pouvoir", N_("Address of the proxy form"), "proxy_url", Shown.LINK),
        Field("lien_assemblee", N_("Address of the assembly"), "assembly_url", Shown.LINK),
    ),
    {
        "to_name": "Camille Exemple",
        "assembly": SampleAssembly(),
        "member": SampleMember(),
        "public_url": "https://scic.example",
        "assembly_path": "/assemblees/4217",
        "proxy_path": "/assemblees/4217/mon-pouvoir",
        "member_name": "Atelier Modèle",
        "title": SampleAssembly.title,
        "starts_at": SampleAssembly.starts_at,
        "place": SampleAssembly.place,
        "agenda": "1. Comptes de l’exercice",
        "assembly_url": "https://scic.example/assemblees/4217",
        "proxy_url": "https://scic.example/assemblees/4217/mon-pouvoir",
    },
    switched=False,
    because=N_("The law wants every member convened: this mail always leaves."),
)
LETTERS = (NOTICE,)
