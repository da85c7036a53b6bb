"""A drawn sheet as a small PNG whose own colours stay exact."""

from __future__ import annotations

import io
from collections.abc import Collection

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.colors import to_rgb
from PIL import Image

MOST_COLOURS = 64  # REPORT 3.11
_MOST_SHADES = 6
_DEFLATE = 8  # level 9 takes twice the time for 4 % fewer bytes


def to_png(pixels: npt.NDArray[np.uint8], colours: Collection[str]) -> bytes:
    """The picture in at most 64 colours, without date or other metadata.

    Parameters
    ----------
    pixels
        Height x width x 3 on white ground.
    colours
        Colours of the lines, marks and texts in it; they stay exact, and soft edges take the
        nearest of their shades towards white. A palette found from the pixels would move them.
    """
    palette = _palette(sorted(colours))
    parts = pixels.astype(np.uint32)
    packed = (parts[..., 0] << 16) | (parts[..., 1] << 8) | parts[..., 2]
    codes, distinct = pd.factorize(packed.ravel())
    nearest = _nearest(np.asarray(distinct, dtype=np.uint32), palette)
    image = Image.fromarray(nearest[codes].reshape(packed.shape))
    image.putpalette(palette.ravel().tolist())
    data = io.BytesIO()
    image.save(data, "PNG", compress_level=_DEFLATE)
    return data.getvalue()


def _palette(colours: Collection[str]) -> npt.NDArray[np.uint8]:
    """White, then each colour in even shades down to itself; pale ones need fewer."""
    most = min(_MOST_SHADES, (MOST_COLOURS - 1) // max(1, len(colours)))
    table = [np.ones((1, 3))]
    for colour in map(to_rgb, colours):
        shades = max(1, round(most * (1 - min(colour))))
        strength = np.arange(1, shades + 1).reshape(-1, 1) / shades
        table.append(1 - strength * (1 - np.array([colour])))
    return np.asarray(np.round(np.vstack(table) * 255), dtype=np.uint8)


def _nearest(
    packed: npt.NDArray[np.uint32], palette: npt.NDArray[np.uint8]
) -> npt.NDArray[np.uint8]:
    """Number of the palette's colour that is nearest to each packed one."""
    colours = np.column_stack([packed >> 16, (packed >> 8) & 255, packed & 255]).astype(np.int64)
    apart = ((colours[:, None, :] - palette[None, :, :].astype(np.int64)) ** 2).sum(axis=2)
    return np.asarray(apart.argmin(axis=1), dtype=np.uint8)
