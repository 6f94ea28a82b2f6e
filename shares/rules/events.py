"""Names of the facts that the register leaves in the audit trail, and the sentence of each."""

from enum import StrEnum

from foundation.kernel.sentences import N_


class SharesTag(StrEnum):
    """package:subject:action."""

    MOVEMENT_RECORDED = "shares:movement:recorded"
    MOVEMENT_REVERSED = "shares:movement:reversed"


EVENT_SENTENCES: dict[str, str] = {
    SharesTag.MOVEMENT_RECORDED: N_(
        "Movement no. %(movement)s: %(shares)s shares of member no. %(number)s from %(effective_on)s (%(kind)s)."
    ),
    SharesTag.MOVEMENT_REVERSED: N_(
        "Movement no. %(movement)s takes movement no. %(reversed)s back. Reason: %(motive)s"
    ),
}
