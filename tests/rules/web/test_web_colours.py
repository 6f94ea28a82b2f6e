"""Contrast holds whatever colour a cooperative picks, and in every token of the stylesheet."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.web.colours import (
    CARD,
    NIGHT,
    NIGHT_CARD,
    PAPER,
    accent_colours,
    brand_colours,
    contrast,
    is_colour,
    to_hex,
    to_lch,
)

TOKENS = (Path(__file__).parents[3] / "static/css/tokens.css").read_text()
PAIR = re.compile(r"--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);")
PALETTE = {name: (light, dark) for name, light, dark in PAIR.findall(TOKENS)}
colours = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


@given(colours)
def test_any_brand_colour_is_readable(picked):
    found = brand_colours(picked)
    for ground in (PAPER, CARD, found.soft):
        assert contrast(found.brand, ground) >= 4.5
    for ground in (NIGHT, NIGHT_CARD, found.soft_dark):
        assert contrast(found.brand_dark, ground) >= 4.5
    assert contrast(found.brand, found.ink_on_brand) >= 4.5
    assert contrast(found.brand_dark, found.ink_on_brand_dark) >= 4.5


@given(colours)
def test_any_accent_is_seen(picked):
    light, dark = accent_colours(picked)
    assert min(contrast(light, PAPER), contrast(light, CARD)) >= 3
    assert min(contrast(dark, NIGHT), contrast(dark, NIGHT_CARD)) >= 3


@given(colours)
def test_colours_survive_the_way_to_oklab_and_back(picked):
    back = to_hex(to_lch(picked))
    assert max(abs(int(picked[i : i + 2], 16) - int(back[i : i + 2], 16)) for i in (1, 3, 5)) <= 2


def test_contrast_is_that_of_wcag():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("text", ["", "#fff", "#12665F", "red", "#12665f;}", "#12665f\n"])
def test_what_is_not_a_colour_is_refused(text):
    assert not is_colour(text)
    with pytest.raises(ValueError, match=re.escape(text) or "^$"):
        brand_colours(text)


@pytest.mark.parametrize("tone", range(1, 9))
def test_every_college_colour_reads_on_paper_and_on_cards(tone):
    light, dark = PALETTE[f"tone-{tone}"]
    assert min(contrast(light, ground) for ground in (PAPER, CARD)) >= 4.5
    assert min(contrast(dark, ground) for ground in (NIGHT, NIGHT_CARD)) >= 4.5


@pytest.mark.parametrize("state", ["good", "bad", "warn", "info", "calm"])
def test_every_state_reads_on_its_own_ground(state):
    ink, ground = PALETTE[state], PALETTE[f"{state}-soft"]
    for scheme, card in ((0, CARD), (1, NIGHT_CARD)):
        assert contrast(ink[scheme], ground[scheme]) >= 4.5
        assert contrast(ink[scheme], card) >= 4.5


def test_soft_ink_reads_everywhere():
    for scheme in (0, 1):
        for ground in ("paper", "card", "sunken"):
            assert contrast(PALETTE["ink-soft"][scheme], PALETTE[ground][scheme]) >= 4.5
            assert contrast(PALETTE["line-strong"][scheme], PALETTE[ground][scheme]) >= 3
