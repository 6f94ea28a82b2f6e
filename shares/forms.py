"""What staff, members and visitors type about shares and their papers: shape only; the rules judge."""

import secrets
from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from foundation.web.fields import DayField, EurosField
from foundation.web.forms import BaseForm, choices
from membership.queries.applications import ApplicationView
from shares.rules.heirs import read_pairs
from shares.services.appending import Papers

_DAY = _l("Write a day such as 31/12/2026.")
_PARTS = (1, 2, 3, 4, 6, 10, 12, 24, 36, 48, 60)


def shares_field() -> IntegerField:
    """A number of shares, one at least."""
    return IntegerField(
        _l("Number of shares"),
        validators=[
            InputRequired(_l("Write how many shares.")),
            NumberRange(min=1, max=10_000_000, message=_l("Write a whole number of shares, one at least.")),
        ],
    )


class CertificateForm(BaseForm):
    """A certificate, or an individual account, of a day."""

    as_of = DayField(_l("State of the day"), validators=[InputRequired(_DAY)])
    known_on = DayField(_l("As it was known on"), validators=[Optional()])


class SubscriptionFormForm(BaseForm):
    """What a subscription form is filled with."""

    shares = shares_field()
    at_once = EurosField(_l("Paid with the signature"), validators=[Optional()])
    parts = SelectField(_l("Payments for the balance"), choices=choices((n, n) for n in _PARTS), coerce=int, default=1)


class LetterForm(BaseForm):
    """A button: nothing is typed."""


class RegisterForm(BaseForm):
    """Which list, of which day."""

    name = SelectField(_l("Register or list"), validators=[InputRequired(_l("Choose one of the list."))])
    as_of = DayField(_l("State of the day"), validators=[InputRequired(_DAY)])
    known_on = DayField(_l("As it was known on"), validators=[Optional()])


class BatchForm(BaseForm):
    """The day of a batch of certificates."""

    batch_day = DayField(_l("State of the day"), validators=[InputRequired(_DAY)])


class CheckForm(BaseForm):
    """The number and the code of a certificate."""

    number = IntegerField(
        _l("Number"),
        validators=[InputRequired(_l("Write the number printed on the certificate.")), NumberRange(min=1)],
    )
    code = StringField(
        _l("Verification code"),
        validators=[DataRequired(_l("Write the code of twelve signs printed on the certificate.")), Length(max=60)],
    )


class OperationForm(BaseForm):
    """What every operation carries: its day, the decision behind it, its paper, why."""

    effective_on = DayField(_l("Takes effect on"), validators=[InputRequired(_DAY)])
    decision = StringField(_l("Decision"), validators=[Length(max=200)])
    document = StringField(_l("Supporting document"), validators=[Length(max=200)])
    motive = StringField(_l("Reason"), validators=[Length(max=500)])

    def papers(self) -> Papers:
        """The papers as the services take them."""
        return {
            "decision": self.decision.data or "",
            "document": self.document.data or "",
            "motive": self.motive.data or "",
        }


class SubscribeForm(OperationForm):
    """A subscription: shares, and what was paid with it."""

    shares = shares_field()
    paid = EurosField(_l("Paid at once"), validators=[Optional()])


class MoneyForm(OperationForm):
    """An amount: a call, a payment."""

    amount = EurosField(_l("Amount"), validators=[InputRequired(_l("Write the amount."))])


class PaymentForm(MoneyForm):
    """Money received; who pays may be another."""

    payer = StringField(_l("Paid by, if another"), validators=[Length(max=200)])


class NoticeForm(MoneyForm):
    """A formal notice by registered letter: which sum, which letter."""

    document = StringField(
        _l("Registered letter"), validators=[DataRequired(_l("Write which letter, with its number.")), Length(max=200)]
    )


class SharesForm(OperationForm):
    """A number of shares: a partial refund asked for, a gift to the cooperative."""

    shares = shares_field()


class TransferForm(SharesForm):
    """Shares to another member."""

    taker = IntegerField(_l("To member no."), validators=[InputRequired(_l("Write the number of the member."))])


class NewcomerForm(SharesForm):
    """Shares to somebody who becomes a member by them."""

    candidate = SelectField(_l("To the candidate"), coerce=int, validators=[InputRequired(_l("Choose a candidate."))])

    def offer(self, accepted: Sequence[ApplicationView]) -> None:
        """The candidates whom the body accepted."""
        self.candidate.choices = choices((one.id, one.party.name) for one in accepted)


