"""A proxy holder who is not a member: the spouse, the civil partner, or anyone where the statutes say so (rule 33).

L225-106 (SA: another member, the spouse or the civil partner), L223-28 (SARL: another member or the spouse; anyone only
by the statutes), the statutes (SAS). Such a holder has no vote of his own and no account: the desk enters his ballots.
"""

from dataclasses import dataclass
from enum import StrEnum

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_


class Relation(StrEnum):
    """What the holder is to the member who entrusts the vote, as declared."""

    SPOUSE = "spouse"
    PARTNER = "partner"
    OTHER = "other"


RELATION_NAMES = {
    Relation.SPOUSE: N_("Spouse"),
    Relation.PARTNER: N_("Civil partner"),
    Relation.OTHER: N_("Neither spouse nor civil partner"),
}
CLOSE = (Relation.SPOUSE, Relation.PARTNER)


@dataclass(frozen=True)
class Outside:
    """A holder who is not a member, as a proxy names him."""

    holder_id: int
    name: str
    relation: str


@dataclass(frozen=True)
class OutsideAsked:
    """Such a holder about to be named: `relation` to the principal; `principal_is_person` False for an organisation."""

    name: str
    relation: Relation
    principal: str
    principal_is_person: bool


def relations_allowed(holders: str, legal_form: str) -> tuple[Relation, ...]:
    """Who may hold a proxy without being a member, by law and by the statutes' word `holders`.

    Source: C. com. art. L225-106 (SA), L223-28 (SARL: the spouse is named, the civil partner is not); statutes.

    >>> [one.value for one in relations_allowed("members_and_spouses", "SARL")], relations_allowed("members", "SAS")
    (['spouse'], ())
    """
    if holders == "anyone" and legal_form != "SA":
        return tuple(Relation)
    if legal_form == "SARL":
        return (Relation.SPOUSE,)
    return () if holders == "members" else CLOSE


def check_outside(asked: OutsideAsked, allowed: tuple[Relation, ...], held: int, source: str) -> None:
    """Refuse a holder who is not a member where law or statutes do not allow that one; `held`: proxies of other members.

    Source: L225-106, L223-28, statutes. Example: where the statutes want a member, a spouse is refused.

    >>> asked = OutsideAsked("Camille Roche", Relation.SPOUSE, "Ada", principal_is_person=True)
    >>> check_outside(asked, (), 0, "statuts")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    foundation.kernel.errors.Refused: Camille Roche is not a member, and the statutes let a member alone hold a proxy...
    """
    if not allowed:
        raise Refused(
            "proxy-members-only",
            N_(
                "%(name)s is not a member, and the statutes let a member alone hold a proxy: choose a holder on the roll "
                "of this assembly."
            ),
            rule=33,
            source=source,
            name=asked.name,
        )
    if asked.relation in CLOSE and not asked.principal_is_person:
        raise Refused(
            "proxy-no-spouse",
            N_("%(principal)s is an organisation and has neither spouse nor civil partner: choose another holder."),
            rule=33,
            source=source,
            principal=asked.principal,
        )
    if asked.relation not in allowed:
        raise _wrong_relation(asked, allowed, source)
    if Relation.OTHER not in allowed and held:
        raise Refused(
            "proxy-one-spouse",
            N_(
                "%(name)s already holds the proxy of another member as spouse or civil partner: who is not a member "
                "stands for that one member alone."
            ),
            rule=33,
            source=source,
            name=asked.name,
        )


def _wrong_relation(asked: OutsideAsked, allowed: tuple[Relation, ...], source: str) -> Refused:
    message = (
        N_(
            "%(name)s is not a member: only the spouse or the civil partner of %(principal)s may hold this proxy without "
            "being one. Choose another holder."
        )
        if Relation.PARTNER in allowed
        else N_(
            "%(name)s is not a member: only the spouse of %(principal)s may hold this proxy without being one, unless the "
            "statutes allow anyone. Choose another holder."
        )
    )
    return Refused("proxy-relation", message, rule=33, source=source, name=asked.name, principal=asked.principal)
