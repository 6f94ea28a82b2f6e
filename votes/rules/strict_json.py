"""JSON read strictly: no float, no NaN, no key written twice, each named by its path.

Python's reader would take 0.1 as a float and keep the last of two equal keys: both would change a count in silence.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator

from foundation.kernel.sentences import N_
from votes.rules.faults import Fault, UnreadableCountFile

EXPECTED_FRACTION = N_('a whole number, or an exact fraction written as text, such as "7/12"')


_HALF_A_LETTER = re.compile(r"\\u[dD][89a-fA-F]")


class _NotExact(str):
    """A number that was written with a point, an exponent, or as NaN."""

    __slots__ = ()


class _Repeating(dict[str, object]):
    """An object in which a key is written more than once."""

    def __init__(self, pairs: list[tuple[str, object]]) -> None:
        super().__init__(pairs)
        times = Counter(key for key, _ in pairs)
        self.repeated = [key for key, count in times.items() if count > 1]


def load(text: str) -> object:
    """The JSON value of `text`; raises UnreadableCountFile naming every float and repeated key."""
    suspicious: list[object] = []
    try:
        document: object = json.loads(
            text,
            parse_float=lambda number: _noted(_NotExact(number), suspicious),
            parse_constant=lambda name: _noted(_NotExact(name), suspicious),
            object_pairs_hook=lambda pairs: _object(pairs, suspicious),
        )
    except (ValueError, RecursionError) as error:
        raise UnreadableCountFile([_not_json(error)]) from error
    if suspicious:
        raise UnreadableCountFile(list(_walk("$", document)))
    if _HALF_A_LETTER.search(text):
        _refuse_broken_text(document)
    return document


def _refuse_broken_text(document: object) -> None:
    """Text with half of a letter (a lone surrogate) can be read and never be printed: refuse it here."""
    try:
        json.dumps(document, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        message = N_("a text holds half of a character, written \\ud800 to \\udfff")
        raise UnreadableCountFile([Fault("$", message, N_("whole characters"))]) from error


def _noted(value: object, suspicious: list[object]) -> object:
    suspicious.append(value)
    return value


def _object(pairs: list[tuple[str, object]], suspicious: list[object]) -> dict[str, object]:
    plain = dict(pairs)
    if len(plain) == len(pairs):
        return plain
    repeating = _Repeating(pairs)
    suspicious.append(repeating)
    return repeating


def _not_json(error: Exception) -> Fault:
    expected = N_("one JSON document, as the count file format describes it")
    if isinstance(error, json.JSONDecodeError):
        message = N_("the text is not JSON: line %(line)s, column %(column)s")
        return Fault("$", message, expected, {"line": error.lineno, "column": error.colno})
    return Fault("$", N_("the text cannot be read as JSON: a number is too long or the nesting too deep"), expected)


def _walk(path: str, value: object) -> Iterator[Fault]:
    if isinstance(value, _NotExact):
        yield Fault(path, N_("%(number)s is not an exact number"), EXPECTED_FRACTION, {"number": str(value)})
    elif isinstance(value, dict):
        for key in value.repeated if isinstance(value, _Repeating) else ():
            yield Fault(f"{path}.{key}", N_("the key is written more than once"), N_("each key once"))
        for key, inner in value.items():
            yield from _walk(f"{path}.{key}", inner)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _walk(f"{path}[{index}]", inner)
