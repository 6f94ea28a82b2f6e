"""A ballot as it is sent, step by step, and the sheet that the page draws again: nothing of it is kept between two steps."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from foundation.kernel.db import canonical_json
from foundation.kernel.errors import Malformed
from foundation.kernel.sentences import N_, sentence
from foundation.web.forms import Problem
from foundation.web.incoming import row_number
from foundation.web.language import current_language
from votes.queries.papers import BallotPaper
from votes.receipts import new_receipt
from votes.rules.papers import Ask, ask_of
from votes.rules.reading import Slip
from votes.rules.tally import BLANK
from votes.rules.written import TICKED, Written, written_of

CONFIRM = "confirm"
_NO_RIGHT = N_("This ballot names no right to vote. Open the vote again and cast it there.")
_UNREADABLE = N_("This ballot cannot be read. Open the vote again and fill it in there.")


@dataclass(frozen=True)
class Prepared:
    """A ballot that was read and not cast yet; `reason`: of an objection."""

    choice: Any
    reason: str = ""

    @property
    def text(self) -> str:
        """The choice as the page carries it to the next step."""
        return canonical_json(self.choice)


@dataclass(frozen=True)
class SentBallot:
    """What was sent, before any rule.

    `step`: which button, and `about` what it is about; an empty step casts at once. `rights`: for whom the paper is being
    filled in, each once. `words`: what was ticked. `numbers`: what was typed, by option. `prepared`: ballots read at an
    earlier step, by right. `receipts`: drawn with the form, by right. `picked`: rights ticked on the review.
    """

    step: str
    about: str
    rights: list[int]
    words: list[str]
    numbers: Mapping[str, str]
    prepared: Mapping[int, Prepared]
    receipts: Mapping[int, str]
    picked: list[int]
    warned: bool
    reason: str
    back_to: str

    @property
    def casts(self) -> bool:
        """Whether this is the last step, or the one button of a ballot that has no other."""
        return bool(self.prepared) if self.step == CONFIRM else not self.step and bool(self.words)

    def ballots(self) -> dict[int, Prepared]:
        """What is to be cast: what was prepared, else the word that was ticked, for each right."""
        if self.step == CONFIRM:
            return dict(self.prepared)
        return {right: Prepared("".join(self.words[:1]), self.reason) for right in self.rights}

    def written(self, method: str) -> Written:
        """The paper as it was filled in."""
        if ask_of(method) in (Ask.WORD, Ask.ONE, Ask.SEVERAL):
            marks: Mapping[str, str] = {word: TICKED for word in self.words if word != BLANK}
        else:
            marks = self.numbers
        return Written(marks, blank=BLANK in self.words)


def sent_ballot(sent: MultiDict[str, str]) -> SentBallot:
    """Read what was sent; raises Malformed where it names no right, or where its parts cannot be read."""
    step, _colon, about = sent.get("step", "").partition(":")
    try:
        rights = [row_number(text) for text in sent.getlist("right")]
        prepared = {row_number(key): _prepared(sent, key) for key in _with_prefix(sent, "ballot-")}
        receipts = {row_number(key): text for key, text in _with_prefix(sent, "receipt-").items()}
        picked = [row_number(text) for text in sent.getlist("pick")]
    except (ValueError, RecursionError) as fault:
        raise Malformed("ballot-unreadable", _UNREADABLE) from fault
    if not rights and not prepared:
        raise Malformed("ballot-right", _NO_RIGHT)
    return SentBallot(
        step=step,
        about=about,
        rights=list(dict.fromkeys(rights)),
        words=sent.getlist("choice"),
        numbers=_with_prefix(sent, "n-"),
        prepared=prepared,
        receipts=receipts,
        picked=picked,
        warned=bool(sent.get("warned")),
        reason=sent.get("reason", ""),
        back_to=sent.get("suite", ""),
    )


def _with_prefix(sent: MultiDict[str, str], prefix: str) -> dict[str, str]:
    return {name.removeprefix(prefix): text for name, text in sent.items() if name.startswith(prefix)}


def _prepared(sent: MultiDict[str, str], right: str) -> Prepared:
    return Prepared(json.loads(sent[f"ballot-{right}"]), sent.get(f"reason-{right}", ""))


@dataclass(frozen=True)
class Sheet:
    """What the page shows of a ballot that is being made: the paper filled in for `rights`, and those prepared for others."""

    written: Written = field(default_factory=Written)
    rights: tuple[int, ...] = ()
    prepared: Mapping[int, Prepared] = field(default_factory=dict)
    receipts: Mapping[int, str] = field(default_factory=dict)
    reason: str = ""
    warned: bool = False
    opened: bool = False
    slips: tuple[Slip, ...] = ()
    paper: BallotPaper | None = None

    def problems(self) -> list[Problem]:
        """What is to be corrected, for the summary of errors, each joined to its field."""
        return [Problem(self._field(slip), self._said(slip)) for slip in self.slips]

    def slips_of(self, option: str) -> list[str]:
        """What is to be corrected beside an option (empty: of the whole ballot)."""
        return [_worded(slip) for slip in self.slips if slip.option == option]

    def _field(self, slip: Slip) -> str:
        if slip.option in NAMED_FIELDS:
            return slip.option
        if self.paper is None or self.paper.contest is None:
            return "choice"
        return f"option-{self.paper.place(slip.option or self.paper.order[0])}"

    def _said(self, slip: Slip) -> str:
        label = self.paper.labels.get(slip.option) if self.paper else None
        return _("%(label)s: %(message)s", label=label, message=_worded(slip)) if label else _worded(slip)

    def groups(self) -> list[tuple[Prepared, list[int]]]:
        """The ballots prepared, equal ones together: each with the rights it is for."""
        found: dict[tuple[str, str], tuple[Prepared, list[int]]] = {}
        for right, one in self.prepared.items():
            found.setdefault((one.text, one.reason), (one, []))[1].append(right)
        return list(found.values())


NAMED_FIELDS = ("warned", "reason", "pick")


def _worded(slip: Slip) -> str:
    return sentence(current_language(), slip.message, dict(slip.values))


def fresh_sheet(paper: BallotPaper) -> Sheet:
    """The sheet of a page that is opened: an empty paper for all that was not cast, else the one ballot to change."""
    if paper.uncast:
        rights = tuple(one.right_id for one in paper.uncast)
        return Sheet(rights=rights, receipts=with_receipts(paper, rights, {}), paper=paper)
    if len(paper.changeable) != 1:
        return Sheet(paper=paper)
    [right] = paper.changeable
    written = Written() if paper.contest is None else written_of(paper.box.method, right.choice)
    return Sheet(written, (right.right_id,), reason=paper.reasons.get(right.right_id, ""), paper=paper)


def with_receipts(paper: BallotPaper, rights: tuple[int, ...], drawn: Mapping[int, str]) -> dict[int, str]:
    """A receipt for each secret ballot, those already drawn kept: a retry then finds its ballot."""
    secret = [one.right_id for one in paper.among(rights) if paper.is_secret(one)]
    return dict(drawn) | {right: new_receipt() for right in secret if not drawn.get(right)}
