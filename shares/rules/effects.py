"""What a request would bring about, said in sentences: the figure, the rule, the article; the same for member and office.

The figures are those of `previews.py`. Nothing here stops anybody: what forbids is refused before.
"""

from datetime import date

from foundation.kernel.money import ZERO, Money
from foundation.kernel.sentences import N_
from membership.rules.candidates import Finding
from shares.rules.previews import LeavingPreview, SubscriptionPreview
from statutes.rules import law

APPROVED_BY: dict[str | None, str] = {
    "board": N_("By the statutes the board approves: the request waits for its decision."),
    "assembly": N_("By the statutes the assembly approves: the request waits for its decision."),
    "manager": N_("By the statutes the manager approves: the request waits for that decision."),
    None: N_("The request waits for the approval of the body that admits members."),
}

DECIDED_BY: dict[str | None, str] = {
    "board": N_("By the statutes the board decides: nothing leaves the capital before."),
    "assembly": N_("By the statutes the assembly decides: nothing leaves the capital before."),
    None: N_("Nothing leaves the capital before it is decided."),
}

_ONE_VOTE = N_("Nothing changes in the votes: each member has one, whatever the number of shares.")


def effects_of_leaving(seen: LeavingPreview, on: date) -> list[Finding]:
    """Everything that a refund or an exit would bring about: shares, place in the queue, value, day, what is still owed.

    Sources: loi 47-1775 art. 12, 13, 18 and 19 septies (rules 14 to 18); the statutes (delay).
    Example: ten shares of 20.00 behind one claim, 100.00 above the floor: five shares today, losses unknown.

    >>> from shares.rules.capital import Floor
    >>> from shares.rules.lots import Lot
    >>> from shares.rules.previews import LeavingFacts, preview_leaving
    >>> day, lot = date(2026, 6, 1), Lot(date(2024, 1, 1), 1, 10, 2000, 20_000, 20_000)
    >>> around = {"waiting": [], "capital": Money(100_000), "floor": Floor(Money(90_000), law.ART_FLOOR)}
    >>> bodies = {"public": Money(0), "of_public_body": False, "ratio": None, "year_end": date(2026, 12, 31)}
    >>> facts = LeavingFacts(lots=(lot,), held=10, rank_on=day, asked_on=day, refund_months=60, **around, **bodies)
    >>> found = effects_of_leaving(preview_leaving(facts), day)
    >>> [one.code for one in found], found[1].values["possible"]
    (['refund', 'queue-first', 'value-unknown', 'refund-delay'], 5)
    """
    if not seen.shares:
        return [Finding("no-shares", N_("No share is held: nothing is to be refunded."))]
    values = {"shares": seen.shares, "amount": seen.amount, "paid": seen.paid, "day": on}
    message = N_("%(shares)s shares (%(amount)s, %(paid)s of it paid) await their refund from %(day)s.")
    found = [Finding("refund", message, values, source=law.ART_REFUND)]
    return [*found, *_queue(seen), _value(seen), _delay(seen), *_debts(seen), *_warned(seen)]


def _queue(seen: LeavingPreview) -> list[Finding]:
    if seen.place is None:
        return []
    rule = 16 if seen.floor.source == law.ART_SA_CAPITAL else 15
    values = {
        "ahead": seen.ahead,
        "before": seen.place.before,
        "possible": seen.place.possible,
        "possible_amount": seen.place.possible_amount,
        "floor": seen.floor.amount,
        "capital": seen.capital,
    }
    if seen.ahead:
        message = N_(
            "%(ahead)s earlier requests (%(before)s) come first. Above the floor of %(floor)s, with a capital of "
            "%(capital)s, %(possible)s shares (%(possible_amount)s) could leave today."
        )
        return [Finding("queue-behind", message, values, rule=rule, source=seen.floor.source)]
    message = N_(
        "Nobody comes first. Above the floor of %(floor)s, with a capital of %(capital)s, %(possible)s shares "
        "(%(possible_amount)s) could leave today."
    )
    return [Finding("queue-first", message, values, rule=rule, source=seen.floor.source)]


def _value(seen: LeavingPreview) -> Finding:
    if seen.value is None:
        message = N_(
            "The value is what is paid, less a part of the losses: the accounts of the year ended %(day)s will say, "
            "once the assembly has approved them."
        )
        return Finding("value-unknown", message, {"day": seen.year_end}, rule=18, source=law.ART_REFUND)
    values = {"net": seen.value.net, "loss": seen.value.loss, "day": seen.year_end}
    message = N_("The value is %(net)s: what is paid, less %(loss)s of losses by the accounts of %(day)s.")
    return Finding("value", message, values, rule=18, source=law.ART_REFUND)


def _delay(seen: LeavingPreview) -> Finding:
    message = N_("The cooperative has %(months)s months to pay: until %(day)s.")
    values = {"months": seen.refund_months, "day": seen.due_on}
    return Finding("refund-delay", message, values, source=law.STATUTES_DECIDE)


