"""What is said about the product is true: settings, audit tags, the map, the commands."""

import re
from enum import StrEnum
from importlib import import_module

import pytest

from tests.walls.house import FLOORS, ROOT, files_named, module_name, name_of, product_files, rules_files

TABLE = ROOT / "docs" / "configuration.md"
MAP = ROOT / "docs" / "map.md"
PATHS = re.compile(r"`((?:[a-z_.-]+/)+[A-Za-z0-9_.-]*|[A-Z][A-Za-z]+(?:\.md)?)(?::[^`]*)?`")
EVENTS = [path for path in rules_files() if path.stem == "events"]


def test_every_setting_is_documented():
    from scic.config import ENVIRONMENT

    rows = set(re.findall(r"^\| `(SCIC_[A-Z_]+)`", TABLE.read_text(encoding="utf-8"), re.MULTILINE))
    assert rows == set(ENVIRONMENT)


def test_every_setting_that_is_read_is_declared():
    from scic.config import ENVIRONMENT

    named = {
        name for path in product_files() for name in re.findall(r"\"(SCIC_[A-Z_]+)\"", path.read_text(encoding="utf-8"))
    }
    assert named <= set(ENVIRONMENT)


@pytest.mark.parametrize("path", EVENTS, ids=name_of)
def test_every_audit_tag_has_a_sentence(path):
    module = import_module(module_name(path))
    tags = [
        tag
        for value in vars(module).values()
        if isinstance(value, type)
        and issubclass(value, StrEnum)
        and value is not StrEnum
        and value.__module__ == module.__name__
        for tag in value
        if tag.count(":") == 2
    ]
    assert tags
    assert set(tags) == set(module.EVENT_SENTENCES)
    package = module_name(path).split(".")[1 if module_name(path).startswith("foundation.") else 0]
    assert {tag.split(":")[0] for tag in tags} <= {package, "kernel"}, "a tag begins with its package"


def test_no_audit_tag_is_written_by_hand():
    loose = [
        name_of(path)
        for path in product_files()
        if re.search(r"audit\.record\(\s*[\"']", path.read_text(encoding="utf-8"))
    ]
    assert not loose, "tags come from rules/events.py"


def test_every_path_of_the_map_exists():
    named = set(PATHS.findall(MAP.read_text(encoding="utf-8")))
    assert len(named) > 30
    assert not sorted(name for name in named if not (ROOT / name).exists())


def test_every_package_is_on_the_map():
    text = MAP.read_text(encoding="utf-8")
    packages = {path.relative_to(ROOT).parts[0] for path in product_files()} & set(FLOORS)
    assert not [package for package in packages if f"`{package}/" not in text]


def test_every_first_word_of_an_address_is_on_the_map(app):
    text = MAP.read_text(encoding="utf-8")
    words = {
        rule.rule.split("/")[1]
        for rule in app.url_map.iter_rules()
        if rule.rule.count("/") and not rule.rule.startswith("/<")
    }
    assert not sorted(word for word in words if word and f"`/{word}`" not in text)


def test_identifiers_of_the_glossary_are_used():
    rows = re.findall(
        r"^\| [^|]+ \| `([a-z_]+)` ", (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    code = "\n".join(path.read_text(encoding="utf-8").lower() for path in product_files())
    assert len(rows) > 25
    assert not [word for word in rows if word not in code]


def test_commands_are_documented():
    """Every group of the command line is in the README or in docs/."""
    groups = {
        name_of(path).split("/")[-2]
        for path in files_named("cli")
        if not name_of(path).startswith(("scic/", "foundation/"))
    }
    text = "\n".join(
        path.read_text(encoding="utf-8") for path in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    )
    named = {
        "membership": "members",
        "votes": "votes",
        "statutes": "statutes",
        "shares": "shares",
        "governance": "compliance",
    }
    assert not [group for group in groups if f"scic {named.get(group, group)}" not in text]
