"""Colours of a cooperative with enough contrast, whatever it picked.

The hue and the chroma of the colour given are kept; its lightness is moved (in OKLab, where equal steps look equal)
until text on it, or it on the page, reaches the contrast of WCAG 2.2 AA with a margin.
"""

import math
import re
from dataclasses import dataclass

PAPER, NIGHT = "#f6f5f1", "#0f1514"
CARD, NIGHT_CARD = "#ffffff", "#17201f"
TEXT_CONTRAST, NIGHT_TEXT_CONTRAST = 5.2, 6.9
_HEX = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True)
class Lch:
    """Lightness (0 to 1), chroma (0 to about 0.3) and hue (radians) in OKLab."""

    lightness: float
    chroma: float
    hue: float


@dataclass(frozen=True)
class BrandColours:
    """What the stylesheet needs, as `#rrggbb`: for light pages and for dark ones."""

    brand: str
    brand_dark: str
    ink_on_brand: str
    ink_on_brand_dark: str
    soft: str
    soft_dark: str


def is_colour(text: str) -> bool:
    """Whether `text` is `#rrggbb`, in lower case."""
    return _HEX.fullmatch(text) is not None


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG, from 1 to 21.

    >>> round(contrast("#000000", "#ffffff"))
    21
    """
    lights = sorted((_luminance(one), _luminance(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def brand_colours(colour: str) -> BrandColours:
    """Six colours from the one that the cooperative picked; each text on its ground passes AA.

    Raises ValueError where `colour` is not `#rrggbb`.
    """
    if not is_colour(colour):
        raise ValueError(colour)
    picked = to_lch(colour)
    soft = to_hex(Lch(0.962, min(picked.chroma, 0.012), picked.hue))
    soft_dark = to_hex(Lch(0.29, min(picked.chroma, 0.04), picked.hue))
    brand = _moved(picked, grounds=(PAPER, CARD, soft), step=-0.01)
    brand_dark = _moved(picked, grounds=(NIGHT, NIGHT_CARD, soft_dark), step=0.01, wanted=NIGHT_TEXT_CONTRAST)
    return BrandColours(
        brand=brand,
        brand_dark=brand_dark,
        ink_on_brand="#ffffff",
        ink_on_brand_dark=to_hex(Lch(0.22, min(picked.chroma, 0.04), picked.hue)),
        soft=soft,
        soft_dark=soft_dark,
    )


def accent_colours(colour: str) -> tuple[str, str]:
    """The "you are here" colour for light and dark pages: 3:1 against the page, as outlines and marks need."""
    picked = to_lch(colour)
    light = _moved(picked, grounds=(PAPER, CARD), step=-0.01, wanted=3.05)
    return light, _moved(picked, grounds=(NIGHT, NIGHT_CARD), step=0.01, wanted=3.05)


def _moved(colour: Lch, *, grounds: tuple[str, ...], step: float, wanted: float = TEXT_CONTRAST) -> str:
    lightness = colour.lightness
    found = to_hex(colour)
    end = 1.0 if step > 0 else 0.0
    while min(contrast(found, ground) for ground in grounds) < wanted and lightness != end:
        lightness = min(1.0, max(0.0, lightness + step))
        found = to_hex(Lch(lightness, colour.chroma, colour.hue))
    return found


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _encoded(channel: float) -> float:
    return channel * 12.92 if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (_linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return red, green, blue


def _luminance(colour: str) -> float:
    red, green, blue = _channels(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def to_lch(colour: str) -> Lch:
    """From `#rrggbb` to OKLab in polar form (Björn Ottosson's matrices)."""
    red, green, blue = _channels(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    return Lch(lightness, math.hypot(a, b), math.atan2(b, a))


def to_hex(colour: Lch) -> str:
    """Back to `#rrggbb`; a chroma that no screen shows is lowered until it fits."""
    chroma = colour.chroma
    while True:
        channels = _to_rgb(Lch(colour.lightness, chroma, colour.hue))
        if chroma <= 0 or all(-0.0005 <= channel <= 1.0005 for channel in channels):
            break
        chroma = max(0.0, chroma - 0.005)
    whole = (round(255 * min(1.0, max(0.0, _encoded(max(0.0, channel))))) for channel in channels)
    return "#" + "".join(f"{channel:02x}" for channel in whole)


def _to_rgb(colour: Lch) -> tuple[float, float, float]:
    a, b = colour.chroma * math.cos(colour.hue), colour.chroma * math.sin(colour.hue)
    long = (colour.lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (colour.lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (colour.lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
