"""What staff keep of the books: the plan, our accounts, profiles, reminders; balances entered; files handed out."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import select, update

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from membership.rules.writing import tidy
from statutes.queries import version_on
from treasury.models import AccountSetting, BookedBalance, KeptProfile, OwnAccount, TreasurySetting
from treasury.models.accounts import SCHEMAS
from treasury.queries.books import entries
from treasury.queries.settings import account_plan, own_account
from treasury.rules.events import TreasuryTag
from treasury.rules.fec import Numbered, check_entries, fec_name, fec_text, numbered
from treasury.rules.iban import checked_bic, checked_iban, masked
from treasury.rules.plan import STANDARD, AccountLine, Role, checked_plan
from treasury.rules.readers.profile import CsvProfile, check_profile
from treasury.rules.schedules import ReminderLevel
from treasury.services.recording import recorded


def keep_own_account(
    name: str,
    holder: str,
    iban: str,
    *,
    bic: str = "",
    transfer_schema: str = SCHEMAS[0],
    asked_on: bool = False,
    account_id: int | None = None,
    actor: Actor,
    at: datetime,
) -> OwnAccount:
    """Record or amend a bank account of the cooperative; `asked_on`: members are asked to pay on this one."""
    number, code, title = checked_iban(iban), checked_bic(bic), tidy(name, 80)
    owner = tidy(holder, 70)
    if not title or not owner or transfer_schema not in SCHEMAS:
        raise Refused(
            "own-account-incomplete", N_("Write a name for the account, and the name of its holder at the bank.")
        )
    row = own_account(account_id) if account_id is not None else OwnAccount(closed=False)
    same = db.session.execute(select(OwnAccount.id).where(OwnAccount.iban == number)).scalar_one_or_none()
    if same is not None and same != account_id:
        raise Refused("own-account-twice", N_("This account is recorded already."))
    if asked_on:
        db.session.execute(update(OwnAccount).values(asked_on=False))
    row.name, row.holder, row.iban, row.bic = title, owner, number, code
    row.transfer_schema, row.asked_on = transfer_schema, asked_on
    db.session.add(row)
    db.session.flush()
    told = {"name": title, "masked": masked(number)}
    audit.record(TreasuryTag.OWN_ACCOUNT_KEPT, f"own-account:{row.id}", actor=actor, at=at, details=told)
    return row


def keep_plan(lines: Mapping[Role, tuple[str, str]], *, actor: Actor, at: datetime) -> list[Role]:
    """Change numbers and labels of the plan; what is standard again is forgotten. The roles that changed."""
    current = account_plan()
    wanted = {
        role: AccountLine(role, number.strip().upper(), tidy(label, 120), third_party=STANDARD[role].third_party)
        for role, (number, label) in lines.items()
    }
    plan = checked_plan(wanted)
    changed = [role for role in Role if plan[role] != current[role]]
    for role in changed:
        kept = db.session.get(AccountSetting, str(role))
        if plan[role] == STANDARD[role]:
            if kept is not None:
                db.session.delete(kept)
            continue
        line = plan[role]
        db.session.merge(AccountSetting(role=str(role), number=line.number, label=line.label, changed_at=at))
    db.session.flush()
    if changed:
        told = {"changed": ", ".join(f"{plan[role].number}" for role in changed)}
        audit.record(TreasuryTag.PLAN_CHANGED, "treasury:0", actor=actor, at=at, details=told)
    return changed


def keep_reminders(levels: Sequence[ReminderLevel], *, automatic: bool, actor: Actor, at: datetime) -> None:
    """The levels of reminders, each with its switch, and whether they leave by themselves each morning."""
    ordered = sorted(levels, key=lambda one: one.level)
    if [one.days for one in ordered] != sorted({one.days for one in ordered}) or any(one.days < 1 for one in ordered):
        raise Refused("levels-disordered", N_("Each reminder must come later than the one before it."))
    values: dict[str, object] = {
        "reminder_levels": [[one.level, one.days, one.enabled] for one in ordered],
        "reminders_automatic": automatic,
    }
    for key, value in values.items():
        db.session.merge(TreasurySetting(key=key, value=value, changed_at=at))
    db.session.flush()
    told = {"changed": ", ".join(sorted(values))}
    audit.record(TreasuryTag.SETTINGS_CHANGED, "treasury:0", actor=actor, at=at, details=told)


def keep_profile(profile: CsvProfile, signature: str, *, actor: Actor, at: datetime) -> KeptProfile:
    """Keep how a bank's CSV is read; the same name replaces, the old layout of a bank keeps its own name."""
    check_profile(profile)
    name = tidy(profile.name, 80)
    if not name:
        raise Refused("no-profile-name", N_("Give the profile a name, such as that of the bank and the year."))
    row = db.session.execute(select(KeptProfile).where(KeptProfile.name == name)).scalar_one_or_none()
    if row is None:
        row = KeptProfile(name=name)
        db.session.add(row)
    row.signature, row.mapping, row.changed_at = signature[:2000], profile.as_json(), at
    db.session.flush()
    audit.record(TreasuryTag.SETTINGS_CHANGED, "treasury:0", actor=actor, at=at, details={"changed": name})
    return row


def enter_books(on: date, amounts: Mapping[str, int], *, actor: Actor, at: datetime) -> None:
    """What the accountant's ledger says of some accounts on a day, in cents, debit above zero."""
    db.session.add_all(
        BookedBalance(on_day=on, number=number, cents=cents, **recorded(actor, at)) for number, cents in amounts.items()
    )
    db.session.flush()
    audit.record(TreasuryTag.BOOKS_ENTERED, "treasury:0", actor=actor, at=at, details={"day": str(on)})


def year_entries(first: date, last: date) -> list[Numbered]:
    """The numbered entries of a year, checked: balanced, numbers without gap."""
    if first > last:
        raise Refused("days-reversed", N_("The first day comes after the last one."))
    found = numbered(entries(first, last), first, last)
    check_entries(found)
    return found


def hand_out_fec(first: date, last: date, *, actor: Actor, at: datetime) -> tuple[str, str]:
    """(file name, text) of the extract of a year in the shape of the FEC."""
    version = version_on(last)
    name = fec_name((version.statutes.company.siren if version else "") or "", last)
    text = fec_text(year_entries(first, last))
    _handed(first, last, "FEC", actor=actor, at=at)
    return name, text


def hand_out_journal(first: date, last: date, *, actor: Actor, at: datetime) -> list[Numbered]:
    """The entries of the plain journal."""
    found = year_entries(first, last)
    _handed(first, last, "CSV", actor=actor, at=at)
    return found


def _handed(first: date, last: date, kind: str, *, actor: Actor, at: datetime) -> None:
    told = {"first": str(first), "last": str(last), "kind": kind}
    audit.record(TreasuryTag.BOOKS_HANDED_OUT, "treasury:0", actor=actor, at=at, details=told)
