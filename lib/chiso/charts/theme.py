"""Look that all figures share, and the text that their font can draw."""

from __future__ import annotations

from functools import lru_cache

import matplotlib as mpl
import seaborn as sns
from matplotlib import font_manager

from chiso.charts.palette import INK
from chiso.text import to_nfc

FONT = "DejaVu Sans"  # comes with matplotlib and has all 146 Vietnamese letters; REPORT 3.12
_BOX = "□"


def chart_style() -> mpl.RcParams:
    """Settings of matplotlib for one figure; used within ``rc_context`` and never globally.

    The font follows seaborn's own settings, which ask for Arial first and would make other
    pictures on other machines. Names may hold ``$``, so mathematics in text is off.
    """
    own = {
        "font.family": [FONT],
        "text.color": INK,
        "text.parse_math": False,
        "text.usetex": False,
        "text.antialiased": True,
        "text.hinting": "force_autohint",
        "lines.solid_capstyle": "butt",
        "path.simplify": True,
        "path.sketch": None,
        "path.effects": [],
        "agg.path.chunksize": 0,
        "savefig.facecolor": "white",
        # Letters as outlines look the same where the font is missing; a fixed salt, equal bytes.
        "svg.fonttype": "path",
        "svg.hashsalt": "chiso",
    }
    return mpl.RcParams({**sns.axes_style("ticks"), **own})


@lru_cache(maxsize=1)
def _known_signs() -> frozenset[int]:
    path = font_manager.findfont(FONT, fallback_to_default=False)
    return frozenset(font_manager.get_font(path).get_charmap())


def drawable(text: str) -> str:
    r"""The text in NFC on one line, with a box for each sign that the font lacks.

    Examples
    --------
    >>> drawable("Đà  Bắc\n\u4e2d")
    'Đà Bắc □'
    """
    known = _known_signs()
    return "".join(sign if ord(sign) in known else _BOX for sign in to_nfc(text))
