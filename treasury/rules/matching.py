"""Why a bank line belongs to a request: exact reference, known payer and amount, likeness of name and amount.

Each suggestion says its reason; nothing is booked before somebody accepts it. A reference never leads astray (see
`references.py`); a known account may pay for several; a name alone is never enough.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import combinations

from foundation.kernel.money import Money
from foundation.kernel.sentences import N_
from foundation.kernel.sorting import sort_key
from treasury.rules.references import references_in

LIKE_ENOUGH = 80
MOST_SPLIT = 8


class Act(StrEnum):
    """What accepting a suggestion does."""

    ALLOCATE = "allocate"
    REOPEN = "reopen"
    GIVE_BACK = "give_back"
    RETURN = "return"
    REFUND_PAID = "refund_paid"


class Reason(StrEnum):
    """On what a suggestion rests, the surest first."""

    REFERENCE = "reference"
    REFERENCES = "references"
    KNOWN_PAYER = "known_payer"
    NAME = "name"
    CANCELLED = "cancelled"
    RETURNED = "returned"
    REFUND = "refund"


REASON_SENTENCES: dict[Reason, str] = {
    Reason.REFERENCE: N_("The reference %(reference)s stands in the words of the transfer."),
    Reason.REFERENCES: N_(
        "The references %(references)s stand in the words of the transfer, and their sum is its amount."
    ),
    Reason.KNOWN_PAYER: N_("This account already paid for %(holder)s, and %(amount)s is due."),
    Reason.NAME: N_("The name “%(found)s” is like %(holder)s (%(likeness)s %%), and %(amount)s is due."),
    Reason.CANCELLED: N_("The reference %(reference)s is that of a cancelled subscription: %(reason)s"),
    Reason.RETURNED: N_("The bank takes back the payment of %(day)s for %(holder)s, of the same amount."),
    Reason.REFUND: N_("The transfer file %(reference)s, marked as sent, has this amount."),
}
AMOUNT_DIFFERS = N_("%(amount)s came in, %(due)s is due.")


@dataclass(frozen=True, kw_only=True)
class OpenRequest:
    """A request as matching sees it, with the names of the holder and of who pays.

    `due_cents`: still to pay in all; `next_cents`: up to its next instalment.
    """

    id: int
    reference: str
    holder: str
    names: tuple[str, ...]
    due_cents: int
    next_cents: int
    cancelled: bool = False
    cancelled_because: str = ""

    @property
    def amounts(self) -> set[int]:
        """The sums that would be exact."""
        return {cents for cents in (self.due_cents, self.next_cents) if cents > 0}


@dataclass(frozen=True, kw_only=True)
class LineToMatch:
    """A bank line as matching sees it; `cents` is what of it is not given to anything yet."""

    id: int
    cents: int
    text: str
    counterparty: str
    iban: str = ""
    is_return: bool = False


@dataclass(frozen=True, kw_only=True)
class PaidBefore:
    """Money that came in and was taken: what a bank may take back."""

    settlement_id: int
    request_id: int
    cents: int
    iban: str
    text: str
    counterparty: str
    holder: str
    day: object


@dataclass(frozen=True)
class Share:
    """A part of a line for one request."""

    request_id: int
    cents: int


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """What could be done with a line, why, and how sure it is (100: certain)."""

    act: Act
    reason: Reason
    message: str
    values: Mapping[str, object]
    sure: int
    shares: tuple[Share, ...] = ()
    target: int = 0
    notes: tuple[tuple[str, Mapping[str, object]], ...] = field(default=())

    @property
    def key(self) -> str:
        """How a button names it: what is accepted is what was shown."""
        parts = ",".join(f"{share.request_id}:{share.cents}" for share in self.shares)
        return f"{self.act}/{parts}/{self.target}"

    @property
    def exact(self) -> bool:
        """Whether nothing is left to think about."""
        return not self.notes


def suggestions(
    line: LineToMatch,
    requests: Mapping[str, OpenRequest],
    payers: Mapping[str, Sequence[OpenRequest]],
    candidates: Iterable[OpenRequest],
) -> list[Suggestion]:
    """What an incoming line may be, the surest first.

    `requests` by reference; `payers`: by IBAN, the requests of those for whom that account paid before; `candidates`:
    requests for which a name may speak. Example: the exact reference alone is enough, a name needs the amount.
    """
    found = _by_reference(line, requests)
    if not any(one.act is Act.ALLOCATE for one in found):
        found += _by_payer(line, payers.get(line.iban, ()) if line.iban else ())
        found += _by_name(line, candidates)
    best: dict[tuple[Act, tuple[Share, ...], int], Suggestion] = {}
    for one in sorted(found, key=lambda suggestion: -suggestion.sure):
        best.setdefault((one.act, one.shares, one.target), one)
    return list(best.values())[:6]


def _by_reference(line: LineToMatch, requests: Mapping[str, OpenRequest]) -> list[Suggestion]:
    named = [requests[one] for one in references_in(line.text) if one in requests]
    cancelled = [_late(one, act) for one in named if one.cancelled for act in (Act.REOPEN, Act.GIVE_BACK)]
    live = [one for one in named if not one.cancelled and one.due_cents > 0]
    if len(live) > 1 and (split := _splitting(live, line.cents)):
        values = {"references": ", ".join(one.reference for one in live)}
        words = REASON_SENTENCES[Reason.REFERENCES]
        return [
            Suggestion(act=Act.ALLOCATE, reason=Reason.REFERENCES, message=words, values=values, sure=98, shares=split),
            *cancelled,
        ]
    return [_referenced(line, one) for one in live] + cancelled


def _splitting(live: list[OpenRequest], cents: int) -> tuple[Share, ...]:
    """The shares of a line among all its references, where whole or next amounts add up to it exactly."""
    if len(live) > MOST_SPLIT:
        return ()
    for kind in ("due_cents", "next_cents"):
        parts = tuple(Share(one.id, getattr(one, kind)) for one in live)
        if sum(part.cents for part in parts) == cents and all(part.cents > 0 for part in parts):
            return parts
    return ()


def _referenced(line: LineToMatch, request: OpenRequest) -> Suggestion:
    exact = line.cents in request.amounts
    notes = ((AMOUNT_DIFFERS, {"amount": Money(line.cents), "due": Money(request.due_cents)}),)
    return Suggestion(
        act=Act.ALLOCATE,
        reason=Reason.REFERENCE,
        message=REASON_SENTENCES[Reason.REFERENCE],
        values={"reference": request.reference},
        sure=100 if exact else 95,
        shares=(Share(request.id, min(line.cents, request.due_cents)),),
        notes=() if exact else notes,
    )


def _late(request: OpenRequest, act: Act) -> Suggestion:
    return Suggestion(
        act=act,
        reason=Reason.CANCELLED,
        message=REASON_SENTENCES[Reason.CANCELLED],
        values={"reference": request.reference, "reason": request.cancelled_because or "–"},
        sure=90 if act is Act.REOPEN else 89,
        target=request.id,
    )


def _by_payer(line: LineToMatch, theirs: Sequence[OpenRequest]) -> list[Suggestion]:
    """The account is known: one request of that amount, or several whose amounts add up to it."""
    open_ones = [one for one in theirs if not one.cancelled and one.due_cents > 0]
    found = [_known(line, [one]) for one in open_ones if line.cents in one.amounts]
    if not found:
        for count in range(2, min(len(open_ones), 5) + 1):
            groups = combinations(open_ones[:MOST_SPLIT], count)
            found = [_known(line, list(group)) for group in groups if sum(one.due_cents for one in group) == line.cents]
            if found:
                break
    return found


def _known(line: LineToMatch, group: list[OpenRequest]) -> Suggestion:
    shares = (
        (Share(group[0].id, line.cents),) if len(group) == 1 else tuple(Share(one.id, one.due_cents) for one in group)
    )
    return Suggestion(
        act=Act.ALLOCATE,
        reason=Reason.KNOWN_PAYER,
        message=REASON_SENTENCES[Reason.KNOWN_PAYER],
        values={"holder": ", ".join(dict.fromkeys(one.holder for one in group)), "amount": Money(line.cents)},
        sure=85,
        shares=shares,
    )


def _by_name(line: LineToMatch, candidates: Iterable[OpenRequest]) -> list[Suggestion]:
    said = line.counterparty or line.text
    found = []
    for request in candidates:
        if request.cancelled or line.cents not in request.amounts:
            continue
        like = max((likeness(said, name) for name in request.names), default=0)
        if like >= LIKE_ENOUGH:
            values = {"found": said[:60], "holder": request.holder, "likeness": like, "amount": Money(line.cents)}
            found.append(
                Suggestion(
                    act=Act.ALLOCATE,
                    reason=Reason.NAME,
                    message=REASON_SENTENCES[Reason.NAME],
                    values=values,
                    sure=like * 3 // 4,
                    shares=(Share(request.id, line.cents),),
                )
            )
    return found


def likeness(said: str, name: str) -> int:
    """How much of `name` stands in what a bank wrote, 0 to 100, whatever the order, the case and the accents.

    Each word of the name is sought for its best likeness among the words said, longer words count more.

    >>> likeness("VIR SEPA RECU /DE BRUME ADELAÏDE", "Adélaïde Brume"), likeness("M OU MME LEROUX", "Ada Brume")
    (100, 0)
    """
    heard, wanted = _words(said), [word for word in _words(name) if len(word) > 1]
    if not heard or not wanted:
        return 0
    total = sum(len(word) for word in wanted)
    got = sum(len(word) * max(_alike(word, other) for other in heard) for word in wanted)
    return got // total


def _words(text: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in sort_key(text)).split()


def _alike(one: str, other: str) -> int:
    """Exactly counted: twice the letters in common over all letters; under three quarters is nothing."""
    if one == other:
        return 100
    if len(one) < 4 or abs(len(one) - len(other)) > 2:
        return 0
    common = sum(block.size for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks())
    found = 200 * common // (len(one) + len(other))
    return found if found >= 75 else 0


def returned_payments(line: LineToMatch, paid: Iterable[PaidBefore]) -> list[Suggestion]:
    """The payments that a line below zero may take back: same amount, and the same account, reference or name."""
    references = set(references_in(line.text))
    found = []
    for one in paid:
        if one.cents != -line.cents:
            continue
        same = bool(line.iban and line.iban == one.iban) or bool(references & set(references_in(one.text)))
        alike = likeness(line.counterparty or line.text, one.counterparty or one.holder) >= LIKE_ENOUGH
        if not (same or alike or line.is_return):
            continue
        found.append(
            Suggestion(
                act=Act.RETURN,
                reason=Reason.RETURNED,
                message=REASON_SENTENCES[Reason.RETURNED],
                values={"day": one.day, "holder": one.holder},
                sure=95 if same else 80 if alike else 50,
                target=one.settlement_id,
            )
        )
    return sorted(found, key=lambda one: -one.sure)[:6]
