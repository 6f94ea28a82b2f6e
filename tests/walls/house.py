"""How the walls read the house: they list the tree, so that what is added tomorrow is looked at too."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
FLOORS = (
    "scic",
    "pole",
    "privacy",
    "governance",
    "treasury",
    "shares",
    "membership",
    "votes",
    "statutes",
    "spreadsheets",
    "foundation",
)
ROOMS = ("kernel", "web", "wording", "documents", "mailing", "jobs", "accounts", "webhooks")


@cache
def tracked() -> tuple[Path, ...]:
    """Every file of the repository that is or would be committed."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split("\0")
    except (OSError, subprocess.CalledProcessError):  # an archive without its history
        listed = [str(path.relative_to(ROOT)) for path in ROOT.rglob("*") if ".venv" not in path.parts]
    return tuple(sorted(path for name in listed if name and (path := ROOT / name).is_file()))


def name_of(path: Path) -> str:
    """The path as one writes it."""
    return path.relative_to(ROOT).as_posix()


@cache
def product_files() -> tuple[Path, ...]:
    """Every Python file of the product itself."""
    return tuple(path for path in tracked() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in FLOORS)


def rules_files() -> list[Path]:
    """Every Python file of a rules/ folder."""
    return [path for path in product_files() if "rules" in path.relative_to(ROOT).parts[:-1]]


def files_named(word: str) -> list[Path]:
    """The files `word.py` and `..._word.py`, and those of the folders `word/`, of every package."""
    return [
        path
        for path in product_files()
        if path.stem.split("_")[-1] == word or word in path.relative_to(ROOT).parts[:-1]
    ]


def templates() -> list[Path]:
    """Every page template (documents and mails are no pages)."""
    return [
        path
        for path in tracked()
        if path.suffix == ".html"
        and name_of(path).startswith("templates/")
        and not {"documents", "mail"} & set(path.parts)
    ]


@cache
def tree_of(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions_of(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a file, the inner ones too."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def module_name(path: Path) -> str:
    """`votes/rules/count.py` is `votes.rules.count`."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def names_called(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """(last word of what is called, line) for every call."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield node.func.attr, node.lineno
            elif isinstance(node.func, ast.Name):
                yield node.func.id, node.lineno
