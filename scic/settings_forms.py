"""The shape of the settings."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import EmailField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Email, Length, NumberRange, Optional, Regexp

from foundation.accounts.permissions import GRANTABLE_ROLES, ROLE_NAMES
from foundation.web.forms import BaseForm, choices

COLOUR = Regexp(
    r"#[0-9a-fA-F]{6}$", message=_l("Write a colour as # and six figures or letters, for instance #12665f.")
)
NOTICE = Length(max=20_000)


class SettingsForm(BaseForm):
    """What the cooperative says of itself."""

    name = StringField(_l("Name"), validators=[DataRequired(), Length(max=120)])
    short_name = StringField(_l("Short name"), validators=[Length(max=40)])
    email = EmailField(_l("Contact address"), validators=[Optional(), Email(_l("This is not an e-mail address."))])
    phone = StringField(_l("Telephone"), validators=[Length(max=40)])
    logo = FileField(_l("Logo"))
    brand_colour = StringField(_l("Main colour"), validators=[COLOUR])
    accent_colour = StringField(_l("Accent colour"), validators=[COLOUR])
    smtp_host = StringField(_l("Mail server"), validators=[Length(max=200)])
    smtp_port = IntegerField(_l("Port"), validators=[NumberRange(1, 65_535)])
    smtp_security = SelectField(
        _l("Security"),
        choices=choices([("starttls", "STARTTLS"), ("tls", "TLS"), ("none", _l("None (local server only)"))]),
    )
    smtp_user = StringField(_l("User name"), validators=[Length(max=200)])
    mail_from = EmailField(_l("Sender address"), validators=[Optional(), Email(_l("This is not an e-mail address."))])
    smtp_per_minute = IntegerField(_l("Mails a minute"), validators=[NumberRange(0, 10_000)])
    legal_notice = TextAreaField(_l("Legal notice"), validators=[NOTICE])
    privacy_notice = TextAreaField(_l("Privacy notice"), validators=[NOTICE])
    accessibility_statement = TextAreaField(_l("Accessibility statement"), validators=[NOTICE])

    def values(self) -> dict[str, str | int | bool]:
        """What was typed, the logo aside."""
        return {
            field.short_name: field.data.strip() if isinstance(field.data, str) else field.data
            for field in self
            if field.short_name not in ("logo", "csrf_token") and field.data is not None
        }


class RoleForm(BaseForm):
    """A role for an account."""

    email = EmailField(
        _l("E-mail of the account"), validators=[DataRequired(), Email(_l("This is not an e-mail address."))]
    )
    name = StringField(_l("Name, for a new account"), validators=[Length(max=200)])
    role = SelectField(_l("Role"), choices=choices([(role.value, _l(ROLE_NAMES[role])) for role in GRANTABLE_ROLES]))


class MotiveForm(BaseForm):
    """Why everything is taken out."""

    motive = StringField(_l("Reason"), validators=[DataRequired(_l("Write why: the reason is kept.")), Length(max=300)])
