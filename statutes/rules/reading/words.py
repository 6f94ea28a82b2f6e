"""One sentence for each word of the format, so that no sentence is assembled from fragments."""

from typing import Final

from foundation.kernel.sentences import N_

FORMS: Final = {
    "SA": N_("Public limited company (SA) with variable capital"),
    "SAS": N_("Simplified company (SAS) with variable capital"),
    "SARL": N_("Private limited company (SARL) with variable capital"),
}
TAKER_NAMES: Final = {
    "persons": N_("Natural persons only"),
    "organisations": N_("Organisations only"),
    "public_bodies": N_("Public bodies only"),
}
KIND_NAMES: Final = {
    "employees": N_("Employees"),
    "producers": N_("Producers"),
    "beneficiaries": N_("Beneficiaries"),
    "public_bodies": N_("Public bodies"),
    "volunteers": N_("Volunteers"),
    "funders": N_("Funders"),
    "partners": N_("Partners"),
    "other": N_("Other link"),
}
CARRY: Final = {
    "proportional": N_("Each college brings its votes in proportion: its weight is split as its own votes are."),
    "block": N_("Each college brings its votes as a block: its whole weight goes to the side that carries it."),
}
COLLEGE_TIE: Final = {
    "void": N_("A college that is tied brings nothing."),
    "split": N_("A college that is tied gives half of its weight to each side."),
    "against": N_("A college that is tied counts against."),
}
EMPTY_COLLEGE: Final = {
    "void": N_("The weight of a college without members is not expressed."),
    "equal": N_("The weight of a college without members is shared equally among the others, none passing one half."),
    "proportional": N_(
        "The weight of a college without members is shared among the others in proportion to theirs, none passing one half."
    ),
    "heads": N_("If fewer than three colleges have members, the assembly votes one member, one vote."),
    "merge": N_("A college with too few members joins the college that the statutes name."),
}
SILENT_COLLEGE: Final = {
    "void": N_("When nobody in a college votes on a question, its weight is not expressed."),
    "equal": N_("When nobody in a college votes on a question, its weight is shared equally among the others."),
    "proportional": N_(
        "When nobody in a college votes on a question, its weight is shared in proportion to the others'."
    ),
    "heads": N_("When fewer than three colleges vote on a question, it is decided one member, one vote."),
}
BASE: Final = {
    "expressed": N_("Majorities are taken of the votes cast."),
    "all": N_("Majorities are taken of all the votes there are, cast or not."),
    "present": N_("Majorities are taken of the members present or represented."),
    "entitled": N_("Majorities are taken of all the members entitled to vote."),
}
ABSTENTION: Final = {
    "excluded": N_("An abstention is not a vote cast."),
    "against": N_("An abstention counts against."),
    "for": N_("An abstention counts for."),
}
QUORUM_BASIS: Final = {
    "members": N_("The quorum is counted in members."),
    "shares": N_("The quorum is counted in shares."),
    "weighted_by_college": N_("The quorum is counted by college, each with its weight."),
    "per_college": N_("The quorum must be reached in each college."),
}
HOLDERS: Final = {
    "members": N_("Only another member can hold a proxy."),
    "members_and_spouses": N_("Another member, the spouse or the civil partner can hold a proxy."),
    "anyone": N_("Anyone can hold a proxy."),
}
BLANK_PROXY: Final = {
    "chair": N_(
        "A proxy without a name goes to the chair, who votes for what the board supports and against the rest."
    ),
    "refused": N_("A proxy without a name is refused."),
}
SAME_COLLEGE: Final = {
    True: N_("The holder of a proxy must be of the same college."),
    False: N_("The holder of a proxy may be of another college."),
}
POSTAL: Final = {True: N_("Voting by post is possible."), False: N_("Voting by post is not possible.")}
ELECTRONIC: Final = {
    True: N_("Voting electronically is possible."),
    False: N_("Voting electronically is not possible."),
}
HYBRID: Final = {
    True: N_("Members may take part from elsewhere while the assembly meets in a room."),
    False: N_("Members cannot take part from elsewhere while the assembly meets in a room."),
}
FULLY_REMOTE: Final = {
    True: N_("An assembly may be held entirely at a distance."),
    False: N_("An assembly is never held entirely at a distance."),
}
DECIDED_BY: Final = {
    "board": N_("The board admits new members."),
    "assembly": N_("The assembly admits new members."),
    "manager": N_("The manager admits new members."),
}
ADMISSION_EFFECTIVE: Final = {
    "decision": N_("Membership begins with the decision."),
    "payment": N_("Membership begins with the first payment."),
    "full_payment": N_("Membership begins when the shares are fully paid."),
}
EXCLUSION: Final = {
    True: N_("The assembly may exclude a member, who is heard first."),
    False: N_("No member can be excluded."),
}
EXIT: Final = {
    "at_once": N_("Leaving takes effect at once."),
    "notice_end": N_("Leaving takes effect at the end of the notice."),
    "year_end": N_("Leaving takes effect at the end of the financial year."),
}
PARTIAL_REFUND: Final = {
    "board": N_("A partial refund needs the board's agreement."),
    "assembly": N_("A partial refund needs the assembly's agreement."),
    "refused": N_("There are no partial refunds."),
}
RENEWAL: Final = {
    "whole": N_("%(name)s: renewed as a whole."),
    "halves": N_("%(name)s: renewed by halves."),
    "thirds": N_("%(name)s: renewed by thirds."),
}
CASTING_VOTE: Final = {
    True: N_("%(name)s: the chair has the casting vote."),
    False: N_("%(name)s: the chair has no casting vote."),
}
TIE_RULE: Final = {
    "none": N_("In an election a tie stands until the assembly decides."),
    "age": N_("In an election a tie goes to the eldest."),
    "seniority": N_("In an election a tie goes to the longest-standing member."),
    "second_round": N_("In an election a tie leads to a second round."),
    "lot": N_("In an election a tie is drawn by lot."),
}
SECRET_FOR: Final = {
    "election": N_("Elections are secret."),
    "removal": N_("Removals from office are secret."),
    "exclusion": N_("Exclusions are voted secretly."),
    "resolution": N_("Resolutions are voted secretly."),
}
