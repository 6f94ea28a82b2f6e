"""The ballot as it is sent: one choice, for one right or for several in the same hand."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice, SelectMultipleField, StringField
from wtforms.validators import InputRequired

from foundation.kernel.errors import Malformed
from foundation.kernel.sentences import N_
from foundation.web.forms import BaseForm
from foundation.web.incoming import row_number
from votes.rules.tally import ABSTAIN, AGAINST, FOR


class BallotForm(BaseForm):
    """`right` may be sent several times; `suite` is the local address to go back to."""

    right = SelectMultipleField(coerce=row_number, validate_choice=False)
    choice = RadioField(
        _l("Your ballot"),
        choices=[
            SelectChoice(FOR, _l("For")),
            SelectChoice(AGAINST, _l("Against")),
            SelectChoice(ABSTAIN, _l("Abstain")),
        ],
        validators=[InputRequired(_l("Choose for, against or abstain, then cast your ballot."))],
    )
    suite = StringField()

    def rights(self) -> list[int]:
        """The rights that the ballot is for, each once; raises Malformed where there is none or not a number."""
        sent: list[int] = self.right.data or []
        if not sent or self.right.process_errors:
            raise Malformed(
                "ballot-right", N_("This ballot names no right to vote. Open the vote again and cast it there.")
            )
        return list(dict.fromkeys(sent))
