"""What shares say of candidates before a decision: too few or too many, ceilings passed, amounts out of the ordinary."""

from datetime import date
from fractions import Fraction

from foundation.kernel.errors import Refused
from foundation.kernel.money import Money
from foundation.kernel.sentences import N_
from membership.models.identity import Organisation, Person
from membership.queries.candidates import Examined, Judged
from membership.rules.candidates import CandidateFile, Finding, finding_of
from shares.queries.capital import capital_of_categories
from shares.queries.positions import capital_on, public_capital_on
from shares.rules.ceilings import check_kind_ceiling, check_public_ceiling
from shares.rules.holdings import check_holding
from statutes.rules.clauses.members import Category
from statutes.rules.tree import Statutes


def judge_candidates(examined: Examined) -> dict[int, Judged]:
    """By request, what blocks it and what calls for a closer look, from what its shares would be; few statements."""
    capital, public = capital_on(examined.on), public_capital_on(examined.on)
    found = {}
    for number, (candidate, party) in examined.candidates.items():
        category = _category(examined.statutes, candidate.category)
        if category is None or candidate.shares < 1:
            continue
        own = examined.statutes.shares.nominal_by_category or {}
        price = Money(own.get(category.id, examined.statutes.shares.nominal_cents))
        blocking = [
            *_bounds(category, candidate, party),
            *_ceilings(
                examined.statutes,
                category,
                (party, price * candidate.shares, price),
                examined.on,
                totals=(capital, public),
            ),
        ]
        found[number] = Judged(tuple(blocking), tuple(_unusual(examined, price * candidate.shares, capital)))
    return found


def _category(statutes: Statutes, wanted: str) -> Category | None:
    return next((one for one in statutes.categories if one.id == wanted), None)


def _bounds(category: Category, candidate: CandidateFile, party: Person | Organisation) -> list[Finding]:
    try:
        check_holding(category, candidate.shares, party.size if isinstance(party, Organisation) else None)
    except Refused as refusal:
        return [finding_of(refusal, "details" if refusal.code == "size-missing" else "terms")]
    return []


def _ceilings(
    statutes: Statutes,
    category: Category,
    taking: tuple[Person | Organisation, Money, Money],
    on: date,
    *,
    totals: tuple[Money, Money],
) -> list[Finding]:
    party, amount, price = taking
    capital, public = totals
    found = []
    try:
        if isinstance(party, Organisation) and party.form.local_public:
            check_public_ceiling(public, capital, amount, price)
    except Refused as refusal:
        found.append(finding_of(refusal, "terms"))
    ceilings = statutes.shares.max_share_of_capital or {}
    if category.kind is None or category.kind not in ceilings:
        return found
    same = [one.id for one in statutes.categories if one.kind == category.kind]
    try:
        held = capital_of_categories(same, on) + amount
        check_kind_ceiling(category.kind, held, capital + amount, ceilings[category.kind])
    except Refused as refusal:
        found.append(finding_of(refusal, "terms"))
    return found


def _unusual(examined: Examined, amount: Money, capital: Money) -> list[Finding]:
    """An amount, or a part of the capital, that the cooperative wishes to look at before the decision."""
    watch, found = examined.watch, []
    if watch.amount_cents and amount.cents > watch.amount_cents:
        message = N_("Unusual amount: %(amount)s, above the %(most)s from which requests are looked at.")
        found.append(Finding("amount", message, {"amount": amount, "most": Money(watch.amount_cents)}))
    part = Fraction(amount.cents, (capital + amount).cents) if amount.cents else Fraction(0)
    if capital.cents and watch.capital_thousandths and part > Fraction(watch.capital_thousandths, 1000):
        message = N_("Large part of the capital: %(tenths)s per thousand of it after this subscription of %(amount)s.")
        found.append(Finding("capital-share", message, {"tenths": int(part * 1000), "amount": amount}))
    return found
