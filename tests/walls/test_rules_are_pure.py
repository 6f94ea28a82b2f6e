"""Law and arithmetic: exact, given everything, reading nothing."""

import ast
import re

import pytest

from tests.walls.house import ROOT, functions_of, name_of, names_called, rules_files, tree_of

CLOCKS = {"today", "now", "utcnow", "time", "monotonic"}
CLOCK_OWNERS = {"date", "datetime", "time", "clock", "dt"}
OUTSIDE = {
    "os",
    "pathlib",
    "random",
    "secrets",
    "socket",
    "subprocess",
    "sqlite3",
    "requests",
    "logging",
    "time",
    "io",
    "shutil",
}
CITES_AN_ARTICLE = re.compile(r"\bart\. ?\d|\b[LR]\. ?\d{2}")


@pytest.fixture(params=rules_files(), ids=name_of)
def rules_file(request):
    return request.param


def test_no_float(rules_file):
    tree = tree_of(rules_file)
    floats = [
        node.lineno for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, float)
    ]
    floats += [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and node.id == "float" and not _refuses(tree, node)
    ]
    assert not floats, f"{name_of(rules_file)}: counts are int, shares are Fraction, money is cents"


def _refuses(tree, name):
    """`isinstance(value, float)` is how a float is refused at the border."""
    return any(
        isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "isinstance"
        and any(part is name for part in ast.walk(node))
        for node in ast.walk(tree)
    )


def test_no_clock(rules_file):
    read = []
    for node in ast.walk(tree_of(rules_file)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS:
            owner = node.func.value
            last = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
            if last in CLOCK_OWNERS:
                read.append(node.lineno)
    read += [line for name, line in names_called(tree_of(rules_file)) if name == "today"]
    assert not read, f"{name_of(rules_file)}: days and moments are passed in"


def test_no_look_outside(rules_file):
    imported = set()
    for node in ast.walk(tree_of(rules_file)):
        if isinstance(node, ast.Import):
            imported |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            imported.add(node.module.split(".")[0])
    assert not imported & OUTSIDE
    assert not [line for name, line in names_called(tree_of(rules_file)) if name in {"open", "input", "print"}]


def test_numbers_of_the_law_stand_in_one_file(rules_file):
    """A fraction written out (a third, three quarters) or a number with its article: it comes from law.py or the statutes."""
    if name_of(rules_file) == "statutes/rules/law.py":
        return
    tree, lines = tree_of(rules_file), rules_file.read_text(encoding="utf-8").splitlines()
    words = {key for node in ast.walk(tree) if isinstance(node, ast.Dict) for key in node.keys}  # how a number is said
    written = [node.lineno for node in ast.walk(tree) if _is_a_threshold(node) and node not in words]
    written += [
        node.lineno
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        and isinstance(getattr(node.value, "value", None), int)
        and CITES_AN_ARTICLE.search(
            " ".join(line for line in lines[max(0, node.lineno - 2) : node.lineno] if "#" in line)
        )
    ]
    assert not written, f"{name_of(rules_file)}: write it once, with its article, in statutes/rules/law.py"


def _is_a_threshold(node):
    """`Fraction(3, 4)` written out; one half is also the arithmetic of a tie."""
    if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Fraction" and len(node.args) == 2):
        return False
    values = [getattr(argument, "value", None) for argument in node.args]
    return all(isinstance(value, int) for value in values) and values not in ([1, 2], [0, 1])


def test_every_number_of_the_law_has_its_article():
    path = ROOT / "statutes" / "rules" / "law.py"
    lines = path.read_text(encoding="utf-8").splitlines()
    silent = [
        f"law.py:{node.lineno}"
        for node in tree_of(path).body
        if isinstance(node, ast.Assign | ast.AnnAssign) and _is_a_number(node.value)
        if "#" not in lines[node.lineno - 2] and "#" not in lines[node.lineno - 1]
    ]
    assert not silent, "the line above a number of the law names its article"


def _is_a_number(value):
    return isinstance(value, ast.Call) or isinstance(getattr(value, "value", None), int)


def test_legal_functions_explain_themselves():
    """Public functions of rules say what they do; the file as a whole has at least its opening words."""
    silent = [
        f"{name_of(path)}:{node.lineno} {node.name}"
        for path in rules_files()
        for node in functions_of(path)
        if not node.name.startswith("_") and node in tree_of(path).body and not ast.get_docstring(node)
    ]
    assert not silent
