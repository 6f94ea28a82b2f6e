"""One transaction per request, command or job; services flush and never commit."""

import ast
import re

from tests.walls.house import ROOT, files_named, functions_of, name_of, names_called, product_files, tree_of

MAY_COMMIT = {
    "foundation/web/transaction.py",
    "foundation/jobs/runner.py",  # a long job keeps each unit of its work, and lets others write meanwhile
}
CLOCK_READERS = {"views", "cli", "jobs"}


def test_only_the_transaction_commits():
    commits = [
        f"{name_of(path)}:{line}"
        for path in product_files()
        if name_of(path) not in MAY_COMMIT
        for name, line in names_called(tree_of(path))
        if name == "commit"
    ]
    assert not commits


def test_services_do_not_read_the_clock():
    """`at` and `on` are arguments: last year's assembly can be computed again."""
    read = [
        f"{name_of(path)}:{line}"
        for word in ("services", "queries", "models")
        for path in files_named(word)
        for name, line in names_called(tree_of(path))
        if name in {"now", "today", "utcnow"}
    ]
    assert not read


def test_no_date_has_today_as_its_default():
    hidden = [
        f"{name_of(path)}:{node.lineno}"
        for path in product_files()
        for node in functions_of(path)
        for default in [*node.args.defaults, *node.args.kw_defaults]
        if default is not None and any(name in {"now", "today"} for name, _ in names_called(default))
    ]
    assert not hidden


def test_the_day_of_a_moment_is_that_of_the_cooperative_never_of_greenwich():
    """`at.date()` is yesterday from midnight to two in the morning: `day_of(at)` says the day."""
    moment = re.compile(r"\b(at|now\(\)|\w+_at)\.date\(\)")
    texts = [*product_files(), *(ROOT / "templates").rglob("*.html")]
    assert not [name_of(path) for path in texts if moment.search(path.read_text(encoding="utf-8"))]


def test_documents_are_never_typeset_from_strings_of_people():
    """Typst runs what it is given as source: data goes in as data (sys_inputs), and the source is a file."""
    glued = []
    for path in product_files():
        for node in ast.walk(tree_of(path)):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "attr", "") == "compile"
                and "typst" in ast.unparse(node.func)
            ):
                first = node.args[0] if node.args else None
                if isinstance(first, ast.JoinedStr | ast.BinOp):
                    glued.append(f"{name_of(path)}:{node.lineno}")
    assert not glued


def test_nothing_is_rendered_from_a_string():
    assert not [
        name_of(path)
        for path in product_files()
        if any(name == "render_template_string" for name, _ in names_called(tree_of(path)))
    ]


def test_settings_are_read_in_one_place():
    readers = [
        name_of(path)
        for path in product_files()
        if path != ROOT / "scic" / "config.py"
        and "os.environ" in path.read_text(encoding="utf-8").replace("from_environment(os.environ)", "")
    ]
    assert not readers
