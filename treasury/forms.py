"""What staff type about money: shape only; sums, references and accounts are judged by the rules."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, Field, HiddenField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError

from foundation.kernel.sentences import sentence
from foundation.web.fields import DayField, EurosField
from foundation.web.forms import BaseForm, choices
from foundation.web.language import current_language
from treasury.models.accounts import SCHEMAS
from treasury.rules.readers.profile import CsvProfile
from treasury.rules.settling import MEANS_NAMES, Means

_DATE_ORDERS = (("dmy", _l("day, month, year")), ("ymd", _l("year, month, day")), ("mdy", _l("month, day, year")))
_DECIMALS = ((",", _l("a comma: 1 234,56")), (".", _l("a point: 1,234.56")))
_ENCODINGS = (
    ("", _l("found by itself")), ("utf-8", "UTF-8"), ("cp1252", "Windows 1252"), ("iso-8859-15", "ISO 8859-15"),
    ("utf-16", "UTF-16"), ("cp850", "DOS 850"), ("mac_roman", "Mac"),
)  # fmt: skip
_COLUMNS = (
    "date", "amount", "debit", "credit", "label", "more_label", "value_date", "counterparty", "iban", "reference", "balance",
)  # fmt: skip


def _text(label: object, limit: int, *, needed: object = None) -> StringField:
    return StringField(label, validators=[DataRequired(needed) if needed else Optional(), Length(max=limit)])


class FileForm(BaseForm):
    """A bank file."""

    file = FileField(_l("Bank file"), validators=[DataRequired(_l("Choose the file that the bank gave you."))])


class ProfileForm(BaseForm):
    """What the columns of a CSV hold."""

    name = _text(
        _l("Name of the profile"), 80, needed=_l("Give the profile a name, such as that of the bank and the year.")
    )
    account = SelectField(_l("Account"), validators=[InputRequired(_l("Choose one of the list."))])
    date = SelectField(_l("Date"), validators=[InputRequired(_l("Choose the column of the date."))])
    amount = SelectField(_l("Amount, with its sign"), default="")
    debit = SelectField(_l("Debit"), default="")
    credit = SelectField(_l("Credit"), default="")
    label = SelectField(_l("Label"), default="")
    more_label = SelectField(_l("More of the label"), default="")
    value_date = SelectField(_l("Value date"), default="")
    counterparty = SelectField(_l("Name of the other side"), default="")
    iban = SelectField(_l("IBAN of the other side"), default="")
    reference = SelectField(_l("Reference of the bank"), default="")
    balance = SelectField(_l("Balance after the line"), default="")
    date_order = SelectField(_l("Dates are written"), choices=choices(_DATE_ORDERS), default="dmy")
    decimal = SelectField(_l("Cents come after"), choices=choices(_DECIMALS), default=",")
    encoding = SelectField(_l("Alphabet of the file"), choices=choices(_ENCODINGS), default="")
    opposite = BooleanField(_l("The signs are turned round: a payment received is below zero"))

    def offer(self, heads: list[str], accounts: list[tuple[str, str]]) -> None:
        """Fill the lists of columns and accounts."""
        columns = choices([("", _l("– not in this file –")), *((head, head) for head in heads if head)])
        for name in _COLUMNS:
            self[name].choices = columns
        self.account.choices = choices(accounts)

    def profile(self, separator: str) -> CsvProfile:
        """As the reader takes it."""
        columns = {name: self[name].data or "" for name in _COLUMNS}
        return CsvProfile(
            name=self.name.data or "",
            account=self.account.data,
            separator=separator,
            encoding=self.encoding.data or "",
            decimal=self.decimal.data,
            date_order=self.date_order.data,
            opposite=bool(self.opposite.data),
            **columns,
        )


class ReasonForm(BaseForm):
    """A reason, and nothing else."""

    reason = _text(_l("Reason"), 300, needed=_l("Write the reason: it stays on record."))


class HoldBackForm(BaseForm):
    """Money to be given back."""

    amount = EurosField(
        _l("Amount to give back"), validators=[DataRequired(_l("Write an amount in euros, such as 20 or 1234,56."))]
    )
    reason = _text(_l("Reason"), 300, needed=_l("Write the reason: it stays on record."))


class SplitForm(BaseForm):
    """A line over several requests: a reference and an amount on each row."""

    parts = TextAreaField(
        _l("References and amounts"),
        validators=[DataRequired(_l("Write one reference and one amount on each row.")), Length(max=4000)],
        render_kw={"rows": 4},
    )


class PaymentForm(BaseForm):
    """Money that no bank line tells."""

    amount = EurosField(_l("Amount"), validators=[DataRequired(_l("Write an amount in euros, such as 20 or 1234,56."))])
    paid_on = DayField(_l("Received on"), validators=[DataRequired(_l("Choose the day on which the money came."))])
    means = SelectField(_l("Means of payment"))
    payer = _text(_l("Paid by, if somebody else"), 200)
    document = _text(_l("Supporting document"), 200)

    def offer(self) -> None:
        """Fill the list of means; transfers come by the bank's own files."""
        language = current_language()
        self.means.choices = choices(
            (str(one), sentence(language, MEANS_NAMES[one]))
            for one in (Means.CHEQUE, Means.CASH, Means.CARD, Means.TRANSFER)
        )


