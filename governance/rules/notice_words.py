"""What a person writes of a notice; what is left empty is said in the words of the company's form."""

from dataclasses import dataclass, replace
from datetime import date, time

from governance.rules.paper_words import CONVENERS


@dataclass(frozen=True)
class NoticeWords:
    """Who convenes, by which decision, who signs, when the doors open, which documents are at hand (one a line)."""

    convened_by: str = ""
    decided_on: date | None = None
    signatory: str = ""
    capacity: str = ""
    doors_at: time | None = None
    documents: tuple[str, ...] = ()

    def completed(self, legal_form: str) -> "NoticeWords":
        """The same with the usual words where nothing was written.

        >>> NoticeWords(signatory="Ada Lemoine").completed("SA").capacity
        'Pour le conseil d’administration'
        """
        by = self.convened_by or CONVENERS[legal_form]
        return replace(self, convened_by=by, capacity=self.capacity or f"Pour {by}")
