"""What the rules ask before an operation: price, bounds of the holding, ceilings, floor. Reads, and asks the rules."""

from datetime import date

from foundation.kernel.errors import Refused
from foundation.kernel.money import ZERO, Money
from foundation.kernel.sentences import N_
from membership.models.facts import MembershipFact
from membership.models.members import Member
from membership.rules.eligibility import category_named
from membership.rules.standing import Standing, standing_on
from membership.services.appending import category_on, facts_of
from shares.queries.capital import capital_of_categories
from shares.queries.claims import floor_and_room, lots_of
from shares.queries.positions import capital_on, holding_from, public_capital_on
from shares.rules.capital import check_floor
from shares.rules.ceilings import Warned, check_kind_ceiling, check_public_ceiling, public_ceiling_warning
from shares.rules.holdings import check_holding
from shares.rules.lots import Lot, split_off
from statutes.rules import law
from statutes.rules.clauses.members import Category
from statutes.rules.tree import Statutes


def is_member(member: Member, on: date) -> bool:
    """Whether there is a membership on a day."""
    return standing_on(facts_of(member, MembershipFact), on) is Standing.MEMBER


def category_of(statutes: Statutes, member: Member, on: date) -> Category | None:
    """The category of a member on a day, by the statutes."""
    category = category_on(member, on)
    return category_named(statutes, category) if category is not None else None


def price_of(statutes: Statutes, category: Category | None) -> int:
    """The nominal value of a share, in cents; the category's own where the statutes give it one (a warning there)."""
    own = statutes.shares.nominal_by_category or {}
    return own.get(category.id, statutes.shares.nominal_cents) if category else statutes.shares.nominal_cents


def check_bounds(statutes: Statutes, member: Member, on: date, change: int) -> None:
    """Refuse a holding outside the bounds of the category, for who is a member that day (rule 13).

    An operation entered late counts on each later day as well: what left since then is gone already.
    """
    for day, held in holding_from(member.id, on):
        category = category_of(statutes, member, day)
        if category is not None and is_member(member, day):
            check_holding(category, held + change, size_of(member))


def size_of(member: Member) -> int | None:
    """The size that the statutes' steps ask for (inhabitants, staff), where it is on record; a person has none."""
    return member.organisation.size if member.organisation is not None else None


def check_ceilings(
    statutes: Statutes, member: Member, on: date, *, shares: int, price: int, giver: Member | None = None
) -> None:
    """Refuse what would give public bodies (rule 14), or a kind of holder, too large a part of the capital.

    `giver`: who the shares come from; None: the capital rises (a subscription).
    """
    added, capital, grows = Money(price) * shares, capital_on(on), giver is None
    if _is_local_public(member) and not _is_local_public(giver):
        check_public_ceiling(public_capital_on(on), capital, added, Money(price), capital_grows=grows)
    category = category_of(statutes, member, on)
    ceilings = statutes.shares.max_share_of_capital or {}
    if category is None or category.kind is None or category.kind not in ceilings:
        return
    theirs = category_of(statutes, giver, on) if giver else None
    if theirs is not None and theirs.kind == category.kind:
        return
    same = [one.id for one in statutes.categories if one.kind == category.kind]
    held = capital_of_categories(same, on) + added
    check_kind_ceiling(category.kind, held, capital + added if grows else capital, ceilings[category.kind])


def _is_local_public(member: Member | None) -> bool:
    return member is not None and member.organisation is not None and member.organisation.form.local_public


def check_leaving(statutes: Statutes, on: date, leaving: Money, price: Money) -> None:
    """Refuse to take capital under its floor on the day or any later one (rules 15 and 16)."""
    floor, capital, _room = floor_and_room(statutes, on)
    check_floor(capital, leaving, floor, price)


def leaving_lots(member_id: int, shares: int, on: date) -> list[Lot]:
    """The lots that leave first; Refused where fewer shares are held."""
    held = lots_of([member_id], on).get(member_id, [])
    have = sum(lot.shares for lot in held)
    if have < shares:
        raise Refused(
            "negative-holding",
            N_(
                "On %(day)s this member would hold %(short)s shares too few. Nobody holds less than none: lower "
                "the number of shares, or choose a later day."
            ),
            day=on,
            short=shares - have,
            source="C. com. art. R228-9",
        )
    return split_off(held, shares)[0]


def after_leaving(on: date) -> list[Warned]:
    """What must be told once shares have left the capital: public bodies may now hold more than half (rule 14)."""
    return public_ceiling_warning(public_capital_on(on), capital_on(on))


def capital_of(leaving: list[Lot]) -> Money:
    """The nominal amount of lots."""
    return sum((Money(lot.subscribed_cents) for lot in leaving), ZERO)


def require_decision(decision: str, what: str = "") -> None:
    """Refuse what a body of the cooperative must decide when the decision is not named."""
    if not decision.strip():
        raise Refused(
            "decision-missing",
            N_("This needs a decision: write the body, its date and its minutes, as the statutes ask."),
            source=law.STATUTES_DECIDE,
            what=what,
        )
