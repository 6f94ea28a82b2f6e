"""Names of the facts that the register leaves in the audit trail, and the sentence of each."""

from enum import StrEnum

from foundation.kernel.sentences import N_


class SharesTag(StrEnum):
    """package:subject:action."""

    OPERATION_RECORDED = "shares:operation:recorded"
    OPERATION_REVERSED = "shares:operation:reversed"
    REFUND_REQUESTED = "shares:refund:requested"
    REFUND_WITHDRAWN = "shares:refund:withdrawn"
    NOTICE_RECORDED = "shares:notice:recorded"
    NOTICE_WITHDRAWN = "shares:notice:withdrawn"
    LOSSES_RECORDED = "shares:losses:recorded"
    CERTIFICATE_ISSUED = "shares:certificate:issued"
    PAPERS_ASKED = "shares:papers:asked"
    DEMAND_MADE = "shares:demand:made"
    DEMAND_ANSWERED = "shares:demand:answered"
    DEMAND_AGREED = "shares:demand:agreed"
    DEMAND_WAITS = "shares:demand:waits"


EVENT_SENTENCES: dict[str, str] = {
    SharesTag.OPERATION_RECORDED: N_(
        "Operation %(operation)s (%(kind)s) from %(effective_on)s: movements %(first)s to %(last)s, %(shares)s shares."
    ),
    SharesTag.OPERATION_REVERSED: N_("Operation %(operation)s takes operation %(reversed)s back. Reason: %(motive)s"),
    SharesTag.REFUND_REQUESTED: N_(
        "Refund %(claim)s asked for %(shares)s shares of member no. %(number)s, rank of %(rank_on)s (%(cause)s)."
    ),
    SharesTag.REFUND_WITHDRAWN: N_("Refund %(claim)s withdrawn. Reason: %(motive)s"),
    SharesTag.NOTICE_WITHDRAWN: N_("Formal notice of %(sent_on)s taken back. Reason: %(motive)s"),
    SharesTag.NOTICE_RECORDED: N_("Formal notice to member no. %(number)s on %(sent_on)s for %(cents)s cents unpaid."),
    SharesTag.LOSSES_RECORDED: N_("Losses of the year ended %(year_end)s recorded: %(cents)s cents (%(decision)s)."),
    SharesTag.DEMAND_MADE: N_("Request %(demand)s (%(kind)s) of member no. %(number)s for %(shares)s shares."),
    SharesTag.DEMAND_ANSWERED: N_("Request %(demand)s answered: %(outcome)s. %(reason)s"),
    SharesTag.DEMAND_AGREED: N_("Request %(demand)s: the other member agrees to take the shares."),
    SharesTag.DEMAND_WAITS: N_("Request %(demand)s waits although money came: %(reason)s"),
    SharesTag.CERTIFICATE_ISSUED: N_(
        "Share certificate no. %(certificate)s given to member no. %(number)s: state of %(as_of)s, %(shares)s shares."
    ),
    SharesTag.PAPERS_ASKED: N_("Printing asked for: %(paper)s, state of %(as_of)s."),
}
