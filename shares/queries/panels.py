"""What a member's card says of its shares: the account on the day, and every movement; one statement."""

from datetime import date, datetime

from foundation.accounts.permissions import Permission
from foundation.kernel.money import Money
from foundation.kernel.sentences import N_
from membership.models.members import Member
from membership.rules.panels import Panel, PanelLine
from membership.rules.proposals import Act
from shares.queries.journal import entries
from shares.rules.kinds import KIND_NAMES, Kind
from shares.rules.positions import NOTHING, Entry, Position, known_on, moved


def shares_panel(member: Member, on: date, known_at: datetime | None) -> Panel:
    """The box of shares on the card of `member` as of `on`, as known at a moment."""
    moved = known_on(entries([member.id]), date.max, known_at)
    position = NOTHING
    for entry in moved:
        if entry.effective_on <= on:
            position = position.plus(entry)
    newest = sorted(moved, key=lambda one: (one.effective_on, one.number), reverse=True)
    return Panel(
        "shares",
        N_("Shares"),
        Permission.SHARES_READ,
        figures=tuple(_figures(position)),
        lines=tuple(_line(one) for one in newest),
        acts=(
            Act(N_("Shares and movements"), "shares.account", {"number": member.number}),
            Act(N_("Certificates and forms"), "shares.papers", {"number": member.number}),
        ),
    )


def _figures(position: Position) -> list[tuple[str, object]]:
    figures: list[tuple[str, object]] = [
        (N_("Shares held"), position.shares),
        (N_("Subscribed"), position.subscribed),
        (N_("Paid"), position.paid),
    ]
    if position.receivable_cents > 0:
        figures.append((N_("To be paid"), Money(position.receivable_cents)))
    if position.owed_cents:
        figures.append((N_("Owed back"), position.owed))
    return figures


def _line(entry: Entry) -> PanelLine:
    kind = Kind(entry.kind)
    amount = moved(entry)
    if entry.shares == 0:
        return PanelLine(entry.effective_on, KIND_NAMES[kind], N_("%(amount)s"), {"amount": amount})
    values = {"shares": entry.shares, "amount": amount}
    return PanelLine(entry.effective_on, KIND_NAMES[kind], N_("shares: %(shares)s, amount: %(amount)s"), values)
