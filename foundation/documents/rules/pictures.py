"""What a picture says of itself: its size in pixels, and the hidden notes (place, device, author) that are taken out.

A photo of a telephone carries where it was taken. Nothing is decoded: the segments are walked, and those that hold notes are
left out; the pixels stay as they were sent. Formats: JPEG (ITU T.81), PNG (ISO 15948), WebP (RFC 9649).
"""

import struct
from collections.abc import Iterator

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_

MOST_PIXELS = 60_000_000
PNG_START = b"\x89PNG\r\n\x1a\n"
JPEG_START = b"\xff\xd8"
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
SCAN, END = 0xDA, 0xD9
NOTES_JPEG = frozenset({0xE1, 0xED, 0xFE})
NOTES_PNG = frozenset({b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"})
NOTES_WEBP = frozenset({b"EXIF", b"XMP "})
ORIENTATION = 0x0112
VP8X_NOTES = 0x0C


def cleaned(content: bytes) -> tuple[bytes, int, int]:
    """A picture without its hidden notes, with its width and height in pixels.

    The way up of a photo is kept. Refused: a picture that is cut or no picture at all, or of more pixels than any
    telephone takes (it would fill the memory of who looks at it).
    """
    try:
        found, width, height = _by_format(content)
    except (struct.error, IndexError, ValueError):
        found, width, height = b"", 0, 0
    if not width or not height:
        raise Refused("picture-damaged", N_("This picture is damaged: open it, save it again and send the new file."))
    if width * height > MOST_PIXELS:
        raise Refused(
            "picture-pixels",
            N_(
                "This picture has too many pixels (%(width)s × %(height)s): reduce it to 2,000 pixels and send it again."
            ),
            width=width,
            height=height,
        )
    return found, width, height


def _by_format(content: bytes) -> tuple[bytes, int, int]:
    if content.startswith(PNG_START):
        return _png(content)
    if content.startswith(JPEG_START):
        return _jpeg(content)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return _webp(content)
    raise ValueError("no picture")


def _png(content: bytes) -> tuple[bytes, int, int]:
    kept, width, height, at, over = [PNG_START], 0, 0, len(PNG_START), False
    while not over:
        length, name = struct.unpack_from(">I4s", content, at)
        chunk = content[at : at + 12 + length]
        if len(chunk) != 12 + length or (at == len(PNG_START)) != (name == b"IHDR"):
            raise ValueError("cut")
        if name == b"IHDR":
            width, height = struct.unpack_from(">II", chunk, 8)
        if name not in NOTES_PNG:
            kept.append(chunk)
        over, at = name == b"IEND", at + len(chunk)
    return b"".join(kept), width, height


def _jpeg(content: bytes) -> tuple[bytes, int, int]:
    kept, width, height, way_up = [JPEG_START], 0, 0, 1
    for marker, segment in _segments(content):
        if marker in FRAMES:
            height, width = struct.unpack_from(">HH", segment, 5)
        if marker == 0xE1 and segment[4:10] == b"Exif\x00\x00":
            way_up = _orientation(segment[10:]) or way_up
        if marker not in NOTES_JPEG:
            kept.append(segment)
    kept[1:1] = [] if way_up == 1 else [_turned(way_up)]
    return b"".join(kept), width, height


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Each segment with its marker; from the first scan on, the rest as it is."""
    at = 2
    while True:
        if content[at] != 0xFF:
            raise ValueError("no marker")
        marker = content[at + 1]
        if marker == SCAN:
            last = content.rfind(b"\xff\xd9", at)
            if last < 0:
                raise ValueError("cut")
            yield marker, content[at : last + 2]
            return
        (length,) = struct.unpack_from(">H", content, at + 2)
        segment = content[at : at + 2 + length]
        if length < 2 or len(segment) != 2 + length or marker == END:
            raise ValueError("cut")
        yield marker, segment
        at += len(segment)


def _orientation(tiff: bytes) -> int:
    """Which way up the photo was taken (1 to 8), 0 where it does not say."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 0
    try:
        (first,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, first)
        for place in range(first + 2, first + 2 + 12 * min(count, 100), 12):
            tag, _type, _count, value = struct.unpack_from(f"{order}HHIH", tiff, place)
            if tag == ORIENTATION:
                return int(value) if 1 <= value <= 8 else 0
    except struct.error:
        return 0
    return 0


def _turned(way_up: int) -> bytes:
    """An Exif segment that tells the way up and nothing else."""
    tiff = b"MM\x00*" + struct.pack(">IHHHIHHI", 8, 1, ORIENTATION, 3, 1, way_up, 0, 0)
    body = b"Exif\x00\x00" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _webp(content: bytes) -> tuple[bytes, int, int]:
    size = struct.unpack_from("<I", content, 4)[0] + 8
    if size > len(content):
        raise ValueError("cut")
    kept, width, height, at = [], 0, 0, 12
    while at + 8 <= size:
        name, length = struct.unpack_from("<4sI", content, at)
        chunk = content[at : at + 8 + length + length % 2]
        if name in {b"VP8X", b"VP8 ", b"VP8L"} and not width:
            width, height = _webp_size(name, chunk[8:])
        if name == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~VP8X_NOTES]) + chunk[9:]
        if name not in NOTES_WEBP:
            kept.append(chunk)
        at += len(chunk)
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body, width, height


def _webp_size(name: bytes, body: bytes) -> tuple[int, int]:
    if name == b"VP8X":
        return int.from_bytes(body[4:7], "little") + 1, int.from_bytes(body[7:10], "little") + 1
    if name == b"VP8L":
        bits = int.from_bytes(body[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if body[3:6] != b"\x9d\x01\x2a":
        raise ValueError("no key frame")
    wide, high = struct.unpack_from("<HH", body, 6)
    return wide & 0x3FFF, high & 0x3FFF
