"""Who may know whom: the import contracts of pyproject.toml, and what they cannot say."""

import ast
import subprocess
import sys
import tomllib

from tests.walls.house import FLOORS, ROOMS, ROOT, name_of, product_files, tracked, tree_of

SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
CELLAR_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers", "tools"}
HAND_ON = {"models", "queries", "services", "views", "forms"}
COMMAND_LINE = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def test_import_contracts_hold():
    done = subprocess.run([sys.executable, "-c", COMMAND_LINE, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_package_stands_on_a_floor():
    packages = {path.relative_to(ROOT).parts[0] for path in tracked() if path.name == "__init__.py"} - {
        "tests",
        "benchmarks",
    }
    assert packages <= set(FLOORS)
    assert packages == set(SETTINGS["importlinter"]["root_packages"])
    assert packages <= set(SETTINGS["mypy"]["packages"])
    assert packages <= set(SETTINGS["hatch"]["build"]["targets"]["wheel"]["packages"])


def test_the_rooms_of_the_foundation_are_a_closed_list():
    rooms = {path.relative_to(ROOT).parts[1] for path in product_files() if name_of(path).startswith("foundation/")}
    assert rooms <= {*ROOMS, "__init__.py"}


def test_no_import_hides_inside_a_function():
    late = [
        f"{name_of(path)}:{inner.lineno}"
        for path in product_files()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert not late


def test_packages_open_with_words_not_with_code():
    """A folder that was one file (models/, views/) may hand on its names; nothing else stands in an __init__.py."""
    chatty = []
    for path in product_files():
        if path.name == "__init__.py":
            rest = [node for node in tree_of(path).body if not _is_a_word(node, path)]
            if rest or not ast.get_docstring(tree_of(path)):
                chatty.append(name_of(path))
    assert not chatty, "an __init__.py is a docstring: what is here, which articles, where to start reading"


def _is_a_word(node, path):
    if isinstance(node, ast.ImportFrom):
        return path.parent.name in HAND_ON
    return (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)) or (
        isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in {"__version__", "__all__"}
    )


def test_no_file_is_a_cellar():
    assert not [
        name_of(path) for path in product_files() if path.stem in CELLAR_NAMES or path.parent.name in CELLAR_NAMES
    ]
