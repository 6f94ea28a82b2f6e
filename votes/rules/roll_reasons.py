"""Why a member is on the roll of a vote, or is not: one word each, frozen with the roll, and its sentence."""

from enum import StrEnum

from foundation.kernel.sentences import N_


class Inclusion(StrEnum):
    """Why a right is on the roll."""

    MEMBER = "member"
    ASKED = "asked"
    LATE = "late"
    REHEARSAL = "rehearsal"


class Exclusion(StrEnum):
    """Why a member has no right in this vote."""

    NO_COLLEGE = "no-college"
    OTHER_COLLEGE = "other-college"
    NO_SHARE = "no-share"
    UNPAID = "unpaid"
    NOT_ASKED = "not-asked"
    NOT_YET = "not-yet"
    LEFT = "left"


INCLUSION_SENTENCES: dict[str, str] = {
    Inclusion.MEMBER: N_("Member on the record date"),
    Inclusion.ASKED: N_("Member among those who are consulted"),
    Inclusion.LATE: N_("Added after the opening, with a reason"),
    Inclusion.REHEARSAL: N_("Invented, for the rehearsal"),
}
PRESENCE_SENTENCES: dict[str, str] = {
    "present": N_("In the room"),
    "remote": N_("From elsewhere"),
    "represented": N_("Represented"),
    "blank_proxy": N_("Proxy without a name"),
    "absent": N_("Absent"),
}
EXCLUSION_SENTENCES: dict[str, str] = {
    Exclusion.NO_COLLEGE: N_("In no college on the record date"),
    Exclusion.OTHER_COLLEGE: N_("Of a college to which this question is not put"),
    Exclusion.NO_SHARE: N_("Holds no share on the record date"),
    Exclusion.UNPAID: N_("Shares not paid up when they were due: the vote is suspended"),
    Exclusion.NOT_ASKED: N_("Not among those who are consulted"),
    Exclusion.NOT_YET: N_("Became a member after the record date"),
    Exclusion.LEFT: N_("No longer a member on the record date"),
}
