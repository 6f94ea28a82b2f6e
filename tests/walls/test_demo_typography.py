"""The words of the demonstration keep French typography: no plain space before ; ! ? : or inside « »."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
WRONG = re.compile(r"\w [;!?:](?:\s|$)|« | »")


def words_of(path: Path) -> list[str]:
    """Every piece of text written in a file, with its line."""
    tree = ast.parse(path.read_text())
    return [
        f"{path.name}:{node.lineno}: {node.value}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


def test_no_plain_space_stands_where_a_narrow_one_must():
    said = [line for path in sorted((ROOT / "scic/demo").rglob("*.py")) for line in words_of(path)]
    assert len(said) > 500
    faults = [line for line in said if WRONG.search(line.split(": ", 1)[1])]
    assert not faults, "\n".join(faults)
