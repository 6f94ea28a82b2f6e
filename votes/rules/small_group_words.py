"""What the minutes and the result say of groups too small to be secret, one sentence a college."""

from collections.abc import Mapping
from typing import Any

from foundation.kernel.sentences import N_
from votes.rules.secrecy import Secrecy, SmallGroupWay

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
_NOTES: dict[str, str] = {
    SmallGroupWay.OPEN: N_(
        "%(college)s: fewer than %(least)s could vote. Its members voted openly, each having consented in writing. %(reason)s"
    ),
    SmallGroupWay.MERGED: N_(
        "%(college)s: fewer than %(least)s could vote. It was counted with %(into)s, as the statutes allow. %(reason)s"
    ),
    SmallGroupWay.WHOLE: N_(
        "%(college)s: fewer than %(least)s could vote. All voted without colleges, as the statutes allow. %(reason)s"
    ),
    SmallGroupWay.LIMITED: N_(
        "%(college)s: fewer than %(least)s could vote. Each voter was told beforehand that the total may tell their vote, and "
        "accepted it. %(reason)s"
    ),
}
_EVERYBODY = N_("The whole roll")


def group_notes(secrecy: Secrecy | None, names: Mapping[str, str]) -> list[tuple[str, dict[str, Any]]]:
    """One sentence and its values for each college for which something was chosen; `names`: of the colleges of the box.

    >>> from votes.rules.secrecy import SmallGroup
    >>> notes = group_notes(Secrecy(5, {"ville": SmallGroup(SmallGroupWay.LIMITED, name="Ville")}), {})
    >>> notes[0][1]["college"], notes[0][1]["least"]
    ('Ville', 5)
    """
    if secrecy is None:
        return []
    return [
        (
            _NOTES[one.way],
            {
                "college": one.name or names.get(key) or _EVERYBODY,
                "least": secrecy.minimum_group,
                "into": names.get(one.into, one.into),
                "reason": one.reason.strip(),
            },
        )
        for key, one in sorted(secrecy.groups.items())
    ]
