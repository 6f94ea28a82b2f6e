"""Where the files that are not Python stand: beside the packages in the repository, inside `scic/` in a wheel."""

from importlib.util import find_spec
from pathlib import Path


def folder(name: str) -> Path:
    """The folder of `templates`, `static`, `translations` or `migrations`.

    Raises FileNotFoundError where the installation is broken.
    """
    spec = find_spec("scic")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("the package scic is not installed")
    package = Path(spec.origin).parent
    for candidate in (package / name, package.parent / name):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"the folder {name} did not travel with this installation")


def templates_folder() -> Path:
    """The root of the page, mail and document templates."""
    return folder("templates")


def translations_folder() -> Path:
    """The root of the gettext catalogues."""
    return folder("translations")
