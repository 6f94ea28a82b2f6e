"""The wheel: everything travels inside the packages, and the command works from any folder."""

import json
import os
import subprocess
import sys
import zipfile

import pytest

from tests.walls.house import FLOORS, ROOT, name_of, tracked

CARRIED = ("templates", "static", "migrations", "translations")
STATUTES = ROOT / "statutes" / "examples"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built as `pip install .` builds it."""
    folder = tmp_path_factory.mktemp("wheel")
    build = f"import hatchling.build; print(hatchling.build.build_wheel({str(folder)!r}))"
    done = subprocess.run([sys.executable, "-c", build], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder / done.stdout.split()[-1]


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The wheel laid out as pip would, far from the repository."""
    folder = tmp_path_factory.mktemp("site-packages")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def scic(installed, *words, cwd):
    """Run the installed command from `cwd`."""
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"}
    return subprocess.run(
        [sys.executable, "-m", "scic", *words], cwd=cwd, env=environment, capture_output=True, text=True
    )


def test_nothing_stands_loose_in_site_packages(wheel):
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} <= set(FLOORS)


def test_everything_travels(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    wanted = [name_of(path) for path in tracked()]
    carried = [f"scic/{name}" for name in wanted if name.split("/")[0] in CARRIED]
    code = [name for name in wanted if name.split("/")[0] in FLOORS]
    assert len(carried) > 50
    assert not sorted({*carried, *code} - names)


def test_the_command_works_from_any_folder(installed, tmp_path):
    done = scic(installed, "--version", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    example = next(iter(sorted(STATUTES.rglob("*.toml"))))
    done = scic(installed, "statutes", "check", str(example), "--json", cwd=tmp_path)
    assert done.returncode in {0, 1}, done.stderr
    assert isinstance(json.loads(done.stdout), list)
    assert not list(tmp_path.iterdir()), "a check writes nothing"


def test_pages_come_out_of_the_wheel(installed, tmp_path):
    look = (
        "import pathlib, sys; from scic.app import create_app; from scic.config import Config; from flask_migrate import upgrade\n"
        "import scic; assert 'site-packages' in scic.__file__\n"
        "here = pathlib.Path.cwd()\n"
        "app = create_app(Config('test', f'sqlite:///{here}/a.sqlite', 'x' * 40, here))\n"
        "with app.app_context(): upgrade()\n"
        "answer = app.test_client().get('/connexion')\n"
        "assert answer.status_code == 200, answer.status\n"
        "assert app.test_client().get('/static/icons.svg').status_code == 200\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"}
    done = subprocess.run([sys.executable, "-c", look], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
