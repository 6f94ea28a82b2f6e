"""What is committed: nothing of one machine, nothing half done, locks that name no index, no real secret."""

import os
import re
import tomllib
from pathlib import Path

import pytest

from tests.walls.house import ROOT, name_of, product_files, tracked

LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-uv.txt")
UNFINISHED = re.compile(
    r"\b("
    + "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X", "raise NotImplemented" + "Error", "for n" + "ow"])
    + r")\b"
)
TEXT = {".py", ".md", ".toml", ".html", ".css", ".js", ".txt", ".typ", ".po", ".ini", ".json", ".svg", ".mako", ""}


def read(path):
    return (
        path.read_text(encoding="utf-8", errors="ignore")
        if path.is_file() and path.suffix in TEXT and path.stat().st_size < 600_000
        else ""
    )


@pytest.mark.parametrize("name", LOCKS)
def test_locks_name_no_index_and_no_path(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.findall(
        r"^\s*(?:-i|-f|--(?:extra-)?index-url|--find-links|--trusted-host|-e)\b.*$", text, re.MULTILINE
    )
    assert "://" not in text
    assert not re.findall(r"(?:^|\s)@?\s?(?:file:|/[a-z])", text)


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_its_hashes(name):
    blocks = re.split(r"\n(?=[a-zA-Z0-9])", (ROOT / name).read_text(encoding="utf-8").strip())
    assert not [block[:60] for block in blocks if re.match(r"[a-zA-Z0-9]", block) and "--hash=sha256:" not in block]


def test_everything_declared_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    declared = project["project"]["dependencies"], project["dependency-groups"]["dev"]
    for names, lock in ((declared[0], LOCKS[0]), ([*declared[0], *declared[1]], LOCKS[1])):
        locked = set(re.findall(r"^([a-z0-9][a-z0-9._-]*)==", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE))
        assert not [name for name in names if re.match(r"[a-z0-9._-]+", name).group() not in locked]


def test_nothing_names_this_machine():
    places = {f"{ROOT}/", f"{ROOT.parent}/", f"{Path.home()}/"} - {"//", "/"}
    users = {name for name in [os.environ.get("HOSTNAME", "")] if len(name) > 5}
    leaks = [name_of(path) for path in tracked() for word in [*places, *users] if word in read(path)]
    assert not leaks


def test_nothing_is_left_half_done():
    marks = [
        f"{name_of(path)}:{number}"
        for path in tracked()
        if path.suffix in {".py", ".js", ".html", ".typ", ".css"} and "vendor" not in path.parts
        for number, line in enumerate(read(path).splitlines(), 1)
        if UNFINISHED.search(line)
    ]
    assert not marks


def test_the_licence_is_the_agpl():
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").lstrip().startswith("GNU AFFERO GENERAL PUBLIC LICENSE")


def test_the_makefile_has_its_targets():
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    wanted = "help run test test-fast lint format migrate translate bench verify audit".split()
    assert not [name for name in wanted if not re.search(rf"^{name}:.*## ", text, re.MULTILINE)]


def test_version_is_said_once():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"## {project['version']}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f'__version__ = "{project["version"]}"' in (ROOT / "scic" / "__init__.py").read_text(encoding="utf-8")


def test_broad_exceptions_are_argued():
    """`except Exception` says in its line why everything is caught, logs it whole, or raises again."""
    silent = []
    for path in product_files():
        lines = read(path).splitlines()
        for number, line in enumerate(lines):
            if re.search(r"except (Base)?Exception\b", line) and "#" not in line:
                after = " ".join(lines[number + 1 : number + 4])
                if not re.search(r"\braise\b|\.exception\(", after):
                    silent.append(f"{name_of(path)}:{number + 1}")
    assert not silent
