"""Cells by their name, as a spreadsheet shows them: column in letters, line from 1."""

_LETTERS = 26


def column_letters(column: int) -> str:
    """The letters of a column, the first being 0.

    >>> column_letters(0), column_letters(25), column_letters(26), column_letters(701), column_letters(702)
    ('A', 'Z', 'AA', 'ZZ', 'AAA')
    """
    found, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, _LETTERS)
        found = chr(ord("A") + letter) + found
    return found


def cell_name(row: int, column: int) -> str:
    """A cell as people name it; row and column count from 0.

    >>> cell_name(6, 3)
    'D7'
    """
    return f"{column_letters(column)}{row + 1}"


def cell_place(name: str) -> tuple[int, int]:
    """(row, column) of a cell, both from 0; ValueError where it is no name of a cell.

    >>> cell_place("D7"), cell_place("AA1")
    ((6, 3), (0, 26))
    """
    letters = name.rstrip("0123456789")
    if not letters or not name[len(letters) :] or not (letters.isascii() and letters.isalpha()):
        raise ValueError(name)
    column = 0
    for letter in letters.upper():
        column = column * _LETTERS + ord(letter) - ord("A") + 1
    return int(name[len(letters) :]) - 1, column - 1
