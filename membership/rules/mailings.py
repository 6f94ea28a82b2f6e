"""The letters of a membership: which event writes which one. Each has a switch of its own."""

from enum import StrEnum

from foundation.kernel.sentences import N_


class Mailing(StrEnum):
    """One letter; its name is also that of its templates."""

    APPLICATION_RECEIVED = "application-received"
    APPLICATION_ACCEPTED = "application-accepted"
    APPLICATION_REFUSED = "application-refused"
    MEMBERSHIP_EFFECTIVE = "membership-effective"
    EXIT_RECORDED = "exit-recorded"
    EXIT_EFFECTIVE = "exit-effective"


MAILING_NAMES: dict[Mailing, str] = {
    Mailing.APPLICATION_RECEIVED: N_("Request to join received"),
    Mailing.APPLICATION_ACCEPTED: N_("Request accepted"),
    Mailing.APPLICATION_REFUSED: N_("Request refused"),
    Mailing.MEMBERSHIP_EFFECTIVE: N_("Membership in effect: number, category, college"),
    Mailing.EXIT_RECORDED: N_("Exit recorded: day, and what follows"),
    Mailing.EXIT_EFFECTIVE: N_("Exit in effect"),
}
