"""Our own bank accounts, the account plan, profiles of CSV files, settings; and the balances that the books say."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from foundation.kernel.db import JsonText, Model, UtcDateTime
from foundation.kernel.ledger import AppendOnly
from treasury.models.recording import Recorded

SCHEMAS = ("pain.001.001.09", "pain.001.001.03")


class OwnAccount(Model):
    """A bank account of the cooperative; `transfer_schema` is the version of transfer files that its bank takes."""

    __tablename__ = "own_account"
    __table_args__ = (
        CheckConstraint(f"transfer_schema IN ({', '.join(map(repr, SCHEMAS))})", name="known_schema"),
        CheckConstraint("iban <> ''", name="has_iban"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    holder: Mapped[str] = mapped_column(String(70))
    iban: Mapped[str] = mapped_column(String(34), unique=True)
    bic: Mapped[str] = mapped_column(String(11), default="")
    transfer_schema: Mapped[str] = mapped_column(String(20), default=SCHEMAS[0])
    asked_on: Mapped[bool] = mapped_column(default=False)
    closed: Mapped[bool] = mapped_column(default=False)


class AccountSetting(Model):
    """An account of the plan whose number or label is not the standard one."""

    __tablename__ = "account_setting"

    role: Mapped[str] = mapped_column(String(30), primary_key=True)
    number: Mapped[str] = mapped_column(String(12))
    label: Mapped[str] = mapped_column(String(120))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class TreasurySetting(Model):
    """One setting of the treasury; the value is JSON."""

    __tablename__ = "treasury_setting"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[Any] = mapped_column(JsonText)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class KeptProfile(Model):
    """How the CSV of one bank is read, found again by the heads of its columns (`signature`)."""

    __tablename__ = "csv_profile"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    signature: Mapped[str] = mapped_column(String(2000))
    mapping: Mapped[dict[str, Any]] = mapped_column(JsonText)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class BookedBalance(Recorded, AppendOnly, Model):
    """What the books of the accountant say of an account on a day, debit above zero; the last one recorded rules."""

    __tablename__ = "booked_balance"
    __table_args__ = (Index(None, "on_day", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    on_day: Mapped[date]
    number: Mapped[str] = mapped_column(String(12))
    cents: Mapped[int] = mapped_column(BigInteger)
