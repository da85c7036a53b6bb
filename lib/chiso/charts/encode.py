"""A drawn sheet as a small PNG whose own colours stay exact."""

from __future__ import annotations

import io
from collections.abc import Collection

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.colors import to_rgb
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from PIL.WebPImagePlugin import WebPImageFile

# Formats whose modules are not imported yet make PIL import those of all forty.
_WEBP = WebPImageFile.format
MOST_COLOURS = 64  # REPORT 3.11
_PACKED = 16  # so many colours take half a byte a pixel, a fifth less in the end
_GREY_SHADES = 4  # of the darkest grey; they serve the edges of all other greys too
_GREY_SPREAD = 0.08  # between the strongest and the weakest part of a colour
_SHADES = (3, 2)  # of other colours: as many as fit into a packed picture
_MOST_SHADES = 6  # where no packed picture is possible
_DEFLATE = 6  # 9 takes eight times as long and saves a twentieth
_WEBP_EFFORT, _WEBP_METHOD = 75, 2  # more effort takes half as long again and saves a hundredth
_WHITE = 0xFFFFFFFF  # a whole pixel, in any order of its bytes
TEXT_WIDTH_CM = 16  # of A4 with the margins of Decree 30/2020 (REPORT 1.3)
_CM_PER_INCH = 2.54


def to_png(pixels: npt.NDArray[np.uint8], colours: Collection[str]) -> bytes:
    """The picture in at most 64 colours, without date or other metadata.

    Parameters
    ----------
    pixels
        Red, green, blue and opacity, height x width x 4; opaque, on white ground.
    colours
        Colours of the lines, marks and texts in it; they stay exact, and soft edges take the
        nearest of their shades towards white. A palette found from the pixels would move them.
    """
    palette = _palette(colours)
    whole = np.ascontiguousarray(pixels).view(np.uint32).ravel()
    # Nine tenths of a chart are white, which is the palette's first colour.
    inked = np.flatnonzero(whole != _WHITE)
    codes, distinct = pd.factorize(whole[inked])
    numbers = np.zeros(whole.shape, dtype=np.uint8)
    numbers[inked] = _nearest(np.asarray(distinct, dtype=np.uint32), palette)[codes]
    image = Image.fromarray(numbers.reshape(pixels.shape[:2]))
    image.putpalette(palette.ravel().tolist())
    data = io.BytesIO()
    image.save(data, "PNG", compress_level=_DEFLATE)
    return data.getvalue()


def _palette(colours: Collection[str]) -> npt.NDArray[np.uint8]:
    """White, then each colour in even shades down to itself, in 16 colours if that is possible."""
    rgb = sorted({to_rgb(colour) for colour in colours})
    greys = [colour for colour in rgb if max(colour) - min(colour) < _GREY_SPREAD]
    others = [colour for colour in rgb if colour not in greys]
    darkest = [_shades(colour, _GREY_SHADES) for colour in greys[:1]]
    paler = [_shades(colour, 1) for colour in greys[1:]]
    white = np.ones((1, 3))
    for count in _SHADES:
        table = np.vstack([white, *darkest, *paler, *(_shades(c, count) for c in others)])
        if len(table) <= _PACKED:
            break
    else:
        count = min(_MOST_SHADES, (MOST_COLOURS - 1) // len(rgb))
        table = np.vstack([white, *(_shades(colour, count) for colour in rgb)])
    return np.asarray(np.round(table * 255), dtype=np.uint8)


def _shades(colour: tuple[float, float, float], count: int) -> npt.NDArray[np.float64]:
    """Even steps from white down to the colour."""
    strength = np.arange(1, count + 1).reshape(-1, 1) / count
    return np.asarray(1 - strength * (1 - np.array([colour])), dtype=np.float64)


def _nearest(
    pixels: npt.NDArray[np.uint32], palette: npt.NDArray[np.uint8]
) -> npt.NDArray[np.uint8]:
    """Number of the palette's colour that is nearest to each whole pixel."""
    colours = pixels.view(np.uint8).reshape(-1, 4)[:, :3].astype(np.int64)
    apart = ((colours[:, None, :] - palette[None, :, :].astype(np.int64)) ** 2).sum(axis=2)
    return np.asarray(apart.argmin(axis=1), dtype=np.uint8)


def to_webp(data: bytes) -> bytes:
    """The same pixels as lossless WebP, which takes two thirds of the bytes of a palette PNG.

    Parameters
    ----------
    data
        A PNG.
    """
    target = io.BytesIO()
    image = Image.open(io.BytesIO(data)).convert("RGB")
    image.save(target, _WEBP, lossless=True, quality=_WEBP_EFFORT, method=_WEBP_METHOD)
    return target.getvalue()


def to_word_png(data: bytes, alt: str) -> bytes:
    """A picture that text programs show at a text width of 16 cm, with its alternative inside.

    Parameters
    ----------
    data
        The PNG of a wide rendering.
    alt
        Text alternative; kept as ``Description``.
    """
    image = Image.open(io.BytesIO(data))
    words = PngInfo()
    words.add_itxt("Description", alt)
    per_inch = image.width / (TEXT_WIDTH_CM / _CM_PER_INCH)
    target = io.BytesIO()
    image.save(target, "PNG", compress_level=_DEFLATE, dpi=(per_inch, per_inch), pnginfo=words)
    return target.getvalue()