def _debts(seen: LeavingPreview) -> list[Finding]:
    if seen.unpaid <= ZERO:
        return []
    message = N_("%(unpaid)s of these shares is not paid up: only what is paid comes back.")
    return [Finding("unpaid", message, {"unpaid": seen.unpaid}, rule=11, source=law.ART_PAYMENT)]


def _warned(seen: LeavingPreview) -> list[Finding]:
    return [
        Finding("public-ceiling", one.message, one.values, rule=one.rule, source=one.source) for one in seen.warnings
    ]


def effects_on_rights(seen: LeavingPreview, decided_by: str | None) -> list[Finding]:
    """What a partial refund asks of the cooperative and changes in the rights of who stays: fewer shares, the same vote.

    `decided_by`: who decides partial refunds, by the statutes (`shares.partial_refund`).
    Source: loi 47-1775 art. 9; the statutes. Example: four of ten shares asked back, the board decides.

    >>> from types import SimpleNamespace
    >>> [one.code for one in effects_on_rights(SimpleNamespace(kept=6), "board")]
    ['decided-by', 'kept', 'one-vote']
    """
    return [
        Finding("decided-by", DECIDED_BY.get(decided_by, DECIDED_BY[None]), rule=17, source=law.STATUTES_DECIDE),
        Finding("kept", N_("%(kept)s shares stay, and the membership with them."), {"kept": seen.kept}),
        Finding("one-vote", _ONE_VOTE, source=law.ART_ONE_VOTE),
    ]


def effects_of_subscription(seen: SubscriptionPreview) -> list[Finding]:
    """What taking shares means: the price, what must be paid at once, the balance and its last day, the votes.

    Sources: loi 47-1775 art. 9 and 12 (rule 11); the statutes.
    Example: five shares of 20.00, a quarter at once, nothing ahead: 25.00 now, 75.00 later.

    >>> from shares.rules.previews import preview_subscription
    >>> least = {"held": 1, "at_once": Money(2500), "ahead": ZERO, "balance_due_on": date(2031, 6, 1)}
    >>> [one.code for one in effects_of_subscription(preview_subscription(5, Money(2000), **least))]
    ['price', 'at-once', 'balance', 'no-return', 'one-vote']
    """
    values = {"shares": seen.shares, "price": seen.nominal, "amount": seen.amount, "after": seen.held_after}
    message = N_("%(shares)s shares at %(price)s: %(amount)s. You would then hold %(after)s shares.")
    found = [Finding("price", message, values, source=law.STATUTES_DECIDE)]
    if seen.straight and seen.ahead > ZERO:
        message = N_("%(ahead)s received ahead already pay what is due at once (%(at_once)s).")
        values = {"ahead": seen.ahead, "at_once": seen.at_once}
        found.append(Finding("ahead", message, values, rule=11, source=law.ART_PAYMENT))
    else:
        message = N_("Nothing is subscribed unpaid: at least %(at_once)s must arrive first.")
        found.append(Finding("at-once", message, {"at_once": seen.at_once}, rule=11, source=law.ART_PAYMENT))
    if seen.balance > ZERO:
        message = N_("The rest (%(balance)s) may be paid later, by %(day)s at the latest.")
        values = {"balance": seen.balance, "day": seen.balance_due_on}
        found.append(Finding("balance", message, values, rule=11, source=law.ART_PAYMENT))
    message = N_("Shares are refunded in the order of requests, at their nominal value less losses at most.")
    found.append(Finding("no-return", message, rule=18, source=law.ART_REFUND))
    return [*found, Finding("one-vote", _ONE_VOTE, source=law.ART_ONE_VOTE)]


def effects_of_transfer(shares: int, kept: int, worth: Money, body: str | None) -> list[Finding]:
    """What passing shares on means: the two accounts, the approval, the money between the two, the votes.

    `worth`: nominal value of the shares; `body`: which one approves, by the statutes.
    Source: loi 47-1775 art. 9 and 11; C. com. art. L231-4.
    Example: four of ten shares, approved by the board.

    >>> [one.code for one in effects_of_transfer(4, 6, Money(8000), "board")]
    ['passes', 'agreement', 'approval', 'between-you', 'one-vote']
    """
    values = {"shares": shares, "kept": kept, "amount": worth}
    return [
        Finding(
            "passes",
            N_("%(shares)s shares (%(amount)s, with what is paid of them) pass on; %(kept)s stay."),
            values,
            source=law.ART_ADMISSION,
        ),
        Finding("agreement", N_("The other member is told, and must agree."), source="C. civ. art. 1582 et 1583"),
        Finding("approval", APPROVED_BY.get(body, APPROVED_BY[None]), source=law.ART_ADMISSION),
        Finding(
            "between-you",
            N_("The price is a matter between the two of you: the cooperative neither takes nor pays it."),
        ),
        Finding("one-vote", _ONE_VOTE, source=law.ART_ONE_VOTE),
    ]
