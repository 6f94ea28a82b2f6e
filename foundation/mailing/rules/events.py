"""Names of the audit facts of mailing, and their sentences. The proof of each delivery is in `MailFact`, not here."""

from enum import StrEnum

from foundation.kernel.sentences import N_


class MailingEvent(StrEnum):
    """What an administrator did to a mail."""

    MAIL_REQUEUED = "mailing:mail:requeued"


EVENT_SENTENCES: dict[str, str] = {
    MailingEvent.MAIL_REQUEUED: N_("Sent again the mail “%(subject)s” to %(to)s, which had failed."),
}
