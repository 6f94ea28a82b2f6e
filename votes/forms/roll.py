"""Changes of a roll: a right added after the opening, a right taken back, the reason of each."""

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from foundation.web.forms import BaseForm
from votes.services.act_writing import LONGEST_REASON

LARGEST_NUMBER = 2**31 - 1


class AdditionForm(BaseForm):
    """`college` is offered where the vote has colleges."""

    number = IntegerField(_l("Number of the member"), validators=[InputRequired(), NumberRange(1, LARGEST_NUMBER)])
    college = SelectField(_l("College"), validate_choice=False)
    reason = TextAreaField(_l("Reason"), validators=[DataRequired(), Length(max=LONGEST_REASON)])


class TakeBackForm(BaseForm):
    """Why a right is taken back."""

    reason = TextAreaField(_l("Reason"), validators=[DataRequired(), Length(max=LONGEST_REASON)])


class PaperCountForm(BaseForm):
    """A count of paper ballots, one line a kind of ballot; where each ballot has one choice its numbers stand beside them."""

    college = SelectField(_l("College"), validate_choice=False)
    lines = TextAreaField(_l("Ballots, one kind a line"), validators=[Length(max=20_000)])
