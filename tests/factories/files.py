"""Small files of every kind, made here: good ones, and ones that lie about what they are."""

import io
import struct
import zipfile

from PIL import Image

SVG = b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
HTML = b"<!doctype html><script>alert(1)</script>"
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
CONTENT_TYPES = "[Content_Types].xml"


def picture(form: str = "JPEG", size: tuple[int, int] = (60, 40), *, place: bool = False) -> bytes:
    """A green picture; with the place where it was taken and the way up, as a telephone writes them."""
    kept = io.BytesIO()
    options: dict[str, object] = {}
    if place:
        exif = Image.Exif()
        exif[0x0112] = 6
        exif[0x010F] = "TelephoneSecret"
        exif.get_ifd(0x8825)[1] = "N"
        options["exif"] = exif
    Image.new("RGB", size, (20, 120, 60)).save(kept, form, **options)
    return kept.getvalue()


def zipped(**parts: bytes) -> bytes:
    """A zip whose parts are named as said (two underscores stand for a slash)."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for name, content in parts.items():
            archive.writestr(CONTENT_TYPES if name == "types" else name.replace("__", "/"), content)
    return kept.getvalue()


def docx(*, macros: bool = False) -> bytes:
    """A word processor's document, as far as its parts tell."""
    more = {"word__vbaProject.bin": b"x"} if macros else {}
    return zipped(types=b"<Types/>", **{"word__document.xml": b"<w/>"}, **more)


def odt() -> bytes:
    """An OpenDocument text, as far as its parts tell."""
    return zipped(mimetype=b"application/vnd.oasis.opendocument.text", **{"content.xml": b"<x/>"})


def wide_png(width: int, height: int) -> bytes:
    """A PNG that says it is that large, in a few bytes."""
    start = b"\x89PNG\r\n\x1a\n"
    header = struct.pack(">I4sIIBBBBBI", 13, b"IHDR", width, height, 8, 2, 0, 0, 0, 0)
    return start + header + struct.pack(">I4sI", 0, b"IEND", 0)
