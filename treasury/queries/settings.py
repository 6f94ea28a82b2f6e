"""The settings of the treasury: levels of reminders, whether they leave by themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from foundation.kernel.db import db
from foundation.kernel.errors import NotFound, Refused
from foundation.kernel.sentences import N_
from treasury.models import AccountSetting, KeptProfile, OwnAccount, TreasurySetting
from treasury.rules.plan import STANDARD, AccountLine, Role
from treasury.rules.schedules import STANDARD_LEVELS, ReminderLevel


@dataclass(frozen=True)
class Reminding:
    """How reminders go out: by themselves each morning or not, and at which levels."""

    automatic: bool
    levels: tuple[ReminderLevel, ...]


def reminding() -> Reminding:
    """The settings in force; one statement."""
    rows_kept = db.session.execute(select(TreasurySetting.key, TreasurySetting.value))
    kept: dict[str, Any] = {row[0]: row[1] for row in rows_kept}
    rows = kept.get("reminder_levels")
    levels = tuple(ReminderLevel(*row) for row in rows) if rows else STANDARD_LEVELS
    return Reminding(bool(kept.get("reminders_automatic", False)), levels)


def account_plan() -> dict[Role, AccountLine]:
    """The accounts in force; one statement."""
    plan = dict(STANDARD)
    for row in db.session.execute(select(AccountSetting)).scalars():
        role = Role(row.role)
        plan[role] = AccountLine(role, row.number, row.label, third_party=STANDARD[role].third_party)
    return plan


def own_accounts(*, also_closed: bool = False) -> list[OwnAccount]:
    """The bank accounts of the cooperative, the one that payments are asked on first."""
    statement = select(OwnAccount).order_by(OwnAccount.asked_on.desc(), OwnAccount.name, OwnAccount.id)
    if not also_closed:
        statement = statement.where(OwnAccount.closed.is_(False))
    return list(db.session.execute(statement).scalars())


def own_account(account_id: int) -> OwnAccount:
    """The account of that identifier; raises NotFound."""
    found = db.session.get(OwnAccount, account_id)
    if found is None:
        raise NotFound("no-own-account", N_("The cooperative has no such bank account."))
    return found


def account_to_ask_on() -> OwnAccount:
    """Where members are asked to pay; refused while there is none."""
    found = own_accounts()
    if not found:
        raise Refused(
            "no-own-account-yet",
            N_(
                "The cooperative has no bank account here yet: record one under Treasury, Settings, before asking for money."
            ),
        )
    return found[0]


def profiles() -> list[KeptProfile]:
    """The profiles of CSV files, by name."""
    return list(db.session.execute(select(KeptProfile).order_by(KeptProfile.name)).scalars())


def profile_of(signature: str) -> KeptProfile | None:
    """The profile made for files with these heads."""
    statement = select(KeptProfile).where(KeptProfile.signature == signature).order_by(KeptProfile.id.desc()).limit(1)
    return db.session.execute(statement).scalar_one_or_none()


def names_of_accounts(accounts: Iterable[str]) -> dict[str, str]:
    """The name of each of these accounts that is ours, by IBAN or number."""
    rows = db.session.execute(select(OwnAccount.iban, OwnAccount.name).where(OwnAccount.iban.in_(list(accounts))))
    return {row[0]: row[1] for row in rows}
