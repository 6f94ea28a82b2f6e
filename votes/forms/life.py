"""Acts on a vote: each has its reason, some say until when or for whom."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from foundation.web.fields import LocalMomentField
from foundation.web.forms import BaseForm
from votes.services.act_writing import LONGEST_REASON

_LENGTH = Length(max=LONGEST_REASON)


class ReasonForm(BaseForm):
    """An act and why. `dispute_id`: the contest that it answers, of its address."""

    dispute_id = 0

    reason = TextAreaField(_l("Reason"), validators=[DataRequired(), _LENGTH])


class RemarkForm(BaseForm):
    """An act that needs no reason; one may be given."""

    dispute_id = 0

    reason = TextAreaField(_l("Reason"), validators=[Optional(), _LENGTH])


class ExtendForm(ReasonForm):
    """Until when the vote runs on."""

    until = LocalMomentField(_l("New closing time"), validators=[DataRequired()])


class DisputeForForm(ReasonForm):
    """A contest that came another way."""

    whom = StringField(_l("On behalf of"), validators=[DataRequired(), Length(max=200)])
