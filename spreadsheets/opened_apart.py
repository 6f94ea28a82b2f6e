"""Run as a process of its own: a workbook from stdin to rows on stdout, within a bound of memory and time.

The reader allots every cell between the first and the last one that is written: two cells far apart, in a file of a
kilobyte, end the process that opens it. Here only this one ends, and `reading.py` says so in a sentence. It imports
nothing of ours: it starts in a moment.
"""

import io
import pickle  # nosec B403
import resource
import sys
from typing import Any

from python_calamine import CalamineWorkbook

MOST_MEMORY = 1_500_000_000
MOST_SECONDS = 120

ROWS, TALL, WIDE, UNREADABLE = "rows", "tall", "wide", "unreadable"
"""The answers: the sheets as [(name, rows)], or what is wrong with the file."""


def opened(content: bytes, most_rows: int, most_columns: int) -> tuple[str, list[tuple[str, list[list[Any]]]]]:
    """Every sheet of a workbook, or the first thing wrong with it."""
    sheets = []
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        if sheet.total_height > most_rows:
            return TALL, []
        if sheet.total_width > most_columns:
            return WIDE, []
        sheets.append((name, sheet.to_python(skip_empty_area=False)))
    return ROWS, sheets


def main() -> None:
    """Bound ourselves, read, answer."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        answer = opened(sys.stdin.buffer.read(), int(sys.argv[1]), int(sys.argv[2]))
    except MemoryError:
        raise
    except BaseException:  # noqa: BLE001 - whatever a reader throws at a hostile file, its panics included
        answer = UNREADABLE, []
    pickler = pickle.Pickler(sys.stdout.buffer, pickle.HIGHEST_PROTOCOL)
    pickler.fast = True
    pickler.dump(answer)


if __name__ == "__main__":
    main()
