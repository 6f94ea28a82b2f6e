"""Text to tree: TOML read by the standard library, then the schema; one reading names every fault.

A value that `show` printed as the law's own (comment `# (law)`) is read back as "the statutes are silent", as long as
it still is the law's value; changed by hand, it is a clause like any other.
"""

import re
import tomllib
from collections import Counter
from typing import Any, Final

from foundation.kernel.sentences import N_
from statutes.rules.faults import Fault, Faults, UnreadableStatutes
from statutes.rules.paths import value_at, with_value
from statutes.rules.schema import table_of
from statutes.rules.settled import law_values
from statutes.rules.tree import Statutes

LAW_MARK: Final = "(law)"
LONGEST_FILE: Final = 512 * 1024
_PLACE: Final = re.compile(r"(.*?)\s*\(at (?:line (\d+), column (\d+)|end of document)\)", re.DOTALL)

_HEADER: Final = re.compile(r"\s*(\[\[?)\s*([A-Za-z0-9_.-]+)\s*\]")
_MARKED: Final = re.compile(r"\s*([A-Za-z0-9_-]+)\s*=.*#\s*\(law\)\s*$")

NOT_TOML: Final = N_("Line %(line)s, column %(column)s: this is not valid TOML (%(detail)s). Correct the line.")
CUT_SHORT: Final = N_("The file stops in the middle of a value (%(detail)s): complete its end.")
NOT_TOML_AT_ALL: Final = N_("The file is not valid TOML (%(detail)s).")
NOT_UTF8: Final = N_("The file is not a text in UTF-8: save it again with that encoding.")
TOO_LONG: Final = N_("The file has more than %(limit)s kilobytes: statutes are never that long.")
TOO_DEEP: Final = N_("The file nests tables too deeply to be statutes.")


def parse(text: str | bytes) -> Statutes:
    r"""Read a statutes file; raises UnreadableStatutes with every fault and its path.

    >>> parse('format = "scic-statutes/1"\nname = 3')  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    statutes.rules.faults.UnreadableStatutes: ...
    """
    written = decoded(text)
    raw = _toml(written)
    faults = Faults()
    statutes: Statutes | None = table_of(Statutes)(raw, "", faults)
    if statutes is None or faults.found:
        raise UnreadableStatutes(faults.found)
    return _without_law(statutes, written) if LAW_MARK in written else statutes


def decoded(text: str | bytes) -> str:
    """The text of a file given as bytes; raises UnreadableStatutes where it is too long or not UTF-8."""
    if len(text) > LONGEST_FILE:
        raise UnreadableStatutes([Fault("", TOO_LONG, {"limit": LONGEST_FILE // 1024})])
    if isinstance(text, str):
        return text.removeprefix("\ufeff")
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableStatutes([Fault("", NOT_UTF8)]) from None


def _toml(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UnreadableStatutes([_syntax_fault(str(error))]) from None
    except RecursionError:
        raise UnreadableStatutes([Fault("", TOO_DEEP)]) from None
    except ValueError as error:
        raise UnreadableStatutes([Fault("", NOT_TOML_AT_ALL, {"detail": str(error)})]) from None


def _syntax_fault(error: str) -> Fault:
    place = _PLACE.fullmatch(error)
    if place is None:
        return Fault("", NOT_TOML_AT_ALL, {"detail": error})
    detail, line, column = place.groups()
    if line is None:
        return Fault("", CUT_SHORT, {"detail": detail})
    return Fault("", NOT_TOML, {"line": int(line), "column": int(column), "detail": detail})


def _without_law(statutes: Statutes, text: str) -> Statutes:
    law = law_values(statutes)
    silent = statutes
    for path in law_marks(text):
        if path in law and value_at(statutes, path) == law[path].value:
            silent = with_value(silent, path, None)
    return silent


def law_marks(text: str) -> list[str]:
    r"""The paths of the values whose line ends with the comment `# (law)`, in the order of the file.

    >>> law_marks('[assemblies.ordinary]\nnotice_days = 15 # (law)')
    ['assemblies.ordinary.notice_days']
    """
    found, table, counts = [], "", Counter[str]()
    for line in text.splitlines():
        if header := _HEADER.match(line):
            table = header[2]
            if header[1] == "[[":
                counts[table] += 1
                table = f"{table}[{counts[table] - 1}]"
        elif marked := _MARKED.match(line):
            found.append(f"{table}.{marked[1]}" if table else marked[1])
    return found
