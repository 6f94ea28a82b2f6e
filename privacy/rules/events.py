"""What the audit trail says about personal data."""

from enum import StrEnum

from foundation.kernel.sentences import N_


class PrivacyTag(StrEnum):
    """Tags of audit facts."""

    DURATION_CHOSEN = "privacy:duration:chosen"
    DATA_ERASED = "privacy:data:erased"
    DATA_HANDED = "privacy:data:handed"
    DATA_READ = "privacy:data:read"
    WHOLE_EXPORTED = "privacy:whole:exported"


EVENT_SENTENCES: dict[str, str] = {
    PrivacyTag.DURATION_CHOSEN: N_("Duration chosen for “%(key)s”: %(months)s months (%(decision)s)."),
    PrivacyTag.DATA_ERASED: N_("Erasure no. %(number)s (“%(key)s”): %(count)s records. Reason: %(motive)s"),
    PrivacyTag.DATA_HANDED: N_("All that is held on person %(person)s was handed over (%(form)s). Reason: %(motive)s"),
    PrivacyTag.DATA_READ: N_("All that is held on account %(account)s was read (%(form)s)."),
    PrivacyTag.WHOLE_EXPORTED: N_("Everything was exported in an open format: %(rows)s lines. Reason: %(motive)s"),
}
