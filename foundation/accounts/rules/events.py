"""What the audit trail says about accounts. No fact holds an e-mail address, a password or a token."""

from enum import StrEnum

from foundation.kernel.sentences import N_


class AccountEvent(StrEnum):
    """Tags of audit facts; the subject is always "account:id"."""

    CREATED = "accounts:account:created"
    DISABLED = "accounts:account:disabled"
    ENABLED = "accounts:account:enabled"
    PROFILE_CHANGED = "accounts:account:profile_changed"
    EMAIL_CHANGED = "accounts:account:email_changed"
    PASSWORD_SET = "accounts:account:password_set"  # noqa: S105  # nosec B105
    LINK_REQUESTED = "accounts:link:requested"
    ROLE_GRANTED = "accounts:role:granted"
    ROLE_REVOKED = "accounts:role:revoked"
    SIGNED_IN = "accounts:session:opened"
    SIGNED_OUT = "accounts:session:closed"
    SESSIONS_REVOKED = "accounts:session:revoked"
    TOKEN_MADE = "accounts:token:made"  # noqa: S105  # nosec B105
    TOKEN_REVOKED = "accounts:token:revoked"  # noqa: S105  # nosec B105


EVENT_SENTENCES: dict[str, str] = {
    AccountEvent.CREATED: N_("The account of %(name)s was created."),
    AccountEvent.DISABLED: N_("The account was disabled and its sessions closed."),
    AccountEvent.ENABLED: N_("The account was enabled again."),
    AccountEvent.PROFILE_CHANGED: N_("The name or the language of the account was changed (name: %(name)s)."),
    AccountEvent.EMAIL_CHANGED: N_("The e-mail address of the account was changed."),
    AccountEvent.PASSWORD_SET: N_("A new password was set and the other sessions closed."),
    AccountEvent.LINK_REQUESTED: N_("A sign-in link was asked for."),
    AccountEvent.ROLE_GRANTED: N_("The role “%(role)s” was granted."),
    AccountEvent.ROLE_REVOKED: N_("The role “%(role)s” was revoked."),
    AccountEvent.SIGNED_IN: N_("Signed in (%(way)s, %(browser)s)."),
    AccountEvent.SIGNED_OUT: N_("Signed out."),
    AccountEvent.SESSIONS_REVOKED: N_("Other sessions closed: %(count)s."),
    AccountEvent.TOKEN_MADE: N_("A token for programs, “%(name)s”, was made (%(scopes)s), until %(until)s."),
    AccountEvent.TOKEN_REVOKED: N_("The token for programs “%(name)s” was revoked."),
}