class SuccessionForm(OperationForm):
    """Who inherits how many shares."""

    heirs = TextAreaField(
        _l("Heirs"), validators=[DataRequired(_l("Write one heir a line: member number, number of shares."))]
    )

    def read_heirs(self) -> list[tuple[int, int]]:
        """(member number, shares) of each line; Refused where a line says something else."""
        return read_pairs(self.heirs.data or "")


class ConversionForm(SharesForm):
    """Shares, and the nominal value that they get."""

    nominal = EurosField(_l("New nominal value"), validators=[InputRequired(_l("Write the nominal value."))])


class NominalForm(OperationForm):
    """Another nominal value for every share."""

    nominal = EurosField(_l("New nominal value"), validators=[InputRequired(_l("Write the nominal value."))])


class ExitClaimForm(BaseForm):
    """The place in the queue of who is no longer a member."""

    rank_on = DayField(_l("First day without membership"), validators=[InputRequired(_DAY)])
    cause = SelectField(_l("Cause"))
    payee = StringField(_l("To be paid to, if another"), validators=[Length(max=200)])


class ReverseForm(BaseForm):
    """Why an operation is taken back."""

    motive = StringField(_l("Reason"), validators=[DataRequired(_l("Write the reason.")), Length(max=500)])


class DecideForm(OperationForm):
    """A refund decided, whole or in part."""

    shares = IntegerField(_l("Number of shares, if not all"), validators=[Optional(), NumberRange(min=1)])


class PayForm(OperationForm):
    """A refund paid, whole or in part."""

    amount = EurosField(_l("Amount"), validators=[InputRequired(_l("Write the amount."))])


class LossesForm(BaseForm):
    """The losses of a closed year, as the assembly approved them; zero where there were none."""

    year_end = DayField(_l("Year closed on"), validators=[InputRequired(_DAY)])
    losses = EurosField(_l("Accumulated losses"), validators=[InputRequired(_l("Write the amount."))])
    special_reserve = EurosField(_l("Special reserve at the end of the year"), validators=[Optional()])
    statutory_reserve = EurosField(_l("Statutory reserves at the end of the year"), validators=[Optional()])
    decided_on = DayField(_l("Decided on"), validators=[InputRequired(_DAY)])
    decision = StringField(
        _l("Decision"), validators=[DataRequired(_l("Write the assembly and its minutes.")), Length(max=200)]
    )
    document = StringField(_l("Supporting document"), validators=[Length(max=200)])


# ---- what members ask for, and how the office answers -----------------------------------------------

WHOLE, LEAST = "whole", "least"


class AskForm(BaseForm):
    """What every request carries: the word of its page (the same form sent twice is one request), words of the member."""

    once = HiddenField(default=lambda: secrets.token_hex(16), validators=[DataRequired(), Length(min=16, max=40)])
    motive = TextAreaField(_l("A word to the office"), validators=[Length(max=500)], render_kw={"rows": 2})


class AskSharesForm(AskForm):
    """More shares."""

    shares = shares_field()
    pay = RadioField(
        _l("To pay"),
        choices=choices([(WHOLE, _l("The whole")), (LEAST, _l("Only what is due at once"))]),
        default=WHOLE,
    )


def _iban() -> StringField:
    return StringField(_l("IBAN for the refund"), validators=[Optional(), Length(max=42)])


class AskRefundForm(AskForm):
    """Some shares back."""

    shares = shares_field()
    iban = _iban()


class AskTransferForm(AskForm):
    """Shares to another member, named by number and name."""

    shares = shares_field()
    taker = IntegerField(_l("Number of the other member"), validators=[InputRequired(_l("Write their number."))])
    taker_name = StringField(_l("Their name"), validators=[DataRequired(_l("Write their name.")), Length(max=200)])


class AskExitForm(AskForm):
    """To leave."""

    wished_on = DayField(_l("Last day wished"), validators=[Optional()])
    iban = _iban()


class AcceptForm(OperationForm):
    """The office does what was asked."""

    paid = EurosField(_l("Paid so far"), validators=[Optional()])
    decided_on = DayField(_l("Decided on"), validators=[Optional()])
    looked = StringField(_l("Why it is right"), validators=[Length(max=500)])


class RefuseForm(BaseForm):
    """The office refuses, and says why."""

    reason = TextAreaField(
        _l("Reason"),
        validators=[DataRequired(_l("Write the reason: the member reads it.")), Length(max=500)],
        render_kw={"rows": 3},
    )
