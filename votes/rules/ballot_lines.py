"""Reading the list of ballots of a count file; a loop kept tight, since a file may hold one line a ballot."""

from foundation.kernel.sentences import N_
from votes.rules.count_data import BallotLine
from votes.rules.faults import Fault
from votes.rules.fields import LARGEST, MISSING, Fields, shown

_KEYS = frozenset({"college", "count", "choice"})
_LIST = N_("a list between square brackets")
_OBJECT = N_("an object between braces")


def read_ballots(fields: Fields, colleges: frozenset[str] | None) -> tuple[BallotLine, ...]:
    """The ballots in order. `colleges` are the known ids, None where there are none (or none readable)."""
    if not fields.present("ballots", _LIST, required=True):
        return ()
    raw = fields.data["ballots"]
    if not isinstance(raw, list):
        fields.wrong("ballots", _LIST)
        return ()
    weighted = bool(fields.data.get("colleges"))
    lines: list[BallotLine] = []
    for index, item in enumerate(raw):
        line = _plain(item, colleges, weighted=weighted)
        if line is None:
            _explain(f"$.ballots[{index}]", item, fields.faults, colleges=colleges, weighted=weighted)
        else:
            lines.append(line)
    return tuple(lines)


def _plain(item: object, colleges: frozenset[str] | None, *, weighted: bool) -> BallotLine | None:
    """The ballot where it is well formed, else None."""
    if not isinstance(item, dict) or "choice" not in item or not item.keys() <= _KEYS:
        return None
    count, college = item.get("count", 1), item.get("college")
    if type(count) is not int or not 0 <= count <= LARGEST:
        return None
    if weighted:
        known = colleges is not None and isinstance(college, str) and college in colleges
        return BallotLine(college, count, item["choice"]) if known else None
    return None if "college" in item else BallotLine(None, count, item["choice"])


def _explain(path: str, item: object, faults: list[Fault], *, colleges: frozenset[str] | None, weighted: bool) -> None:
    """Note each thing wrong with a ballot that is not well formed."""
    if not isinstance(item, dict):
        faults.append(Fault(path, N_("a ballot is described by an object"), _OBJECT))
        return
    fields = Fields(path, item, faults)
    fields.refuse_unknown(_KEYS)
    fields.count("count")
    if "choice" not in item:
        fields.refuse("choice", MISSING, N_('the choice of the ballot, such as "for", "blank" or "null"'))
    if weighted and colleges:
        _explain_college(fields, colleges)
    elif not weighted and "college" in item:
        message = N_("the ballot names the college %(found)s and the file has no colleges")
        fields.refuse("college", message, N_("no college, or the list of colleges"), found=shown(item["college"]))


def _explain_college(fields: Fields, colleges: frozenset[str]) -> None:
    expected = N_("one of: %(allowed)s")
    allowed = ", ".join(sorted(colleges))
    if "college" not in fields.data:
        fields.refuse("college", MISSING, expected, allowed=allowed)
    elif not isinstance(fields.data["college"], str) or fields.data["college"] not in colleges:
        fields.wrong("college", expected, allowed=allowed)
