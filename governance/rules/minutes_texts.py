"""What a person writes in minutes. Figures, votes and presence are never here: they come from the assembly itself."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class WrittenQuestion:
    """A written question and its answer (L225-108)."""

    author: str
    question: str
    answer: str


@dataclass(frozen=True)
class MinutesTexts:
    """The free texts; `debates` by agenda item id as text; `attending` and `documents` one a line."""

    debates: Mapping[str, str] = field(default_factory=dict)
    documents: str = ""
    attending: str = ""
    questions: tuple[WrittenQuestion, ...] = ()
    next_steps: str = ""
    signed_at: str = ""

    def as_json(self) -> dict[str, Any]:
        """Plain values, to be kept in a revision."""
        return asdict(self) | {"questions": [asdict(one) for one in self.questions]}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "MinutesTexts":
        """The texts of a revision.

        >>> MinutesTexts.from_json(MinutesTexts(documents="Comptes").as_json()).documents
        'Comptes'
        """
        questions = tuple(WrittenQuestion(**one) for one in kept.get("questions", ()))
        return cls(**{**kept, "questions": questions})

    def document_lines(self) -> list[str]:
        """The documents submitted, one a line."""
        return _lines(self.documents)

    def attending_people(self) -> list[tuple[str, str]]:
        """Who attends without a vote: (name, capacity), written "Name, capacity".

        >>> MinutesTexts(attending="Cabinet Arvor, commissaire aux comptes").attending_people()
        [('Cabinet Arvor', 'commissaire aux comptes')]
        """
        return [
            (name.strip(), capacity.strip())
            for name, _comma, capacity in (one.partition(",") for one in _lines(self.attending))
        ]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
