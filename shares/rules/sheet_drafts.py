"""From a line to the operations that it will write: legs, claims, and the rule that a line breaks, by how much.

History is judged by the rules of the ledger alone (what an account can be on any day), not by the statutes of today:
prices, days and holdings are those of then.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from foundation.kernel.money import Money
from foundation.kernel.sentences import N_, written
from shares.rules.kinds import Cause, Kind
from shares.rules.legs import Leg, legs_of_lots
from shares.rules.lots import Lot, split_off
from shares.rules.sheet_acts import MONEY_COLUMN
from shares.rules.sheet_books import Books, OpenClaim
from shares.rules.sheet_lines import Wanted
from spreadsheets.rules.fields import Fault, fault_of

_GIVEN_UP = (Kind.ADVANCE_CLEARED, Kind.ADVANCE_RETURNED)


@dataclass(frozen=True)
class Draft:
    """One operation to write. `claim_key`: the refund that it executes; negative: one that `begins`, of this cause."""

    kind: Kind
    wanted: Wanted
    legs: tuple[Leg, ...]
    claim_key: int | None = None
    begins: Cause | None = None

    @property
    def papers(self) -> Mapping[str, object]:
        """What accompanies the operation."""
        return self.wanted.papers


@dataclass
class _Drawn:
    """Operations of one line before the accounts have said yes."""

    drafts: list[Draft] = field(default_factory=list)
    owed: int = 0
    paid_under: list[tuple[OpenClaim, int]] = field(default_factory=list)


def draft(wanted: Wanted, books: Books, price: int | None) -> list[Draft] | Fault:
    """The operations of a line, taken into `books`; or why not, and `books` stay as they were.

    `price`: the nominal value by the statutes of the day, for a line that gives none.
    """
    drawn = _drawn(wanted, books, price)
    if isinstance(drawn, Fault):
        return drawn
    refused = books.add((leg for one in drawn.drafts for leg in one.legs), wanted.on)
    if refused is not None:
        return fault_of(refused, "shares" if refused.code == "negative-holding" else "")
    for claim, cents in drawn.paid_under:
        claim.changes.append((wanted.on, -cents))
    if any(one.begins is not None for one in drawn.drafts):
        claim = books.new_claim(wanted.holder.member_id, wanted.on)
        claim.changes.append((wanted.on, drawn.owed))
        return [replace(one, claim_key=claim.key) for one in drawn.drafts]
    return drawn.drafts


def _drawn(wanted: Wanted, books: Books, price: int | None) -> "_Drawn | Fault":
    kind = wanted.act.kind
    if kind in (Kind.OPENING_BALANCE, Kind.SUBSCRIPTION):
        return _incoming(wanted, price)
    if kind in MONEY_COLUMN:
        return _money(wanted, books)
    if wanted.other is not None:
        return _between(wanted, books)
    return _leaving(wanted, books)


def _incoming(wanted: Wanted, price: int | None) -> "_Drawn | Fault":
    figures, member = wanted.figures, wanted.holder.member_id
    shares, owed = figures.get("shares", 0), figures.get("owed", 0)
    opening = wanted.act.kind is Kind.OPENING_BALANCE
    nominal = _nominal(wanted, price) if shares else 0
    if isinstance(nominal, Fault):
        return nominal
    if not shares and not (opening and (owed > 0 or figures.get("advance", 0) > 0)):
        return Fault("shares", N_("Write how many shares."))
    amount = shares * nominal
    paid = figures.get("paid", amount if wanted.whole else 0)
    called = max(paid, figures.get("called", amount if opening else 0))
    if fault := _amounts_fault(amount, called, paid):
        return fault
    if opening:
        leg = Leg(
            kind=Kind.OPENING_BALANCE,
            member_id=member,
            shares=shares,
            nominal_cents=nominal,
            called_cents=called,
            paid_cents=paid,
            owed_cents=owed,
            advance_cents=figures.get("advance", 0),
        )
        return _Drawn([Draft(Kind.OPENING_BALANCE, wanted, (leg,), begins=Cause.OPENING if owed else None)], owed)
    legs = [Leg(kind=Kind.SUBSCRIPTION, member_id=member, shares=shares, nominal_cents=nominal, called_cents=called)]
    if paid:
        legs.append(Leg(kind=Kind.PAYMENT, member_id=member, paid_cents=paid))
    return _Drawn([Draft(Kind.SUBSCRIPTION, wanted, tuple(legs))])


def _nominal(wanted: Wanted, price: int | None) -> int | Fault:
    """The nominal value of shares that come in: given, or the amount over the shares, or that of the statutes then."""
    figures, shares = wanted.figures, wanted.figures["shares"]
    column = "subscribed" if "subscribed" in figures else "amount"
    total, nominal = figures.get(column), figures.get("nominal")
    if nominal is None and total is None:
        if price is None:
            message = N_("The value of a share is not known on %(day)s: give the nominal value, or the amount.")
            return Fault("nominal", message, {"day": written("fr", wanted.on)})
        return price
    if nominal is None and total is not None:
        if total <= 0 or total % shares:
            message = N_("%(total)s is no whole amount for each of %(shares)s shares: correct one of the two.")
            return Fault(column, message, {"total": _euros(total), "shares": shares})
        return total // shares
    if nominal is None or nominal <= 0:
        return Fault("nominal", N_("The nominal value of a share is more than nothing: correct the cell."))
    if total is not None and total != nominal * shares:
        values = {
            "shares": shares,
            "nominal": _euros(nominal),
            "made": _euros(nominal * shares),
            "total": _euros(total),
        }
        message = N_(
            "%(shares)s shares of %(nominal)s make %(made)s, and the sheet says %(total)s: correct one of the three."
        )
        return Fault(column, message, values)
    return nominal


def _amounts_fault(amount: int, called: int, paid: int) -> Fault | None:
    if paid < 0 or called < 0:
        return Fault("paid", N_("An amount that comes in is not below nothing: correct the sign."))
    if paid > amount:
        message = N_("%(paid)s are paid on shares of %(amount)s: %(over)s too much. Write the rest as received ahead.")
        return Fault("paid", message, {"paid": _euros(paid), "amount": _euros(amount), "over": _euros(paid - amount)})
    if called > amount:
        message = N_("%(called)s are called on shares of %(amount)s: correct the cell.")
        return Fault("called", message, {"called": _euros(called), "amount": _euros(amount)})
    return None


def _money(wanted: Wanted, books: Books) -> "_Drawn | Fault":
    kind, member = wanted.act.kind, wanted.holder.member_id
    column = MONEY_COLUMN[kind]
    cents = abs(wanted.figures.get(column) or wanted.figures.get("amount", 0))
    if wanted.shares:
        message = N_("This line moves money, not shares: empty the number of shares, or write another nature.")
        return Fault("shares", message)
    if not cents:
        return Fault(column, N_("Write the amount."))
    if column == "owed":
        return _less_owed(wanted, books, cents)
    if column == "advance":
        leg = Leg(kind=kind, member_id=member, advance_cents=-cents if kind in _GIVEN_UP else cents)
        return _Drawn([Draft(kind, wanted, (leg,))])
    before = books.position(member, wanted.on)
    open_cents = before.uncalled_cents if kind is Kind.CALL else before.unpaid_cents
    if cents > open_cents:
        values = {"day": written("fr", wanted.on), "open": _euros(open_cents), "over": _euros(cents - open_cents)}
        return Fault(column, TOO_MUCH[kind], values)
    if kind is Kind.CALL:
        return _Drawn([Draft(kind, wanted, (Leg(kind=kind, member_id=member, called_cents=cents),))])
    legs = [Leg(kind=kind, member_id=member, paid_cents=cents)]
    if cents > before.receivable_cents:
        legs.insert(0, Leg(kind=Kind.CALL, member_id=member, called_cents=cents - before.receivable_cents))
    return _Drawn([Draft(kind, wanted, tuple(legs))])


TOO_MUCH: dict[Kind, str] = {
    Kind.CALL: N_("On %(day)s only %(open)s are subscribed and not called yet: %(over)s too much."),
    Kind.PAYMENT: N_(
        "On %(day)s only %(open)s can be paid on these shares: %(over)s too much. Correct the amount, put the "
        "subscription before it, or write the rest as an advance."
    ),
}


def _less_owed(wanted: Wanted, books: Books, cents: int) -> "_Drawn | Fault":
    """Money of refunds: the first in rank are settled first; one operation for each refund."""
    drawn, left = _Drawn(), cents
    for claim in books.claims(wanted.holder.member_id):
        part = min(left, claim.left_from(wanted.on)) if claim.rank[0] <= wanted.on else 0
        if part:
            leg = Leg(kind=wanted.act.kind, member_id=wanted.holder.member_id, owed_cents=-part)
            drawn.drafts.append(Draft(wanted.act.kind, wanted, (leg,), claim_key=claim.key))
            drawn.paid_under.append((claim, part))
            left -= part
    if left:
        message = N_(
            "On %(day)s only %(owed)s are owed back to this member: %(over)s too much. Put the line of the refund that "
            "was decided before it."
        )
        values = {"day": written("fr", wanted.on), "owed": _euros(cents - left), "over": _euros(left)}
        return Fault("owed", message, values)
    return drawn


def _between(wanted: Wanted, books: Books) -> "_Drawn | Fault":
    leaving = _lots_out(wanted, books)
    if isinstance(leaving, Fault):
        return leaving
    out = _legs_out(wanted, leaving, owing=False)
    if isinstance(out, Fault):
        return out
    taker = wanted.other.member_id if wanted.other else 0
    back = [_to(leg, taker) for leg in out]
    return _Drawn([Draft(wanted.act.kind, wanted, (*out, *back))])


def _to(leg: Leg, member_id: int) -> Leg:
    return replace(
        leg,
        member_id=member_id,
        shares=-leg.shares,
        called_cents=-leg.called_cents,
        paid_cents=-leg.paid_cents,
    )


def _leaving(wanted: Wanted, books: Books) -> "_Drawn | Fault":
    """Shares leave the capital; what was paid of them, less losses, is owed back (a gift asks for nothing)."""
    leaving = _lots_out(wanted, books)
    if isinstance(leaving, Fault):
        return leaving
    kind, member = wanted.act.kind, wanted.holder.member_id
    legs = _legs_out(wanted, leaving, owing=kind is not Kind.GIFT)
    if isinstance(legs, Fault):
        return legs
    if kind is Kind.GIFT:
        return _Drawn([Draft(kind, wanted, tuple(legs))])
    paid = -sum(leg.paid_cents for leg in legs)
    owed = abs(wanted.figures.get("owed", wanted.figures.get("amount", paid)))
    if owed > paid:
        message = N_("%(owed)s would be refunded for shares of which %(paid)s are paid: %(over)s too much.")
        column = "owed" if "owed" in wanted.figures else "amount"
        return Fault(column, message, {"owed": _euros(owed), "paid": _euros(paid), "over": _euros(owed - paid)})
    if paid > owed:
        legs.append(Leg(kind=Kind.LOSS_CHARGED, member_id=member, owed_cents=owed - paid))
    begins = wanted.act.cause if paid or kind is not Kind.CANCELLATION else None
    drawn = _Drawn([Draft(kind, wanted, tuple(legs), begins=begins)], owed)
    if wanted.act.at_once and owed:
        out = Leg(kind=Kind.REFUND_PAID, member_id=member, owed_cents=-owed)
        drawn.drafts.append(Draft(Kind.REFUND_PAID, wanted, (out,)))
        drawn.owed = 0
    return drawn


def _lots_out(wanted: Wanted, books: Books) -> list[Lot] | Fault:
    if not wanted.shares:
        return Fault("shares", N_("Write how many shares."))
    held = books.lots(wanted.holder.member_id, wanted.on)
    have = sum(lot.shares for lot in held)
    if have < wanted.shares:
        message = N_("On %(day)s this member holds %(have)s shares: %(short)s too few for %(shares)s to leave.")
        day = written("fr", wanted.on)
        values = {"day": day, "have": have, "short": wanted.shares - have, "shares": wanted.shares}
        return Fault("shares", message, values)
    return split_off(held, wanted.shares)[0]


def _legs_out(wanted: Wanted, leaving: Iterable[Lot], *, owing: bool) -> list[Leg] | Fault:
    """The legs of the oldest lots; what the sheet says of them must be so, what was called and paid may differ."""
    figures = wanted.figures
    legs = legs_of_lots(wanted.act.kind, wanted.holder.member_id, leaving, owing=owing)
    worth = -sum(leg.subscribed_cents for leg in legs)
    nominal = figures.get("nominal")
    if nominal is not None and any(leg.nominal_cents != nominal for leg in legs):
        message = N_("The shares that leave first are worth %(value)s each on that day, not %(found)s.")
        value = next(leg.nominal_cents for leg in legs if leg.nominal_cents != nominal)
        return Fault("nominal", message, {"value": _euros(value), "found": _euros(nominal)})
    if "subscribed" in figures and abs(figures["subscribed"]) != worth:
        message = N_("The shares that leave first are worth %(value)s together on that day, not %(found)s.")
        return Fault("subscribed", message, {"value": _euros(worth), "found": _euros(abs(figures["subscribed"]))})
    if len(legs) == 1 and ("called" in figures or "paid" in figures):
        return [_said(legs[0], figures, owing=owing)]
    return legs


def _said(leg: Leg, figures: Mapping[str, int], *, owing: bool) -> Leg:
    paid = -abs(figures["paid"]) if "paid" in figures else leg.paid_cents
    called = -abs(figures["called"]) if "called" in figures else min(paid, leg.called_cents)
    return replace(leg, called_cents=called, paid_cents=paid, owed_cents=-paid if owing else 0)


def _euros(cents: int) -> str:
    return written("fr", Money(abs(cents)))
