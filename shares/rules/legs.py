"""One movement before it is written: signed changes of one account; and the movements that take lots out of one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from shares.rules.kinds import Kind
from shares.rules.lots import Lot


@dataclass(frozen=True, kw_only=True)
class Leg:
    """One movement to append; amounts in cents, signed."""

    kind: Kind
    member_id: int | None = None
    application_id: int | None = None
    shares: int = 0
    nominal_cents: int = 0
    called_cents: int = 0
    paid_cents: int = 0
    owed_cents: int = 0
    advance_cents: int = 0
    acquired_on: date | None = None
    reverses_id: int | None = None

    @property
    def subscribed_cents(self) -> int:
        """The nominal amount, signed."""
        return self.shares * self.nominal_cents


def legs_of_lots(kind: Kind, member_id: int, leaving: Iterable[Lot], *, owing: bool = False) -> list[Leg]:
    """The movements that take lots out of an account, one for each nominal value; `owing`: what is paid is owed back."""
    by_nominal: dict[int, list[Lot]] = {}
    for lot in leaving:
        by_nominal.setdefault(lot.nominal_cents, []).append(lot)
    return [
        Leg(
            kind=kind,
            member_id=member_id,
            shares=-sum(lot.shares for lot in group),
            nominal_cents=nominal,
            called_cents=-sum(lot.called_cents for lot in group),
            paid_cents=-sum(lot.paid_cents for lot in group),
            owed_cents=sum(lot.paid_cents for lot in group) if owing else 0,
        )
        for nominal, group in by_nominal.items()
    ]
