"""What a person types to sign in or on their account page: shape only, the rules are in `rules/`."""

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, HiddenField, PasswordField, RadioField, SelectMultipleField, StringField
from wtforms.validators import DataRequired, Email, Length
from wtforms.widgets import CheckboxInput, ListWidget

from foundation.accounts.rules.passwords import LONGEST
from foundation.accounts.rules.tokens import LONGEST_NAME, USUAL_DAYS
from foundation.web.forms import BaseForm
from foundation.web.language import LANGUAGES


def _email_field(field_id: str) -> EmailField:
    return EmailField(
        _l("E-mail address"),
        id=field_id,
        validators=[
            DataRequired(_l("Write your e-mail address.")),
            Length(max=254, message=_l("An e-mail address has at most 254 characters.")),
            Email(_l("This is not an e-mail address. Write it as name@example.org.")),
        ],
        render_kw={"autocomplete": "username", "inputmode": "email"},
    )


class LinkForm(BaseForm):
    """Asks for a sign-in link by mail."""

    email = _email_field("lien-email")
    suite = HiddenField(id="lien-suite")


class SignInForm(BaseForm):
    """Signs in by password."""

    email = _email_field("email")
    password = PasswordField(
        _l("Password"),
        validators=[DataRequired(_l("Write your password, or ask for a sign-in link."))],
        render_kw={"autocomplete": "current-password"},
    )
    suite = HiddenField()


class ProfileForm(BaseForm):
    """How one is called and spoken to."""

    name = StringField(
        _l("Name"),
        validators=[
            DataRequired(_l("Write your first and last name.")),
            Length(max=200, message=_l("A name has at most 200 characters here.")),
        ],
        render_kw={"autocomplete": "name"},
    )
    language = RadioField(_l("Language of pages and mails"), choices=dict(LANGUAGES))


class NewPasswordForm(BaseForm):
    """Sets a password; `current` is asked for unless a mailed link was used minutes ago."""

    current = PasswordField(_l("Present password"), render_kw={"autocomplete": "current-password"})
    new = PasswordField(
        _l("New password"),
        validators=[
            DataRequired(_l("Write the new password.")),
            Length(max=LONGEST * 4, message=_l("This password is too long. Shorten it.")),
        ],
        description=_l("At least 12 characters. A few words in a row are strong and easy to remember."),
        render_kw={"autocomplete": "new-password"},
    )


class ConfirmForm(BaseForm):
    """A button: nothing but the proof that the page was ours."""


class TokenForm(BaseForm):
    """Makes a token for a program; the view offers its durations and, as `scopes`, what its owner may do."""

    name = StringField(
        _l("Which program will use it?"),
        validators=[
            DataRequired(_l("Name the program: you will recognise its token by it.")),
            Length(max=LONGEST_NAME, message=_l("The name of a token has at most 80 characters.")),
        ],
        render_kw={"autocomplete": "off"},
    )
    scopes = SelectMultipleField(
        _l("What it may do"),
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        validators=[DataRequired(_l("Tick at least one thing that the program needs."))],
    )
    days = RadioField(
        _l("It ends by itself after"),
        coerce=int,
        default=USUAL_DAYS[2],
    )
