"""Who may hold whose proxy, and how many: L225-106 (SA), L223-28 (SARL), the statutes; rules 33 and 34.

A proxy is counted in the principal's college with the principal's vote; it is never passed on; a blank proxy goes to the
chair, outside the limit, and votes for what the board supports and against the rest.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from governance.rules.outside_holders import OutsideAsked, Relation, check_outside, relations_allowed
from votes.rules.ballot_choices import RESOLUTION
from votes.rules.tally import BLANK

MEMBERS_ONLY = "members"
BLANK_TO_CHAIR = "chair"


@dataclass(frozen=True)
class ProxyTerms:
    """What law and statutes say: `max_per_holder` None means no limit was set."""

    max_per_holder: int | None
    holders: str
    same_college: bool
    blank: str
    source: str = "L225-106, L223-28"
    legal_form: str = "SAS"

    @property
    def relations(self) -> tuple[Relation, ...]:
        """What a holder who is not a member must be to the principal; empty where only members hold proxies."""
        return relations_allowed(self.holders, self.legal_form)


@dataclass(frozen=True)
class Party:
    """A principal or a holder at the assembly; `is_person` False for an organisation."""

    member_id: int
    name: str
    college: str | None
    entitled: bool
    is_person: bool = True


@dataclass(frozen=True)
class OutsideParty:
    """A holder who is not a member."""

    name: str
    relation: Relation


@dataclass(frozen=True)
class ProxyAsked:
    """The proxy that somebody wants to register; `holder` None is a blank proxy."""

    principal: Party
    holder: Party | OutsideParty | None
    signed_on: date
    convened_on: date | None
    today: date


def check_proxy(asked: ProxyAsked, terms: ProxyTerms, held_from: Iterable[int], already_given: bool) -> None:
    """Refuse a proxy that law or statutes do not allow; `held_from` are the principals the holder already stands for.

    Source: L225-106, L223-28, R225-79, statutes. Example: with a limit of 2, a third principal is refused.

    >>> from datetime import date
    >>> ada, bo = (Party(number, name, "volunteers", True) for number, name in ((1, "Ada"), (2, "Bo")))
    >>> asked = ProxyAsked(ada, bo, signed_on=date(2026, 6, 1), convened_on=None, today=date(2026, 6, 12))
    >>> check_proxy(asked, ProxyTerms(2, MEMBERS_ONLY, False, BLANK_TO_CHAIR), held_from=[3, 4], already_given=False)
    ... # doctest: +ELLIPSIS
    Traceback (most recent call last):
    foundation.kernel.errors.Refused: Bo already holds 2 proxies and the statutes allow 2...
    """
    _check_principal(asked, already_given)
    if asked.holder is None:
        _check_blank(terms)
        return
    held = len(set(held_from) - {asked.principal.member_id})
    if isinstance(asked.holder, Party):
        _check_holder(asked.principal, asked.holder, terms)
    else:
        _check_outside(asked.principal, asked.holder, terms, held)
    _check_limit(asked.holder.name, terms, held)


def _check_principal(asked: ProxyAsked, already_given: bool) -> None:
    if not asked.principal.entitled:
        raise Refused(
            "proxy-principal",
            N_("%(name)s is not on the roll of this assembly and has no vote to entrust: check the membership first."),
            rule=33,
            name=asked.principal.name,
        )
    if asked.signed_on > asked.today:
        raise Refused(
            "proxy-date",
            N_("The proxy is dated %(signed)s, a day to come: write the date on the paper."),
            rule=33,
            source="R225-79",
            signed=asked.signed_on,
        )
    if already_given:
        raise Refused(
            "proxy-given",
            N_("%(name)s has already given a proxy for this assembly: revoke it first, in the same form."),
            rule=33,
            source="R225-79",
            name=asked.principal.name,
        )


def _check_blank(terms: ProxyTerms) -> None:
    if terms.blank != BLANK_TO_CHAIR:
        raise Refused(
            "proxy-blank",
            N_("The statutes refuse proxies without a name: write who holds it."),
            rule=34,
            source="L225-106 III",
        )


def _check_holder(principal: Party, holder: Party, terms: ProxyTerms) -> None:
    if principal.member_id == holder.member_id:
        raise Refused(
            "proxy-self", N_("%(name)s cannot hold a proxy from himself or herself."), rule=33, name=holder.name
        )
    if not holder.entitled:
        raise Refused(
            "proxy-holder",
            N_("%(name)s is not on the roll of this assembly: a proxy is held by another member entitled to vote."),
            rule=33,
            source=terms.source,
            name=holder.name,
        )
    if terms.same_college and principal.college != holder.college:
        raise Refused(
            "proxy-college",
            N_("The statutes ask for a holder of the same college: %(holder)s is not in the college of %(principal)s."),
            rule=33,
            holder=holder.name,
            principal=principal.name,
        )


def _check_outside(principal: Party, holder: OutsideParty, terms: ProxyTerms, held: int) -> None:
    asked = OutsideAsked(holder.name, holder.relation, principal.name, principal.is_person)
    check_outside(asked, terms.relations, held, terms.source)
    if terms.same_college and holder.relation is Relation.OTHER:
        raise Refused(
            "proxy-college",
            N_("The statutes ask for a holder of the same college: %(holder)s is not in the college of %(principal)s."),
            rule=33,
            source=terms.source,
            holder=holder.name,
            principal=principal.name,
        )


def _check_limit(name: str, terms: ProxyTerms, held: int) -> None:
    if terms.max_per_holder is not None and held >= terms.max_per_holder:
        raise Refused(
            "proxy-limit",
            N_(
                "%(name)s already holds %(held)s proxies and the statutes allow %(limit)s: choose another holder, or "
                "leave the proxy blank if the statutes allow it."
            ),
            rule=33,
            source=terms.source,
            name=name,
            held=held,
            limit=terms.max_per_holder,
        )


def blank_vote(supported_by_board: bool) -> str:
    """How a blank proxy votes: for what the board supports, against everything else (L225-106 III).

    >>> blank_vote(True), blank_vote(False)
    ('for', 'against')
    """
    return "for" if supported_by_board else "against"


def blank_choice(method: str, *, supported_by_board: bool) -> str:
    """What a blank proxy puts in the box: on a resolution as the law says, and in any other vote a blank ballot.

    The law speaks of draft resolutions alone, for and against (L225-106 III): it names no candidate and no project, and
    nobody may choose one in the place of who left the proxy blank. Such a ballot is never expressed.

    >>> blank_choice("resolution", supported_by_board=True), blank_choice("approval", supported_by_board=True)
    ('for', 'blank')
    """
    return blank_vote(supported_by_board) if method == RESOLUTION else BLANK
