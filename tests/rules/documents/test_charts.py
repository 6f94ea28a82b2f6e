"""A drawing says in words what it shows."""

import xml.etree.ElementTree as ET
from fractions import Fraction

import pytest

from foundation.documents.rules.charts import WIDTH, Mark, Outcome, Part, Tone, share_bar, vote_bar

SVG = "{http://www.w3.org/2000/svg}"
HALF = Fraction(1, 2)


def outcome(pour: str, contre: str, base: str) -> Outcome:
    return Outcome(Fraction(pour), Fraction(contre), Fraction(base), HALF, "majorité : plus de 1/2")


def bars(svg: str) -> list[tuple[int, int]]:
    root = ET.fromstring(svg)  # noqa: S314 - our own drawing
    fills = {tone.value for tone in Tone}
    return [(int(r.get("x", "0")), int(r.get("width", "0"))) for r in root.iter(f"{SVG}rect") if r.get("fill") in fills]


def test_parts_meet_and_fill_the_bar() -> None:
    assert bars(vote_bar("R", outcome("1/3", "2/3", "1")).svg) == [(0, 333), (333, 667)]


def test_a_weight_that_nobody_expressed_is_drawn_and_said() -> None:
    drawing = vote_bar("Résultat", outcome("9/20", "1/4", "1"))
    assert sum(width for _, width in bars(drawing.svg)) == WIDTH
    assert "ni pour ni contre 30\u00a0%" in drawing.alt


def test_a_vote_without_any_ballot_is_an_empty_bar_with_words() -> None:
    drawing = vote_bar("Résultat", outcome("0", "0", "0"))
    assert bars(drawing.svg) == []
    assert "aucun suffrage exprimé" in drawing.alt


def test_a_label_cannot_break_out_of_the_drawing() -> None:
    drawing = share_bar("x", [Part('</text><script a="', HALF, Tone.FOR)], Mark("<&>", HALF))
    assert "<script" not in drawing.svg
    ET.fromstring(drawing.svg)  # noqa: S314 - our own drawing


@pytest.mark.parametrize("shares", [("2/3", "1/2"), ("-1/10", "1/2")])
def test_parts_that_exceed_the_whole_are_refused(shares: tuple[str, str]) -> None:
    with pytest.raises(ValueError, match="parts"):
        share_bar("x", [Part("a", Fraction(share), Tone.OTHER) for share in shares])
