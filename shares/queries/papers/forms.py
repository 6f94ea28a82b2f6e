"""The data of the two letters of an arrival: subscription form and admission letter."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from foundation.kernel.money import Money
from foundation.kernel.sentences import N_
from membership.models.facts import MembershipFact
from membership.models.members import Member
from membership.queries.card import member_card
from membership.rules.eligibility import category_named
from membership.rules.facts import standing_facts
from membership.rules.standing import MembershipEvent, Standing
from shares.queries.papers.certificate import position_data
from shares.queries.papers.company import category_words, college_words, company_data, party_data, statutes_for_paper
from shares.queries.positions import position_of
from shares.rules.instalments import instalments
from shares.rules.paper_words import BODIES, EFFECTS, SIGNERS
from shares.rules.paying import balance_due_on, required_at_subscription
from statutes.rules.tree import Statutes


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a subscription form is filled with: shares, what is paid at once (None: the least), in how many parts then."""

    shares: int
    category: str
    at_once_cents: int | None = None
    parts: int = 1


def price_in(statutes: Statutes, category: str) -> Money:
    """The nominal value of a share of a category."""
    own = statutes.shares.nominal_by_category or {}
    return Money(own.get(category, statutes.shares.nominal_cents))


def subscription_form_data(
    subscriber: dict[str, Any], wanted: Wanted, on: date, *, held: int = 0, representative: str = ""
) -> dict[str, Any]:
    """The form for a candidate or a member (`subscriber`: what `party_data` or `named` give; `held`: shares held already).

    Source: loi 47-1775 art. 11, 12 and 22; C. com. art. L231-1, L231-2, L231-6; R225-128 for what the signer writes.
    """
    if wanted.shares < 1:
        raise Refused("form-without-shares", N_("A subscription is of one share at least: write how many."))
    statutes = statutes_for_paper(on)
    category = category_named(statutes, wanted.category)
    price = price_in(statutes, category.id)
    amount = Money(price.cents * wanted.shares)
    required = required_at_subscription(statutes, amount)
    at_once = required if wanted.at_once_cents is None else Money(wanted.at_once_cents)
    plan = instalments(statutes, amount, at_once, on, parts=wanted.parts)
    return {
        "cooperative": company_data(statutes, on),
        "on": on,
        "subscriber": {"number": None, **subscriber, "representative": representative},
        "category": category_words(statutes, category.id),
        "shares": wanted.shares,
        "held": held,
        "nominal": price,
        "amount": amount,
        "required": required,
        "plan": [{"rank": rank, "due_on": one.due_on, "amount": one.amount} for rank, one in enumerate(plan, start=1)],
        "at_once": at_once,
        "balance": amount - at_once,
        "balance_due_on": balance_due_on(statutes, on),
        "body": BODIES.get(statutes.admission.decided_by, BODIES[None]),
        "effect": EFFECTS.get(statutes.admission.effective, EFFECTS[None]),
        "least": category.min_shares or 0,
        "signer": SIGNERS[statutes.legal_form],
    }


def member_subscription_data(member: Member, wanted: Wanted, on: date) -> dict[str, Any]:
    """The form of a member who takes more shares."""
    card = member_card(member, on)
    speaks = card.mandate
    words = "" if speaks is None else f"{speaks.person.formal_name}{', ' + speaks.role if speaks.role else ''}"
    held = position_of(member.id, on).shares
    return subscription_form_data(party_data(member), wanted, on, held=held, representative=words)


def admission_letter_data(member: Member, on: date) -> dict[str, Any]:
    """The letter that says since when one is a member, by which decision, and what is still to be paid."""
    statutes, card = statutes_for_paper(on), member_card(member, on)
    fact = _admission(member, on)
    if fact is None or card.standing is not Standing.MEMBER:
        raise Refused(
            "letter-not-a-member",
            N_(
                "%(name)s is no member on %(day)s: an admission letter is for members. Look at the history of the card."
            ),
            name=member.name,
            day=on,
        )
    position = position_of(member.id, on)
    return {
        "cooperative": company_data(statutes, on),
        "on": on,
        "member": party_data(member) | {"representative": card.mandate.person.formal_name if card.mandate else ""},
        "admitted_on": fact.effective_on,
        "decision": fact.decision,
        "body": BODIES.get(statutes.admission.decided_by, BODIES[None]),
        "category": category_words(statutes, card.category),
        "college": college_words(statutes, card.colleges[0] if card.colleges else None),
        "position": position_data(position),
        "balance_due_on": balance_due_on(statutes, fact.effective_on) if position.unpaid_cents else None,
        "signer": SIGNERS[statutes.legal_form],
    }


def _admission(member: Member, on: date) -> MembershipFact | None:
    """The admission that holds on the day."""
    statement = select(MembershipFact).where(MembershipFact.member_id == member.id).order_by(MembershipFact.id)
    facts = standing_facts(list(db.session.execute(statement).scalars()))
    admitted = [one for one in facts if one.event == MembershipEvent.ADMITTED and one.effective_on <= on]
    return max(admitted, key=lambda one: (one.effective_on, one.id), default=None)
