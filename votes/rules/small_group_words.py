"""The four ways out of a group too small to be secret, in plain words for those who choose."""

from foundation.kernel.sentences import N_
from votes.rules.secrecy import SmallGroupWay

WAY_NAMES: dict[str, str] = {
    SmallGroupWay.OPEN: N_("Open vote of this college"),
    SmallGroupWay.MERGED: N_("Counted with another college"),
    SmallGroupWay.WHOLE: N_("Whole assembly, without colleges"),
    SmallGroupWay.LIMITED: N_("Limited secrecy, accepted by each voter"),
}
WAY_DETAILS: dict[str, str] = {
    SmallGroupWay.OPEN: N_(
        "Each of its members consented in writing. Usual for organisations, whose own bodies decide their vote."
    ),
    SmallGroupWay.MERGED: N_("Where the statutes name the college it is merged with. The weights are added up."),
    SmallGroupWay.WHOLE: N_("Where a key of the statutes allows it. None does today."),
    SmallGroupWay.LIMITED: N_(
        "The ballots stay secret until the end. Each voter is told, before voting, that the total may tell their vote, and "
        "accepts it."
    ),
}
