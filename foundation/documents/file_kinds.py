"""Which files somebody may hand in: judged by their bytes alone, never by their name or by what the browser says they are."""

import io
import zipfile
from collections.abc import Collection
from enum import StrEnum

import filetype

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_

LARGEST = 6_000_000
LONGEST_TITLE = 200
ZIP_START = b"PK\x03\x04"
PDF_START = b"%PDF-"


class FileKind(StrEnum):
    """The kinds of files that are taken in."""

    PICTURE = "picture"
    PDF = "pdf"
    OFFICE = "office"


EVERY_KIND = frozenset(FileKind)
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
ENDINGS: dict[str, str] = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "application/pdf": "pdf",
    f"{_OFFICE}wordprocessingml.document": "docx",
    f"{_OFFICE}spreadsheetml.sheet": "xlsx",
    f"{_OFFICE}presentationml.presentation": "pptx",
    f"{_OPEN}text": "odt",
    f"{_OPEN}spreadsheet": "ods",
    f"{_OPEN}presentation": "odp",
}
_OTHERWISE = N_(
    "This file is none of those that are taken here, whatever its name says: send JPEG, PNG or WebP for a picture, PDF or "
    "an office document (DOCX, XLSX, PPTX, ODT, ODS, ODP) for a text."
)
_PLAINER = N_(
    "This file is none of those that are taken here, whatever its name says: send JPEG, PNG or WebP for a picture, PDF for "
    "a text."
)
_PICTURES = N_("This file is no picture, whatever its name says: send JPEG, PNG or WebP.")
_PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
_BY_ENDING = {ending: media_type for media_type, ending in ENDINGS.items()}


def kind_of(media_type: str) -> FileKind:
    """Of which kind a media type of ours is.

    >>> kind_of("image/png"), kind_of("application/pdf")
    (<FileKind.PICTURE: 'picture'>, <FileKind.PDF: 'pdf'>)
    """
    if media_type.startswith("image/"):
        return FileKind.PICTURE
    return FileKind.PDF if media_type == "application/pdf" else FileKind.OFFICE


def media_type_of(content: bytes, kinds: Collection[FileKind] = EVERY_KIND) -> str:
    """What a file is, by its bytes. Refused: empty, too large, of another kind than `kinds`, or with macros inside.

    >>> media_type_of(b"%PDF-1.7 and so on")
    'application/pdf'
    >>> media_type_of(b"")
    Traceback (most recent call last):
    foundation.kernel.errors.Refused: This file is empty: choose another one.
    """
    if not content:
        raise Refused("deposit-empty", N_("This file is empty: choose another one."))
    if len(content) > LARGEST:
        raise Refused(
            "deposit-large",
            N_(
                "This file is larger than %(most)s MB: make it smaller (a photo of 2,000 pixels is enough) and send it again."
            ),
            most=LARGEST // 1_000_000,
        )
    found = _found(content)
    if found not in ENDINGS or kind_of(found) not in kinds:
        raise Refused(
            "deposit-kind",
            _OTHERWISE if FileKind.OFFICE in kinds else _PLAINER if FileKind.PDF in kinds else _PICTURES,
        )
    return found


def _found(content: bytes) -> str:
    if content.startswith(ZIP_START):
        return _zipped(content)
    if content.startswith(PDF_START):
        return "application/pdf"
    guessed = filetype.guess(content)
    found = "" if guessed is None else str(guessed.mime)
    return found if found.startswith("image/") else ""


def _zipped(content: bytes) -> str:
    """An office document by the parts it holds; only the list of its parts is read, nothing is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            names = set(parts.namelist())
            declared = content[38:138] if content[30:38] == b"mimetype" else b""
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError):
        return ""
    if any(name.endswith("vbaProject.bin") or name.startswith("Basic/") for name in names):
        raise Refused(
            "deposit-macros",
            N_("This document holds macros, small programs that would run at whoever opens it: save it without them."),
        )
    for part, ending in _PARTS.items():
        if part in names and "[Content_Types].xml" in names:
            return _BY_ENDING[ending]
    for ending in ("ods", "odp", "odt"):
        if declared.startswith(_BY_ENDING[ending].encode()):
            return _BY_ENDING[ending]
    return ""
