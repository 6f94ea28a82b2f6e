"""The lists of a contest: options, grades, ids; each wrong item is named by its path."""

from foundation.kernel.sentences import N_
from votes.rules.contest import Option
from votes.rules.fields import MISSING, Fields, shown

MOST_OPTIONS = 300
MOST_GRADES = 50
RESERVED = ("blank", "null")
UNKNOWN_OPTION = N_("the option %(found)s is unknown")
EACH_ONCE = N_("each option of the file once")
LIST = N_("a list between square brackets")
_OPTION_KEYS = frozenset({"id", "label", "cost_cents"})


def read_options(fields: Fields, *, priced: bool) -> tuple[Option, ...] | None:
    """The options in order; None where one of them cannot be read. `priced`: each must state its cost in cents.

    >>> fields = Fields("$", {"options": [{"id": "A"}, {"id": "A"}]}, [])
    >>> _ = read_options(fields, priced=False)
    >>> [fault.path for fault in fields.faults]
    ['$.options[1].id']
    """
    if not fields.present("options", LIST, required=True):
        return None
    raw = fields.data["options"]
    if not isinstance(raw, list) or not 1 <= len(raw) <= MOST_OPTIONS:
        fields.wrong("options", N_("a list of 1 to %(most)s options"), most=MOST_OPTIONS)
        return None
    read = [_option(fields, place, item, priced=priced) for place, item in enumerate(raw)]
    options = [option for option in read if option is not None]
    _refuse_twice(fields, read)
    return tuple(options) if len(options) == len(read) else None


def _option(document: Fields, place: int, item: object, *, priced: bool) -> Option | None:
    if not isinstance(item, dict):
        expected = N_("an object between braces")
        document.refuse(f"options[{place}]", N_("an option is described by an object"), expected)
        return None
    fields = Fields(f"{document.path}.options[{place}]", item, document.faults)
    fields.refuse_unknown(_OPTION_KEYS if priced else _OPTION_KEYS - {"cost_cents"})
    name = fields.identifier("id")
    label = fields.identifier("label") if "label" in item else ""
    if name in RESERVED:
        fields.wrong("id", N_("another id: blank and null are the words of ballots that name no option"))
    if not priced:
        return None if name is None else Option(name, label or "")
    if "cost_cents" not in item:
        fields.refuse("cost_cents", MISSING, N_("the cost of the option in whole cents, at least 1"))
    cost = fields.count("cost_cents")
    if cost == 0:
        fields.wrong("cost_cents", N_("the cost of the option in whole cents, at least 1"))
    return None if name is None else Option(name, label or "", cost or 1)


def _refuse_twice(fields: Fields, options: list[Option | None]) -> None:
    seen: set[str] = set()
    for place, option in enumerate(options):
        if option is not None and option.id in seen:
            message = N_("the option %(found)s is there twice")
            fields.refuse(f"options[{place}].id", message, EACH_ONCE, found=option.id)
        seen.add(option.id if option else "")


def read_texts(fields: Fields, key: str) -> list[str] | None:
    """A list of texts; None where the key is absent or holds something else.

    >>> read_texts(Fields("$", {"tie_order": ["A", "B"]}, []), "tie_order")
    ['A', 'B']
    """
    raw = fields.data.get(key)
    if not isinstance(raw, list):
        if key in fields.data:
            fields.wrong(key, LIST)
        return None
    for place, item in enumerate(raw):
        if not isinstance(item, str) or not item.strip() or not item.isprintable():
            expected = N_("text between quotes, on one line and without control characters")
            fields.refuse(f"{key}[{place}]", N_("%(found)s cannot be taken"), expected, found=shown(item))
            return None
    return raw


def read_grades(fields: Fields) -> tuple[str, ...]:
    """The words of the grades, the worst first; empty where they cannot be read.

    >>> read_grades(Fields("$", {"grades": ["Passable", "Bien"]}, []))
    ('Passable', 'Bien')
    """
    expected = N_("from 2 to %(most)s different words, the worst grade first")
    if "grades" not in fields.data:
        fields.refuse("grades", MISSING, expected, most=MOST_GRADES)
        return ()
    grades = read_texts(fields, "grades")
    if grades is None:
        return ()
    if not 2 <= len(grades) <= MOST_GRADES or len(set(grades)) < len(grades):
        fields.wrong("grades", expected, most=MOST_GRADES)
        return ()
    return tuple(grades)
