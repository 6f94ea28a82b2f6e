"""No code ever puts typst source together: data reaches a template as JSON, from one file only."""

import ast
import hashlib
import re
from pathlib import Path

import pytest

from tests.walls.house import ROOT, name_of, product_files, tracked, tree_of

PRINTER = "foundation/documents/pdf.py"
SOURCES = [path for path in tracked() if path.suffix == ".typ"]


def test_only_one_file_speaks_to_typst() -> None:
    speakers = {
        name_of(path)
        for path in product_files()
        for node in ast.walk(tree_of(path))
        if (isinstance(node, ast.Import) and any(alias.name.split(".")[0] == "typst" for alias in node.names))
        or (isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "typst")
    }
    assert speakers == {PRINTER}


def test_the_printer_compiles_files_and_nothing_else() -> None:
    used = [
        node
        for node in ast.walk(tree_of(ROOT / PRINTER))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "typst"
    ]
    assert {node.attr for node in used} == {"compile", "TypstError"}
    calls = [node for node in ast.walk(tree_of(ROOT / PRINTER)) if isinstance(node, ast.Call) and node.func in used]
    assert [ast.unparse(call.args[0]) for call in calls] == ["source"]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_a_template_runs_no_data_and_fetches_nothing(path: Path) -> None:
    source = re.sub(r"//.*", "", path.read_text(encoding="utf-8"))
    assert not re.search(r"\beval\(|\bplugin\(|\bread\(|@preview|@local|\bcsv\(|\byaml\(|\bxml\(", source)
    assert set(re.findall(r"\bjson\((?!bytes\(sys\.inputs\.)", source)) == set()
    assert len(path.read_text(encoding="utf-8").splitlines()) < 250


def test_the_fonts_are_those_of_the_list_with_their_licences() -> None:
    folder = ROOT / "templates" / "documents" / "fonts"
    listed = dict(re.findall(r"\| (\S+\.ttf) \| [^|]+ \| ([0-9a-f]{64}) \|", (folder / "FONTS.md").read_text()))
    assert listed == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.ttf")}
    assert {path.name for path in folder.glob("LICENSE-*.txt")} == {"LICENSE-Inter.txt", "LICENSE-NotoEmoji.txt"}
