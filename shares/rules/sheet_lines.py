"""What one line of a sheet of movements says, once read: whose account, which act, which day, which figures.

A guess is never made: a name that two members bear, a number that is somebody else's, a sign that contradicts the word
are refused with what to write instead.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from foundation.kernel.sentences import N_
from foundation.kernel.sorting import sort_key
from shares.rules.kinds import Kind
from shares.rules.sheet_acts import BETWEEN, ELSEWHERE, LEAVING, Act, Way, act_of, means_of
from shares.rules.sheet_fields import PAPERS
from spreadsheets.rules.fields import Fault, Line
from spreadsheets.rules.headings import folded

LONGEST = {"decision": 200, "motive": 500, "document": 200, "means": 40, "payer": 200}


@dataclass(frozen=True, slots=True)
class Holder:
    """A member as sheets name one; `names`: every way the name is written; `merged`: the record is another's now."""

    member_id: int
    number: int
    label: str
    names: tuple[str, ...]
    siren: str = ""
    category: str = ""
    college: str = ""
    merged: bool = False


class Holders:
    """Everybody who was ever given a number, found in the time of a dictionary."""

    def __init__(self, everybody: Iterable[Holder]) -> None:
        self.by_id: dict[int, Holder] = {}
        self.by_number: dict[int, Holder] = {}
        self._by_name: dict[tuple[str, ...], set[int]] = {}
        self._by_siren: dict[str, Holder] = {}
        for one in everybody:
            self.by_id[one.member_id] = self.by_number[one.number] = one
            if one.siren:
                self._by_siren[one.siren] = one
            for name in () if one.merged else one.names:
                self._by_name.setdefault(_words(name), set()).add(one.member_id)

    def find(self, number: object, name: str, siren: str, fields: tuple[str, str]) -> Holder | Fault:
        """Whom a number, a name or a SIREN names; `fields`: the names of the fields of number and name."""
        if isinstance(number, int):
            return self._numbered(number, name, fields)
        bare = "".join(siren.split())
        if bare and bare in self._by_siren:
            return self._by_siren[bare]
        found = self._by_name.get(_words(name), set()) if name else set()
        if len(found) == 1:
            return self.by_id[next(iter(found))]
        if found:
            message = N_("Several members are called %(name)s: give the member number.")
            return Fault(fields[1], message, {"name": name[:60]})
        if name:
            message = N_("No member is called “%(name)s”: give the member number, or import the members first.")
            return Fault(fields[1], message, {"name": name[:60]})
        return Fault(fields[0], N_("This line names nobody: give the number or the name of a member."))

    def _numbered(self, number: int, name: str, fields: tuple[str, str]) -> Holder | Fault:
        found = self.by_number.get(number)
        if found is None:
            message = N_("There is no member no. %(number)s: import the members first, or correct the cell.")
            return Fault(fields[0], message, {"number": number})
        if found.merged:
            message = N_("Member no. %(number)s was merged into another record: give the number of that one.")
            return Fault(fields[0], message, {"number": number})
        if name and not any(_alike(name, known) for known in found.names):
            message = N_("Member no. %(number)s is %(known)s, not “%(name)s”: correct the number or the name.")
            return Fault(fields[0], message, {"number": number, "known": found.label, "name": name[:60]})
        return found


@dataclass(frozen=True)
class Wanted:
    """A line as an act: `member_id` gives or receives, `other_id` is the other member of a transfer.

    `figures`: the cells given, amounts in cents, without signs where the act says the way. `whole`: what comes in is
    paid in whole, the sheet saying nothing of payments.
    """

    line: int
    act: Act
    holder: Holder
    on: date
    figures: Mapping[str, int]
    papers: Mapping[str, object] = field(default_factory=dict)
    other: Holder | None = None
    order: int | None = None
    whole: bool = False
    lines: tuple[int, ...] = ()

    @property
    def shares(self) -> int:
        """The number of shares of the line, without a sign."""
        return abs(self.figures.get("shares", 0))


def wanted_of(line: Line, holders: Holders, names: Mapping[str, Act]) -> Wanted | Fault:
    """Read a line that is not in the register yet. Days and figures are judged later, on the accounts.

    >>> nobody = Holders([])
    >>> wanted_of(Line(2, {"number": 7, "effective_on": date(2020, 1, 1)}), nobody, {}).field
    'number'
    """
    values = line.values
    if values.get("application"):
        return Fault(
            "application", N_("The money of a candidate is recorded on the page of the request, not by a sheet.")
        )
    act = act_of(str(values.get("kind") or ""), names)
    if isinstance(act, Fault):
        return act
    if act.kind in ELSEWHERE:
        return Fault("kind", ELSEWHERE[act.kind])
    name = " ".join(str(values[part]) for part in ("first_names", "name") if values.get(part))
    holder = holders.find(values.get("number"), name, str(values.get("siren") or ""), ("number", "name"))
    if isinstance(holder, Fault):
        return holder
    other = _other(values, holders) if act.kind in BETWEEN else None
    if isinstance(other, Fault):
        return other
    papers = _papers(values)
    if isinstance(papers, Fault):
        return papers
    figures = {
        name: value
        for name in ("shares", "nominal", "amount", "subscribed", "called", "paid", "owed", "advance")
        if isinstance(value := values.get(name), int)
    }
    order, on = values.get("order"), values["effective_on"]
    wanted = Wanted(
        line.number,
        act,
        holder,
        on if isinstance(on, date) else date.min,
        figures,
        papers,
        other,
        order if isinstance(order, int) else None,
        lines=(line.number,),
    )
    return _sign_fault(wanted) or wanted


def _other(values: Mapping[str, object], holders: Holders) -> Holder | Fault | None:
    name = str(values.get("counterpart_name") or "")
    if "counterpart" not in values and not name:
        return None
    return holders.find(values.get("counterpart"), name, "", ("counterpart", "counterpart_name"))


def _papers(values: Mapping[str, object]) -> Mapping[str, object] | Fault:
    papers = {name: values[name] for name in PAPERS if name in values}
    if "means" in papers:
        papers["means"] = means_of(str(papers["means"]))
    for name, most in LONGEST.items():
        if len(str(papers.get(name, ""))) > most:
            message = N_("This text is over %(most)s characters: shorten it, or keep it in the document itself.")
            return Fault(name, message, {"most": most})
    return papers


def _sign_fault(wanted: Wanted) -> Fault | None:
    shares = wanted.figures.get("shares", 0)
    if shares < 0 and wanted.act.kind not in (*LEAVING, *BETWEEN):
        return Fault(
            "shares",
            N_(
                "%(shares)s shares cannot come in: write a number above nothing, or say in the nature that shares leave "
                "(transfer, refund, gift)."
            ),
            {"shares": shares},
        )
    if shares < 0 and wanted.act.way is Way.IN:
        message = N_("The nature says that shares come in, and the number that they leave: correct one of the two.")
        return Fault("shares", message)
    if wanted.other is not None and wanted.other.member_id == wanted.holder.member_id:
        return Fault("counterpart", N_("Shares pass from one member to another: choose two different members."))
    if wanted.act.kind is Kind.TRANSFER and not shares:
        return Fault("shares", N_("Write how many shares."))
    return None


def _words(name: str) -> tuple[str, ...]:
    return tuple(sorted(folded(name).split()))


def _alike(name: str, known: str) -> bool:
    """Whether a name beside a number is that member's: the same words, or the shorter one inside the longer one."""
    one, other = set(folded(name).split()), set(folded(known).split())
    return not one or not other or one <= other or other <= one or sort_key(name) == sort_key(known)
