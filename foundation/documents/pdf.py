"""A template and data become the bytes of a PDF: archival (PDF/A-3a), accessible (PDF/UA-1), the same each time.

Data travels to typst as JSON only and is printed as text: no source is ever put together (a wall test watches), so a
name that looks like a command stays a name. No request, no network, no system font is needed.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import typst

from foundation.documents.rules.glyphs import drawable_points
from foundation.documents.rules.values import prepare
from foundation.kernel.clock import PARIS
from foundation.kernel.db import canonical_json
from foundation.kernel.errors import NotFound, Refused, ScicError
from foundation.kernel.places import templates_folder
from foundation.kernel.sentences import N_

LANGUAGES = ("fr",)
LOGO_FORMATS = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg", b"RIFF": "webp", b"<svg": "svg", b"<?xml": "svg"}


@dataclass(frozen=True)
class Printed:
    """A PDF with what went into it: `params` are the JSON values, `params_sha256` the fingerprint printed on it."""

    content: bytes
    params: dict[str, Any]
    params_sha256: str


def render(template: str, data: Mapping[str, Any], *, language: str = "fr", at: datetime, zone: str = PARIS) -> bytes:
    """The PDF of `templates/documents/<template>.typ` filled with `data`; `at` (aware) is its date of creation.

    The same template, data and `at` give the same bytes. Raises NotFound for an unknown template, Refused for a
    language that documents are not written in, ScicError "documents-unprintable" when typst refuses.
    """
    return print_document(template, data, language=language, at=at, zone=zone).content


def print_document(
    template: str, data: Mapping[str, Any], *, language: str = "fr", at: datetime, zone: str = PARIS
) -> Printed:
    """As `render`, with the JSON values that were printed and their fingerprint."""
    params = prepare(_with_logo(data), zone=zone, drawable=_drawable())
    return print_again(template, params, language=language, at=at)


def print_again(template: str, params: Mapping[str, Any], *, language: str = "fr", at: datetime) -> Printed:
    """Print values that `print_document` prepared (kept in the archive)."""
    if language not in LANGUAGES:
        raise Refused(
            "documents-language",
            N_("Legal documents are written in French only; “%(language)s” was asked. Ask for “fr”."),
            language=language,
        )
    fingerprint = hashlib.sha256(canonical_json(params).encode()).hexdigest()
    data, blobs = _split(params)
    inputs = {"data": data, "blobs": blobs, "fingerprint": fingerprint}
    return Printed(compile_pdf(_source(template), inputs=inputs, at=at), dict(params), fingerprint)


def compile_pdf(source: Path, *, inputs: Mapping[str, str], at: datetime, root: Path | None = None) -> bytes:
    """Have typst print the file `source`, which may read only below `root` (its own folder if left out).

    typst itself refuses a picture without a text alternative, a missing title and a skipped heading level.
    """
    if at.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    try:
        made = typst.compile(
            source,
            root=root or source.parent,
            sys_inputs=dict(inputs),
            ignore_system_fonts=True,
            font_paths=[fonts_folder()],
            pdf_standards=["a-3a", "ua-1"],
            timestamp=at.astimezone(UTC).replace(microsecond=0),
        )
    except typst.TypstError as error:
        raise ScicError(
            "documents-unprintable",
            N_("The document “%(name)s” could not be printed: %(why)s. Tell the person who maintains this server."),
            name=source.stem,
            why=error.message,
        ) from error
    if not isinstance(made, bytes):
        raise TypeError("typst gave no PDF")
    return made


def documents_folder() -> Path:
    """Where the document templates are."""
    return templates_folder() / "documents"


def fonts_folder() -> Path:
    """Where the fonts of documents are."""
    return documents_folder() / "fonts"


def _source(template: str) -> Path:
    source = documents_folder() / f"{template}.typ"
    if not template.replace("-", "").replace("_", "").isalnum() or not source.is_file():
        raise NotFound("documents-template", N_("There is no document template named “%(name)s”."), name=template)
    return source


@cache
def _drawable() -> frozenset[int]:
    """What our two families draw: a file is named after its family ("Inter_700Bold.ttf")."""
    files = sorted(fonts_folder().glob("*.ttf"))
    families = {path.name.partition("_")[0] for path in files}
    return drawable_points(
        [path.read_bytes() for path in files if path.name.startswith(f"{family}_")] for family in sorted(families)
    )


def _with_logo(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """`cooperative.logo` is raw bytes for the caller; a picture that cannot be drawn is left out rather than fatal."""
    cooperative = data.get("cooperative")
    if not isinstance(cooperative, Mapping) or not isinstance(cooperative.get("logo"), bytes):
        return data
    content = cooperative["logo"]
    kind = _drawable_as(content)
    logo = {"format": kind, "content": content} if kind else None
    return {**data, "cooperative": {**cooperative, "logo": logo}}


@lru_cache(maxsize=4)
def _drawable_as(picture: bytes) -> str | None:
    kind = next((name for start, name in LOGO_FORMATS.items() if picture.lstrip().startswith(start)), None)
    if kind is None:
        return None
    data, blobs = _split({"format": kind, "content": {"base64": base64.b64encode(picture).decode()}})
    try:
        compile_pdf(_source("_essai-image"), inputs={"data": data, "blobs": blobs}, at=datetime(2000, 1, 1, tzinfo=UTC))
    except ScicError:
        return None
    return kind


def _split(params: Mapping[str, Any]) -> tuple[str, str]:
    """The JSON that templates read, and apart the bytes it points to (typst has no base64)."""
    blobs: list[list[int]] = []
    data = json.dumps(_pointed(params, blobs), ensure_ascii=True, allow_nan=False)
    return data, json.dumps(blobs)


def _pointed(value: Any, blobs: list[list[int]]) -> Any:
    if isinstance(value, Mapping):
        if value.keys() == {"base64"}:
            blobs.append(list(base64.b64decode(value["base64"])))
            return {"blob": len(blobs) - 1}
        return {key: _pointed(item, blobs) for key, item in value.items()}
    if isinstance(value, list):
        return [_pointed(item, blobs) for item in value]
    return value
