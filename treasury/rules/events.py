"""Names of the facts that the treasury leaves in the audit trail, and the sentence of each."""

from enum import StrEnum

from foundation.kernel.sentences import N_


class TreasuryTag(StrEnum):
    """package:subject:action."""

    FILE_BROUGHT_IN = "treasury:file:brought_in"
    LINE_SETTLED = "treasury:line:settled"
    SETTLEMENT_TAKEN_BACK = "treasury:settlement:taken_back"
    PAYMENT_RETURNED = "treasury:payment:returned"
    REQUEST_MADE = "treasury:request:made"
    REQUEST_CHANGED = "treasury:request:changed"
    REMINDERS_SENT = "treasury:reminders:sent"
    ACCOUNT_GIVEN = "treasury:payee:given"
    ACCOUNT_READ = "treasury:payee:read"
    ACCOUNT_DELETED = "treasury:payee:deleted"
    TRANSFERS_PREPARED = "treasury:transfers:prepared"
    TRANSFERS_FETCHED = "treasury:transfers:fetched"
    TRANSFERS_SENT = "treasury:transfers:sent"
    TRANSFERS_DROPPED = "treasury:transfers:dropped"
    TRANSFER_PAID = "treasury:transfer:paid"
    CANDIDATE_WAITS = "treasury:candidate:waits"
    OWN_ACCOUNT_KEPT = "treasury:account:kept"
    PLAN_CHANGED = "treasury:plan:changed"
    SETTINGS_CHANGED = "treasury:settings:changed"
    BOOKS_ENTERED = "treasury:books:entered"
    BOOKS_HANDED_OUT = "treasury:books:handed_out"


EVENT_SENTENCES: dict[str, str] = {
    TreasuryTag.FILE_BROUGHT_IN: N_("Bank file “%(name)s” brought in: %(new)s new lines, %(known)s known already."),
    TreasuryTag.LINE_SETTLED: N_("%(amount)s of a bank line: %(kind)s. %(about)s"),
    TreasuryTag.SETTLEMENT_TAKEN_BACK: N_("A matching of %(amount)s was taken back. Reason: %(reason)s"),
    TreasuryTag.PAYMENT_RETURNED: N_(
        "A payment of %(amount)s with the reference %(reference)s was returned by the bank."
    ),
    TreasuryTag.REQUEST_MADE: N_("%(amount)s asked for under the reference %(reference)s."),
    TreasuryTag.REQUEST_CHANGED: N_("Payment request %(reference)s: %(change)s. %(reason)s"),
    TreasuryTag.REMINDERS_SENT: N_("%(count)s reminders of unpaid sums were sent."),
    TreasuryTag.ACCOUNT_GIVEN: N_("A bank account (%(masked)s) was recorded for a payment out."),
    TreasuryTag.ACCOUNT_READ: N_("The bank account of a payment out (%(masked)s) was read in full. Reason: %(reason)s"),
    TreasuryTag.ACCOUNT_DELETED: N_("The bank account of a payment out (%(masked)s) was deleted: it is paid."),
    TreasuryTag.TRANSFERS_PREPARED: N_("Transfer file %(name)s prepared: %(count)s transfers, %(amount)s in all."),
    TreasuryTag.TRANSFERS_FETCHED: N_("Transfer file %(name)s was fetched."),
    TreasuryTag.TRANSFERS_SENT: N_("Transfer file %(name)s was marked as sent to the bank, and locked."),
    TreasuryTag.TRANSFERS_DROPPED: N_("Transfer file %(name)s was dropped before it was sent."),
    TreasuryTag.TRANSFER_PAID: N_("A transfer of %(amount)s (%(name)s) was paid."),
    TreasuryTag.CANDIDATE_WAITS: N_(
        "Money of a candidate came, and the shares could not be subscribed: it stays ahead. %(reason)s"
    ),
    TreasuryTag.OWN_ACCOUNT_KEPT: N_("Bank account of the cooperative “%(name)s” (%(masked)s) recorded or amended."),
    TreasuryTag.PLAN_CHANGED: N_("Account plan: %(changed)s changed."),
    TreasuryTag.SETTINGS_CHANGED: N_("Settings of the treasury changed: %(changed)s."),
    TreasuryTag.BOOKS_ENTERED: N_("Balances of the books on %(day)s entered."),
    TreasuryTag.BOOKS_HANDED_OUT: N_("Entries from %(first)s to %(last)s handed out as %(kind)s."),
}

CHANGE_NAMES: dict[str, str] = {
    "cancelled": N_("cancelled"),
    "reopened": N_("reopened"),
    "held": N_("reminders on hold"),
    "released": N_("reminders again"),
    "rescheduled": N_("other instalments"),
}
"""What may happen to a request, as the audit trail says it."""
