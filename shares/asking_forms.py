"""What a member types in asking for something, and what the office types in answering: shape only, the rules judge."""

import secrets

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from foundation.web.fields import DayField, EurosField
from foundation.web.forms import BaseForm, choices
from shares.forms import OperationForm, shares_field

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
