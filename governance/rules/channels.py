"""By which channel a member is convened: e-mail where law, statutes and the member allow it, else a letter (rule 27).

R225-63, R225-67 (SA: the member must have agreed), R223-20 (SARL: the same), the statutes (SAS).
"""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from foundation.kernel.sentences import N_
from governance.rules.obstacles import Obstacle
from statutes.rules.law import ART_EMAIL_CONSENT, SA_EMAIL_CONSENT_DAYS

CONSENT_FORMS = ("SA", "SARL")
DATED_CONSENT_FORM = "SA"
EMAIL_CONSENT_RULE = 27


class Channel(StrEnum):
    """How the notice travels."""

    EMAIL = "email"
    LETTER = "letter"


CHANNEL_NAMES = {Channel.EMAIL: N_("E-mail"), Channel.LETTER: N_("Letter")}


@dataclass(frozen=True)
class Reach:
    """What decides how one member may be reached; `agreed_on` is the day from which the agreement in force stands.

    `fails`: mails to this address come back; `by_post`: a letter arrives (an address is known, none came back from it).
    """

    legal_form: str
    allowed: tuple[str, ...]
    email: str
    agreed_on: date | None
    meets_on: date
    fails: bool = False
    by_post: bool = True


@dataclass(frozen=True)
class Route:
    """The channel of one member, and why it is a letter where it is one; `late`: the agreement came too late.

    `lost`: neither a mail nor a letter arrives as far as is known; the letter leaves all the same, to the last address.
    """

    channel: Channel
    why: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    late: bool = False
    lost: bool = False


def route(reach: Reach) -> Route:
    """E-mail where the statutes list it, an address works and, in an SA or SARL, the member agreed; else a letter.

    In an SA the agreement stands at the latest 35 days before the meeting; one withdrawn is not in force any more.
    Source: C. com. art. R225-63, R225-67, R223-20; statutes (SAS). Rule 27 of the compliance table.

    >>> met = date(2026, 6, 12)
    >>> route(Reach("SAS", ("email",), "ada@exemple.fr", None, met)).channel.value
    'email'
    >>> [route(Reach("SA", ("email",), "ada@exemple.fr", date(2026, 5, day), met)).channel.value for day in (8, 9)]
    ['email', 'letter']
    >>> route(Reach("SAS", ("email",), "ada@exemple.fr", None, met, fails=True, by_post=False)).lost
    True
    """
    found = _allowed(reach)
    return replace(found, lost=not reach.by_post) if found.channel is Channel.LETTER else found


def _allowed(reach: Reach) -> Route:
    if Channel.EMAIL not in reach.allowed:
        return Route(Channel.LETTER, N_("The statutes convene by letter."))
    if not reach.email:
        return Route(Channel.LETTER, N_("No e-mail address is known."))
    if reach.fails:
        return Route(Channel.LETTER, N_("Mails to the e-mail address on record come back."))
    if reach.legal_form in CONSENT_FORMS and reach.agreed_on is None:
        return Route(Channel.LETTER, N_("The member has not agreed to be convened by e-mail."))
    last = last_day_to_agree(reach.meets_on)
    if reach.legal_form == DATED_CONSENT_FORM and reach.agreed_on is not None and reach.agreed_on > last:
        message = N_("Agreed to e-mail on %(agreed)s, after %(last)s, the last day for this assembly (R225-63).")
        return Route(Channel.LETTER, message, {"agreed": reach.agreed_on, "last": last}, late=True)
    return Route(Channel.EMAIL)


def last_day_to_agree(meets_on: date) -> date:
    """The last day on which a member of an SA may agree to be convened by e-mail to this assembly.

    Source: C. com. art. R225-63: 35 days before the meeting at the latest. Example: 8 May for 12 June.

    >>> last_day_to_agree(date(2026, 6, 12))
    datetime.date(2026, 5, 8)
    """
    return meets_on - timedelta(days=SA_EMAIL_CONSENT_DAYS)


def consent_findings(routes: list[Route], meets_on: date) -> list[Obstacle]:
    """A warning where members agreed to e-mail too late for this assembly: they are convened by letter (rule 27).

    Source: C. com. art. R225-63. Example: one member of an SA who agreed the day after the last one.

    >>> met = date(2026, 6, 12)
    >>> late = route(Reach("SA", ("email",), "ada@exemple.fr", date(2026, 5, 9), met))
    >>> [(found.rule, found.values["count"]) for found in consent_findings([late], met)]
    [(27, 1)]
    """
    late = sum(1 for one in routes if one.late)
    if not late:
        return _lost_findings(routes)
    message = N_(
        "Members who agreed to e-mail less than %(days)s days before the assembly: %(count)s. They agreed after %(last)s, "
        "and receive a letter."
    )
    values = {"days": SA_EMAIL_CONSENT_DAYS, "count": late, "last": last_day_to_agree(meets_on)}
    return [Obstacle(EMAIL_CONSENT_RULE, False, message, ART_EMAIL_CONSENT, values), *_lost_findings(routes)]


def _lost_findings(routes: list[Route]) -> list[Obstacle]:
    """A warning where nothing is known to reach members: their notice is printed for the last address known."""
    lost = sum(1 for one in routes if one.lost)
    if not lost:
        return []
    message = N_(
        "Members whom nothing reaches as far as is known: %(count)s. Find their addresses before you convene: a letter is "
        "printed for the last one known."
    )
    return [Obstacle(EMAIL_CONSENT_RULE, False, message, ART_EMAIL_CONSENT, {"count": lost})]
