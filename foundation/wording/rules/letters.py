"""What a letter or a printed paper declares of itself: its name, when it leaves, its fields, its switch."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from foundation.wording.rules.fields import Field, Shown, check_fields

LONGEST = {"subject": 200, "body": 8000, "opening": 2000, "closing": 2000}
LANGUAGES = ("fr", "en")


class Group(StrEnum):
    """Where a letter stands in the list."""

    JOINING = "joining"
    SHARES = "shares"
    PAYMENTS = "payments"
    LEAVING = "leaving"
    ASSEMBLIES = "assemblies"
    CONSULTATIONS = "consultations"
    POLE = "pole"
    PAPERS = "papers"


GROUP_NAMES: dict[Group, str] = {
    Group.JOINING: N_("Joining"),
    Group.SHARES: N_("Shares"),
    Group.PAYMENTS: N_("Payments"),
    Group.LEAVING: N_("Leaving"),
    Group.ASSEMBLIES: N_("Assemblies"),
    Group.CONSULTATIONS: N_("Consultations"),
    Group.POLE: N_("The pole at work"),
    Group.PAPERS: N_("Printed papers"),
}

COMMON = (
    Field("nom", N_("Name of the reader"), "to_name"),
    Field("cooperative", N_("Name of the cooperative"), "cooperative_name"),
    Field("courriel", N_("E-mail of the cooperative"), "cooperative_email"),
    Field("adresse_site", N_("Address of this site"), "public_url", Shown.LINK),
)
PRINTED = COMMON[:3]


@dataclass(frozen=True)
class Wording:
    """A letter by mail, or the free paragraphs of a printed paper.

    `name` is also that of its templates; `sample` is what a preview shows, by the names its templates know. `parts` are
    what one may write; `switched`: whether it may be switched off, else `because` says why it always leaves.
    """

    name: str
    title: str
    occasion: str
    group: Group
    own: tuple[Field, ...] = ()
    sample: Mapping[str, object] = field(default_factory=dict)
    parts: tuple[str, ...] = ("subject", "body")
    switched: bool = True
    because: str = ""

    @property
    def printed(self) -> bool:
        """Whether it is paper: French, with paragraphs before and after what the law asks for."""
        return "body" not in self.parts

    @property
    def fields(self) -> tuple[Field, ...]:
        """Every field that its texts may name."""
        return (*self.own, *(PRINTED if self.printed else COMMON))

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it is written in: legal papers are in French."""
        return ("fr",) if self.printed else LANGUAGES


def check_parts(wording: Wording, parts: Mapping[str, str]) -> dict[str, str]:
    """The parts as they are kept; Refused where one is empty, too long, or names a field that is not there."""
    kept = {name: parts.get(name, "").replace("\r\n", "\n").strip() for name in wording.parts}
    for name, text in kept.items():
        if not text and not wording.printed:
            raise Refused(
                f"empty-{name}", N_("A letter needs a subject and a text. Write it, or take the text supplied.")
            )
        if len(text) > LONGEST[name]:
            raise Refused(
                f"long-{name}", N_("This text is longer than %(most)s characters. Shorten it."), most=LONGEST[name]
            )
        check_fields(text, wording.fields)
    return kept
