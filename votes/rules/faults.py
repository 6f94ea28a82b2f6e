"""What is wrong in a count file, one fault a line: where, what, what was expected."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from foundation.kernel.sentences import N_, sentence


@dataclass(frozen=True)
class Fault:
    """One thing wrong at one place; `message` and `expected` are English msgids filled from `values`."""

    path: str
    message: str
    expected: str
    values: Mapping[str, object] = field(default_factory=dict)

    def line(self, lang: str) -> str:
        """The fault as one line of text in `lang`."""
        what = sentence(lang, self.message, self.values)
        expected = sentence(lang, N_("expected: %(what)s"), {"what": sentence(lang, self.expected, self.values)})
        return " ".join(f"{self.path} · {what} · {expected}".splitlines())


class UnreadableCountFile(Exception):
    """The text is not a valid count file; `faults` says why, in the order of the file."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        super().__init__("; ".join(fault.line("en") for fault in self.faults))
