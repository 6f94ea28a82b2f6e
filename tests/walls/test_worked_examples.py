"""Every legal function shows what it does: one that cites an article has an example, and the example runs (doctest)."""

import ast
import re
import tomllib
from collections.abc import Iterator

import pytest

from tests.walls.house import ROOT, name_of, rules_files, tree_of

# "art. 19 octies", "L225-96", "R. 225-69", "rule 31" of the compliance table, "F.9" of the rules document
ARTICLE = re.compile(r"\barts?\. ?\d|\b[LR]\.? ?\d{1,3}-\d+|\brules? \d+|\bF\.\d")


def cites(node: ast.Module | ast.FunctionDef | ast.ClassDef) -> bool:
    return bool(ARTICLE.search(ast.get_docstring(node) or ""))


def public(body: list[ast.stmt]) -> Iterator[ast.FunctionDef]:
    return (node for node in body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"))


def legal_functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    """The public functions of a legal file or with an article of their own; the methods with an article of their own."""
    for function in public(tree.body):
        if cites(tree) or cites(function):
            yield function.name, function
    for kind in (node for node in tree.body if isinstance(node, ast.ClassDef)):
        for method in public(kind.body):
            if cites(method):
                yield f"{kind.name}.{method.name}", method


def untold(tree: ast.Module) -> list[str]:
    return [name for name, function in legal_functions(tree) if ">>>" not in (ast.get_docstring(function) or "")]


@pytest.mark.parametrize("path", rules_files(), ids=name_of)
def test_a_function_that_cites_an_article_has_a_worked_example(path):
    assert not untold(tree_of(path)), f"{name_of(path)}: write an example (>>>) below the article"


@pytest.mark.parametrize(
    ("source", "missing"),
    [
        ('"""Quorum (L225-98)."""\ndef met(): "Whether."', ["met"]),
        ('"""Quorum."""\ndef met(): "Whether (rule 31)."\ndef told(): "Words."', ["met"]),
        ('"""Quorum."""\nclass Q:\n def met(self): "C. com. art. L225-98."\n def word(self): "Words."', ["Q.met"]),
        ('"""Quorum (L225-98)."""\ndef met(): "Whether.\\n>>> met()"\ndef _so(): "Not public."', []),
    ],
)
def test_the_wall_sees_what_it_is_for(source, missing):
    assert untold(ast.parse(source)) == missing


def test_the_examples_of_every_legal_folder_are_run():
    """A folder whose examples nobody runs would keep them false; pytest collects those that it is told."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        collected = tomllib.load(file)["tool"]["pytest"]["ini_options"]["testpaths"]
    legal = {name_of(path) for path in rules_files() if any(legal_functions(tree_of(path)))}
    assert len(legal) > 20
    assert not sorted(name for name in legal if not name.startswith(tuple(f"{folder}/" for folder in collected)))
