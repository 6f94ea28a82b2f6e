"""A finding: a rule of the compliance table that a clause breaks, or a policy that the statutes leave unsaid."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from foundation.kernel.sentences import N_, sentence
from statutes.rules import law
from statutes.rules.settled import Settled
from statutes.rules.tree import Statutes

BLOCKS: Final = "blocks"
WARNS: Final = "warns"


SILENT: Final = N_(
    "The statutes are silent and the law leaves it to them: opening what needs it will be refused until this "
    "key is written."
)
SILENT_CHOICES: Final = N_(
    "The statutes are silent and the law leaves it to them: opening what needs it will be refused until this "
    "key is written "
    "(%(expected)s)."
)


@dataclass(frozen=True)
class Finding:
    """What `check` answers: the rule's number in the compliance table, "blocks" or "warns", where, what, why."""

    rule: int
    severity: str
    where: str
    found: str
    expected: str
    source: str
    message: str
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def is_blocking(self) -> bool:
        """Whether a version with this finding cannot be adopted."""
        return self.severity == BLOCKS

    def said(self, lang: str) -> str:
        """The sentence, in "fr" or "en"."""
        return sentence(lang, self.message, self.values)

    def line(self, lang: str) -> str:
        """One line: the rule of the compliance table, the severity, the place, the sentence, the source.

        >>> blocks(6, "colleges[3].weight", "%(found)s is too low", source="art. 19 octies", found="5/100").line("en")
        'rule 6 · blocks · colleges[3].weight · 5/100 is too low · art. 19 octies'
        """
        return f"rule {self.rule} · {self.severity} · {self.where} · {self.said(lang)} · {self.source}"

    def to_json(self, lang: str) -> dict[str, str | int]:
        """The object of `check --json`; keys in English, the sentence in `lang`."""
        return {
            "rule": self.rule,
            "severity": self.severity,
            "where": self.where,
            "found": self.found,
            "expected": self.expected,
            "source": self.source,
            "sentence": self.said(lang),
        }


@dataclass(frozen=True)
class Subject:
    """What a check looks at: the statutes as written, and completed by the law."""

    written: Statutes
    settled: Settled

    @property
    def complete(self) -> Statutes:
        """The statutes with the law's own values where they are silent."""
        return self.settled.statutes

    @property
    def form(self) -> str:
        """SA, SAS or SARL."""
        return self.written.legal_form


def blocks(
    rule: int, where: str, message: str, *, source: str, found: object = "", expected: object = "", **values: object
) -> Finding:
    """A finding that prevents adoption."""
    return _finding(BLOCKS, rule, where, message, source=source, found=found, expected=expected, **values)


def warns(
    rule: int, where: str, message: str, *, source: str, found: object = "", expected: object = "", **values: object
) -> Finding:
    """A finding that is shown and prevents nothing."""
    return _finding(WARNS, rule, where, message, source=source, found=found, expected=expected, **values)


def silent(where: str, expected: str = "", *, source: str = law.STATUTES_DECIDE) -> Finding:
    """A policy that the law leaves to the statutes and that they do not give (rule 8).

    Source: the statutes alone decide (C. com. art. L227-9). Example: silent on a tied college.

    >>> silent("voting.college_tie", "void | split | against").line("en")  # doctest: +ELLIPSIS
    'rule 8 · warns · voting.college_tie · The statutes are silent and the law leaves it to them: ...
    """
    message = SILENT_CHOICES if expected else SILENT
    return warns(8, where, message, source=source, found="", expected=expected)


def _finding(
    severity: str,
    rule: int,
    where: str,
    message: str,
    *,
    source: str,
    found: object,
    expected: object,
    **values: object,
) -> Finding:
    told = {"found": found, "expected": expected, **values}
    return Finding(rule, severity, where, str(found), str(expected), source, message, told)
