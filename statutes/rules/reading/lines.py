"""One sentence of the statutes, and how it is made from a clause."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from foundation.kernel.sentences import sentence
from foundation.web.rules.figures import percent_text
from statutes.rules.paths import value_at
from statutes.rules.ratios import Ratio
from statutes.rules.settled import Settled


@dataclass(frozen=True)
class Line:
    """A sentence; `article` is the law's where the statutes are silent, empty where they speak."""

    message: str
    values: Mapping[str, object]
    article: str = ""

    def said(self, lang: str) -> str:
        """The sentence in "fr" or "en"; a part of a whole with its percentage: `1/5 (20 %)`."""
        return sentence(lang, self.message, {key: _shown(lang, value) for key, value in self.values.items()})

    @property
    def is_law(self) -> bool:
        """Whether the law speaks because the statutes are silent."""
        return bool(self.article)


def _shown(lang: str, value: object) -> object:
    return f"{value} ({percent_text(value, lang)})" if isinstance(value, Ratio) and value.denominator != 1 else value


@dataclass(frozen=True)
class Section:
    """A title and its sentences."""

    key: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Teller:
    """Turns clauses into sentences; a clause that neither statutes nor law give is left out."""

    settled: Settled

    def value(self, path: str) -> Any:
        """The value in force at `path`, None where nobody says."""
        return value_at(self.settled.statutes, path)

    def say(self, path: str, message: str, **values: object) -> Iterator[Line]:
        """`message` with the value as %(value)s."""
        value = self.value(path)
        if value is not None:
            yield Line(message, {"value": value, **values}, self.settled.articles.get(path, ""))

    def choose(self, path: str, sentences: Mapping[Any, str], **values: object) -> Iterator[Line]:
        """The sentence that stands for the word at `path`."""
        value = self.value(path)
        if value is not None and value in sentences:
            yield Line(sentences[value], {"value": value, **values}, self.settled.articles.get(path, ""))
