"""By which channel a member is convened: e-mail where law, statutes and the member allow it, else a letter (rule 27).

R225-63, R225-67 (SA: the member must have agreed), R223-20 (SARL: the same), the statutes (SAS).
"""

from dataclasses import dataclass
from enum import StrEnum

from foundation.kernel.sentences import N_

CONSENT_FORMS = ("SA", "SARL")


class Channel(StrEnum):
    """How the notice travels."""

    EMAIL = "email"
    LETTER = "letter"


CHANNEL_NAMES = {Channel.EMAIL: N_("E-mail"), Channel.LETTER: N_("Letter")}


@dataclass(frozen=True)
class Reach:
    """What decides how one member may be reached."""

    legal_form: str
    allowed: tuple[str, ...]
    email: str
    email_agreed: bool


@dataclass(frozen=True)
class Route:
    """The channel of one member, and why it is a letter where it is one."""

    channel: Channel
    why: str = ""


def route(reach: Reach) -> Route:
    """E-mail where the statutes list it, an address is known and, in an SA or SARL, the member agreed; else a letter.

    Source: C. com. art. R225-63, R225-67, R223-20; statutes (SAS). Rule 27 of the compliance table.

    >>> route(Reach("SAS", ("email",), "ada@exemple.fr", False)).channel.value
    'email'
    >>> route(Reach("SA", ("email", "letter"), "ada@exemple.fr", False)).channel.value
    'letter'
    """
    if Channel.EMAIL not in reach.allowed:
        return Route(Channel.LETTER, N_("The statutes convene by letter."))
    if not reach.email:
        return Route(Channel.LETTER, N_("No e-mail address is known."))
    if reach.legal_form in CONSENT_FORMS and not reach.email_agreed:
        return Route(Channel.LETTER, N_("The member has not agreed to be convened by e-mail."))
    return Route(Channel.EMAIL)
