"""A right added to a roll after it was frozen: what its line must be, and how it waits for the second person.

In a secret vote one person alone adds nobody: who asked for an addition does not confirm it.
"""

from collections.abc import Collection, Mapping
from typing import Any

from foundation.kernel.errors import NotAllowed, Refused, StateMoved
from foundation.kernel.sentences import N_
from votes.rules.roll import MERGE, RollLine, Via
from votes.rules.roll_reasons import Inclusion

_ON_ROLL = N_("%(name)s (member no. %(number)s) is on the roll of this vote already: a right is there once.")
_TAKEN_BACK = N_(
    "The right of %(name)s (member no. %(number)s) in this college was taken back, and is not given again in this vote. "
    "Put the question to a new vote if that was a mistake."
)
_COLLEGE = N_("%(name)s must be in one of the colleges of this vote: choose it.")
_ALONE = N_("In a secret vote a second person confirms an addition: whoever asked for it does not decide it alone.")
_LAST = N_(
    "This is the last right of the college %(college)s, and the statutes count a college without anybody with another one "
    "(voting.empty_college), which can no longer be done once the vote is open: it could not be counted. Add a member to "
    "that college first, or cancel the vote and open a new one."
)
_NOBODY = N_("Nobody could vote for %(name)s: no account acts for this member. Have an account opened first.")


def line_as_json(line: RollLine) -> dict[str, Any]:
    """The line of a roll to be, as the request keeps it.

    >>> line_as_json(RollLine(7, "Ada", accounts=(3,)))["accounts"]
    [3]
    """
    return {
        "member_number": line.member_number,
        "name": line.name,
        "college": line.college,
        "present": line.present,
        "accounts": list(line.accounts),
        "holder_name": line.holder_name,
        "via": str(line.via),
        "kind": line.kind,
    }


def line_from_json(data: Mapping[str, Any]) -> RollLine:
    """The line that was asked for; its reason for being on the roll is that it was added.

    >>> line_from_json(line_as_json(RollLine(7, "Ada", accounts=(3,)))).why.value
    'late'
    """
    return RollLine(
        member_number=int(data["member_number"]),
        name=data["name"],
        college=data["college"],
        present=bool(data["present"]),
        accounts=tuple(data["accounts"]),
        holder_name=data["holder_name"],
        via=Via(data["via"]),
        kind=data["kind"],
        why=Inclusion.LATE,
    )


def check_addition(line: RollLine, colleges: Collection[str], on_roll: Mapping[str, bool]) -> None:
    """Raise Refused where this line may not be added; `on_roll`: the member's rights by college, True where taken back.

    Source: article 19 octies (one college), the statutes for the roll. Example: Ada is on the roll already; a right taken
    back in one college may be given in another.

    >>> check_addition(RollLine(7, "Ada", accounts=(3,)), (), {"": False})
    Traceback (most recent call last):
    foundation.kernel.errors.Refused: Ada (member no. 7) is on the roll of this vote already: a right is there once.
    """
    named: dict[str, Any] = {"name": line.name, "number": line.member_number}
    college = line.college or ""
    if colleges and college not in colleges:
        raise Refused("addition-college", _COLLEGE, rule=7, name=line.name)
    if not all(on_roll.values()):
        raise Refused("addition-on-roll", _ON_ROLL, **named)
    if (college if colleges else "") in on_roll:
        raise Refused("addition-ended", _TAKEN_BACK, **named)
    if not line.accounts and line.via is not Via.NONE and not line.present:
        raise Refused("addition-nobody", _NOBODY, name=line.name)


def check_second_person(asked_by: int | None, answered_by: int | None) -> None:
    """Raise NotAllowed where the one who asked also decides, or where either of them is unknown.

    >>> check_second_person(3, 4)
    >>> check_second_person(3, 3)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    foundation.kernel.errors.NotAllowed: In a secret vote a second person confirms an addition: ...
    """
    if asked_by is None or answered_by is None or asked_by == answered_by:
        raise NotAllowed("addition-alone", _ALONE)


def check_unused(*, ended: bool, opened: bool, marked: bool) -> None:
    """Raise StateMoved where a right can no longer be taken back: it was already, or it was used.

    A used open right stands; of a used secret right the ballot cannot even be found.

    >>> check_unused(ended=False, opened=False, marked=False)
    """
    if ended:
        raise StateMoved("right-ended", N_("This right was taken back already."))
    if marked:
        message = N_(
            "This right was used: its ballot is secret, nothing links it to the member, and it cannot be found to be "
            "taken out. If the result is in doubt, contest it or cancel the vote."
        )
        raise StateMoved("right-used-secretly", message)
    if opened:
        message = N_(
            "This right was used: its ballot stands. If the result is in doubt, contest it or cancel the vote."
        )
        raise StateMoved("right-used", message)


def check_not_last(college: str, left: int, empty_college: str | None) -> None:
    """Raise Refused where a college would be left without any right, and the statutes merge such a college.

    Merging is done when the roll is drawn up: an open vote would have no rule for that college, and no count.
    Source: the statutes (`voting.empty_college`). Example: one right is left.

    >>> check_not_last("Salariés", 2, "merge")
    >>> check_not_last("Salariés", 1, "void")
    >>> check_not_last("Salariés", 1, "merge")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    foundation.kernel.errors.Refused: This is the last right of the college Salariés, and the statutes count a college...
    """
    if empty_college == MERGE and left <= 1:
        raise Refused("right-last", _LAST, rule=8, college=college)
