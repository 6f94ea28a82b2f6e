"""Small files for the demonstration, drawn and written here: a landscape as a photo, a brochure of one page."""

import io
import struct
import zlib
from random import Random

SKY, GRASS = (150, 190, 215), (70, 120, 80)
WIDTH, HEIGHT = 480, 360


def landscape(seed: int) -> io.BytesIO:
    """A PNG of hills under a sky, never twice the same for two seeds."""
    chance = Random(seed)  # noqa: S311 - a drawing, no secret  # nosec B311
    ridge, slope, rows = HEIGHT // 2, 0, []
    heights = []
    for _column in range(WIDTH):
        slope = max(-2, min(2, slope + chance.choice((-1, 0, 0, 1))))
        ridge = max(HEIGHT // 4, min(3 * HEIGHT // 4, ridge + slope))
        heights.append(ridge)
    tint = [chance.randrange(-30, 30) for _part in range(3)]
    for row in range(HEIGHT):
        line = bytearray(b"\0")
        for column in range(WIDTH):
            base = GRASS if row > heights[column] else SKY
            shade = (row * 40) // HEIGHT
            line += bytes(max(0, min(255, part + tint[rank] - shade)) for rank, part in enumerate(base))
        rows.append(bytes(line))
    return io.BytesIO(_png(b"".join(rows)))


def _png(lines: bytes) -> bytes:
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    )


def one_page(title: str, lines: tuple[str, ...]) -> io.BytesIO:
    """A PDF of one page: a title, then lines of text."""
    words = [_shown(title, 20, 60, 770), *(_shown(line, 12, 60, 730 - 20 * rank) for rank, line in enumerate(lines))]
    stream = b"BT " + b" ".join(words) + b" ET"
    parts = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    )
    return io.BytesIO(_pdf(parts))


def _shown(text: str, size: int, left: int, up: int) -> bytes:
    plain = text.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"/F1 %d Tf 1 0 0 1 %d %d Tm (%s) Tj" % (size, left, up, plain)


def _pdf(parts: tuple[bytes, ...]) -> bytes:
    body, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(body))
        body += b"%d 0 obj%s endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(parts) + 1
    return body + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        count,
        table,
        count,
        len(body),
    )
