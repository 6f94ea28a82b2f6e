"""Nothing vanishes from a document and nothing hides in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.documents.rules.glyphs import code_points, drawable_points, printable
from foundation.kernel.places import templates_folder

FONTS = templates_folder() / "documents" / "fonts"
INTER = [path.read_bytes() for path in sorted(FONTS.glob("Inter_*.ttf"))]
EMOJI = [path.read_bytes() for path in FONTS.glob("NotoEmoji_*.ttf")]
DRAWABLE = drawable_points([INTER, EMOJI])


def test_our_fonts_draw_french_its_spaces_and_emoji() -> None:
    assert set(map(ord, "àâçéèêëîïôœŒùûüÿÉ«»’…–—€°✓✗□≈≥−\u202f\u00a0😀")) <= DRAWABLE


def test_text_that_can_be_drawn_is_left_alone() -> None:
    sentence = "L’assemblée « générale » : 12 000,00 € – Œuvre, ça va ? 😀\nΑθήνα"
    assert printable(sentence, DRAWABLE) == sentence


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Ada\u202enitsuJ", "Ada[U+202E]nitsuJ"),
        ("a\u2066b\u2069", "a[U+2066]b[U+2069]"),
        ("\x00\x07", "[U+0000][U+0007]"),
        ("汉", "[U+6C49]"),
        ("\ud83d", "[U+D83D]"),
        ("\ufeff", "[U+FEFF]"),
        ("a\r\nb\rc\u2028d\te", "a\nb\nc\nd e"),
        ("e\u0301", "é"),
    ],
)
def test_hidden_and_undrawable_characters_show_their_code(written: str, printed: str) -> None:
    assert printable(written, DRAWABLE) == printed


@given(st.text())
def test_what_is_printed_can_always_be_drawn_and_printing_again_changes_nothing(text: str) -> None:
    once = printable(text, DRAWABLE)
    assert all(ord(character) in DRAWABLE for character in once)
    assert printable(once, DRAWABLE) == once


@pytest.mark.parametrize("broken", [b"", b"not a font at all", INTER[0][:40]])
def test_a_broken_font_is_named_as_such(broken: bytes) -> None:
    with pytest.raises(ValueError, match="TrueType"):
        code_points(broken)
