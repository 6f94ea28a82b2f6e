"""A mail to a list of members: what may be named in it, who gets it by which way, and who must not."""

from dataclasses import dataclass
from enum import StrEnum

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from foundation.wording.rules.fields import Field, Shown, check_fields, used_fields
from foundation.wording.rules.letters import COMMON

LONGEST_SUBJECT, LONGEST_TEXT = 200, 20_000


class Purpose(StrEnum):
    """Why one writes: news may be refused by who gets them, what the law or the statutes ask for may not."""

    INFORMATION = "information"
    STATUTORY = "statutory"


class Way(StrEnum):
    """How one member gets it, or why not."""

    EMAIL = "email"
    LETTER = "letter"
    REFUSED = "refused"
    NOWHERE = "nowhere"


PURPOSE_NAMES: dict[Purpose, str] = {
    Purpose.INFORMATION: N_("News of the cooperative"),
    Purpose.STATUTORY: N_("What members must be told"),
}
WAY_NAMES: dict[Way, str] = {
    Way.EMAIL: N_("By e-mail"),
    Way.LETTER: N_("By letter, to be printed"),
    Way.REFUSED: N_("Wants no news by e-mail"),
    Way.NOWHERE: N_("Reached by nothing"),
}

FIELDS = (
    Field("prenom", N_("First name of the reader; the name of an organisation"), "first_name"),
    Field("membre", N_("Name of the member"), "member_name"),
    Field("numero", N_("Number of the member"), "number"),
    Field("categorie", N_("Category"), "category"),
    Field("college", N_("College"), "college"),
    Field("depuis", N_("Member since"), "since", Shown.DAY),
    Field("parts", N_("Number of shares"), "shares", Shown.NUMBER),
    Field("montant", N_("Amount of the shares"), "amount", Shown.EUROS),
    *COMMON,
)
OF_THE_READER = frozenset({"nom", "cooperative", "courriel", "adresse_site"})
OF_THE_SHARES = frozenset({"parts", "montant"})


@dataclass(frozen=True)
class Words:
    """A subject and a text."""

    subject: str
    body: str

    @property
    def fields(self) -> list[str]:
        """The fields both name."""
        return used_fields(f"{self.subject}\n{self.body}")

    @property
    def personal(self) -> bool:
        """Whether two members who share an address would read two texts: then each gets a mail.

        >>> Words("Assemblée", "Bonjour {nom}").personal, Words("Vos parts", "{parts} parts").personal
        (False, True)
        """
        return not set(self.fields) <= OF_THE_READER


def checked_words(subject: str, body: str) -> Words:
    """The words as they are kept. Refused: empty, endless, a field that is not there."""
    words = Words(" ".join(subject.split()), body.replace("\r\n", "\n").strip())
    if not words.subject:
        raise Refused("empty-subject", N_("Write a subject: it is what readers see first."))
    if not words.body:
        raise Refused("empty-body", N_("Write the text of the mail."))
    if len(words.subject) > LONGEST_SUBJECT:
        raise Refused(
            "long-subject", N_("This text is longer than %(most)s characters. Shorten it."), most=LONGEST_SUBJECT
        )
    if len(words.body) > LONGEST_TEXT:
        raise Refused("long-body", N_("This text is longer than %(most)s characters. Shorten it."), most=LONGEST_TEXT)
    for text in (words.subject, words.body):
        check_fields(text, FIELDS)
    return words


@dataclass(frozen=True)
class Reachable:
    """How somebody is reached: `email` "" where none is on record, `fails` where mails to it come back."""

    email: str
    fails: bool
    refuses: bool
    by_post: bool


def way_to(purpose: Purpose, found: Reachable) -> Way:
    """By which way one member gets it; who refuses news gets none, by letter neither.

    >>> way_to(Purpose.INFORMATION, Reachable("a@b.fr", fails=False, refuses=True, by_post=True)).value
    'refused'
    >>> way_to(Purpose.STATUTORY, Reachable("a@b.fr", fails=True, refuses=True, by_post=True)).value
    'letter'
    """
    if purpose is Purpose.INFORMATION and found.refuses:
        return Way.REFUSED
    if found.email and not found.fails:
        return Way.EMAIL
    return Way.LETTER if found.by_post else Way.NOWHERE
