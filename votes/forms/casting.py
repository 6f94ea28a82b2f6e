"""The ballot as it is sent: one choice, for one right or for several in the same hand."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import RadioField, SelectChoice, SelectMultipleField, StringField
from wtforms.validators import InputRequired

from foundation.kernel.errors import Malformed
from foundation.kernel.sentences import N_
from foundation.web.forms import BaseForm
from foundation.web.incoming import row_number
from votes.rules.tally import ABSTAIN, AGAINST, CHOICES, FOR


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


@dataclass(frozen=True)
class SentBallot:
    """A ballot as it was sent, before any rule: the rights it is for, each once, and the choice, known or not."""

    rights: list[int]
    choice: str
    back_to: str

    @property
    def says_something(self) -> bool:
        """Whether the choice is one of the three; if not, the form tells what is missing."""
        return self.choice in CHOICES


def sent_ballot(sent: MultiDict[str, str]) -> SentBallot:
    """Read a ballot; raises Malformed where it names no right, or one that is not a number."""
    try:
        rights = [row_number(text) for text in sent.getlist("right")]
    except ValueError:
        rights = []
    if not rights:
        raise Malformed(
            "ballot-right", N_("This ballot names no right to vote. Open the vote again and cast it there.")
        )
    return SentBallot(list(dict.fromkeys(rights)), sent.get("choice", ""), sent.get("suite", ""))