class InstalmentsForm(BaseForm):
    """Equal instalments."""

    count = IntegerField(
        _l("Number of instalments"), default=1, validators=[InputRequired(), NumberRange(min=1, max=60)]
    )
    first_on = DayField(
        _l("The first is due on"), validators=[DataRequired(_l("Choose the day of the first instalment."))]
    )
    every_months = IntegerField(
        _l("Months between two"), default=1, validators=[InputRequired(), NumberRange(min=1, max=12)]
    )


class RequestForm(InstalmentsForm):
    """A request for what a subscription left unpaid."""

    payer = _text(_l("Paid by, if somebody else"), 200)
    email = _text(_l("E-mail of who pays"), 254)
    send = BooleanField(_l("Send the request by e-mail at once"))


class RescheduleForm(InstalmentsForm):
    """Other instalments for the same sum."""

    reason = _text(_l("Reason"), 300)


class PayeeForm(BaseForm):
    """Where money out goes."""

    holder = _text(
        _l("Holder of the account"), 70, needed=_l("Write the name of the holder of the account, as the bank knows it.")
    )
    origin = BooleanField(_l("The account that the money came from"))
    iban = _text(_l("IBAN"), 45)
    bic = _text(_l("BIC"), 15)

    def validate_iban(self, iban: Field) -> None:
        """An account is named, one way or the other."""
        if not self.origin.data and not (iban.data or "").strip():
            raise ValidationError(_l("Write the IBAN."))

    def account_or(self, origin: str) -> str:
        """The account that was typed, else the one that the money came from where its box is ticked."""
        return (self.iban.data or "").strip() or (origin if self.origin.data else "")


class PrepareForm(BaseForm):
    """A transfer file."""

    own_account = SelectField(_l("From the account"), validators=[InputRequired(_l("Choose one of the list."))])
    execute_on = DayField(_l("Execution on"), validators=[DataRequired(_l("Choose the day of execution."))])


class OwnAccountForm(BaseForm):
    """A bank account of the cooperative."""

    name = _text(_l("Name of the account"), 80, needed=_l("Name the account, such as “Compte courant”."))
    holder = _text(
        _l("Holder of the account"), 70, needed=_l("Write the name of the holder of the account, as the bank knows it.")
    )
    iban = _text(_l("IBAN"), 45, needed=_l("Write the IBAN."))
    bic = _text(_l("BIC"), 15)
    transfer_schema = SelectField(
        _l("Version of transfer files that the bank takes"), choices=choices((one, one) for one in SCHEMAS)
    )
    asked_on = BooleanField(_l("Members are asked to pay on this account"), default=True)


class RemindersForm(BaseForm):
    """Levels of reminders, each with its switch."""

    automatic = BooleanField(_l("Send the reminders by themselves, each morning"))
    days_1 = IntegerField(
        _l("First reminder, days after the missed day"), validators=[InputRequired(), NumberRange(min=1, max=400)]
    )
    on_1 = BooleanField(_l("Send the first reminder"))
    days_2 = IntegerField(
        _l("Second reminder, days after the missed day"), validators=[InputRequired(), NumberRange(min=1, max=400)]
    )
    on_2 = BooleanField(_l("Send the second reminder"))
    days_3 = IntegerField(
        _l("Third reminder, days after the missed day"), validators=[InputRequired(), NumberRange(min=1, max=400)]
    )
    on_3 = BooleanField(_l("Send the third reminder"))


class PlanForm(BaseForm):
    """The account plan: numbers and labels are read by their role (`treasury/rules/plan.py`)."""


class YearForm(BaseForm):
    """The days of an extract."""

    first = DayField(_l("From"), validators=[DataRequired(_l("Choose the first day of the year."))])
    last = DayField(_l("To"), validators=[DataRequired(_l("Choose the last day of the year."))])
    kind = HiddenField()


class BooksForm(BaseForm):
    """What the books say of each account on a day; amounts are read by account number."""

    on = DayField(_l("Day"), validators=[DataRequired(_l("Choose the day of the balances."))])
