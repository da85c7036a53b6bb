"""A sheet while it is drawn: pixels from the top left, one place where matplotlib is called."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import matplotlib as mpl
import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Page
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from chiso.charts.caption import Caption
from chiso.charts.encode import to_png
from chiso.charts.figure import Figure, Label, Picture
from chiso.charts.palette import INK
from chiso.charts.scales import Scale
from chiso.charts.sheet import DPI, SHEETS, Box, Sheet
from chiso.charts.theme import chart_style, drawable

Fill = Literal["full", "none", "left", "right", "top", "bottom"]
Anchor = Literal["left", "center", "right"]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Pen:
    """Colour, width in points, dash and level of a line; grids lie on level 1."""

    colour: str = INK
    width: float = 1.0
    dash: str = "-"
    level: float = 2.0


@dataclass(frozen=True)
class Mark:
    """Marker code, colour, which part is filled, size in points."""

    marker: str = "o"
    colour: str = INK
    fill: Fill = "full"
    size: float = 5.0


class Drawing:
    """A sheet of fixed size on which lines, marks and texts are put.

    Parameters
    ----------
    sheet
        Width and font.
    height
        Pixels.
    """

    def __init__(self, sheet: Sheet, height: float) -> None:
        self.sheet = sheet
        self.width = sheet.width
        self.height = 2 * round(height / 2)
        self._page = Page(figsize=(self.width / DPI, self.height / DPI), dpi=DPI, facecolor="white")
        self._canvas = FigureCanvasAgg(self._page)
        self._lines: list[Label] = []
        self._colours: set[str] = set()

    def axes(self, x: Scale, y: Scale) -> Axes:
        """Bare axes over the rectangle of two scales, for what seaborn draws."""
        left, right = sorted((x.start, x.end))
        top, bottom = sorted((y.start, y.end))
        place = (
            left / self.width,
            1 - bottom / self.height,
            (right - left) / self.width,
            (bottom - top) / self.height,
        )
        axes = self._page.add_axes(place, xlim=(x.low, x.high), ylim=(y.low, y.high), zorder=2)
        axes.set_axis_off()
        axes.set_autoscale_on(False)
        return axes

    def colour(self, *colours: str) -> None:
        """Note colours that are drawn on bare axes, so that the picture keeps them exact."""
        self._colours.update(colours)

    def line(self, xs: Sequence[float] | Floats, ys: Sequence[float] | Floats, pen: Pen) -> None:
        """A line through the points."""
        place = self._page_place(xs, ys)
        self.colour(pen.colour)
        self._add(Line2D(*place, color=pen.colour, lw=pen.width, ls=pen.dash, zorder=pen.level))

    def strokes(self, ends: Iterable[tuple[float, float, float, float]], pen: Pen) -> None:
        """Many separate lines, each from x and y to x and y, as one artist."""
        table = np.array([*ends], dtype=np.float64).reshape(-1, 4)
        gaps = np.full(len(table), np.nan)
        xs = np.column_stack([table[:, 0], table[:, 2], gaps]).ravel()
        ys = np.column_stack([table[:, 1], table[:, 3], gaps]).ravel()
        self.line(xs, ys, pen)

    def marks(self, xs: Sequence[float] | Floats, ys: Sequence[float] | Floats, mark: Mark) -> None:
        """The same mark at each point; a half or hollow one is white where it is not filled."""
        self.colour(mark.colour)
        artist = Line2D(
            *self._page_place(xs, ys),
            ls="",
            marker=mark.marker,
            ms=mark.size,
            mew=0.9,
            mec=mark.colour,
            mfc="white" if mark.fill == "none" else mark.colour,
            markerfacecoloralt="white",
            fillstyle="full" if mark.fill == "none" else mark.fill,
            zorder=3,
        )
        self._add(artist)

    def arrow(self, start: tuple[float, float], tip: tuple[float, float], pen: Pen) -> None:
        """An arrow with an open head, along one of the two directions of the sheet."""
        (x0, y0), (x1, y1) = start, tip
        head = 0.28 * self.sheet.em
        along_x, along_y = np.sign(x1 - x0) * head, np.sign(y1 - y0) * head
        xs = [x0, x1, x1 - along_x - along_y, x1, x1 - along_x + along_y]
        ys = [y0, y1, y1 - along_y - along_x, y1, y1 - along_y + along_x]
        self.line(xs, ys, pen)

    def band(self, box: Box, colour: str) -> None:
        """A filled rectangle over the grid and below lines."""
        self.colour(colour)
        size = ((box.right - box.left) / self.width, (box.bottom - box.top) / self.height)
        corner = (box.left / self.width, 1 - box.bottom / self.height)
        self._add(Rectangle(corner, *size, facecolor=colour, edgecolor="none", zorder=1.5))

    def write(
        self,
        at: tuple[float, float],
        text: str,
        *,
        anchor: Anchor = "left",
        colour: str = INK,
        bold: bool = False,
    ) -> None:
        """A text whose small letters have their middle at the height of the point."""
        self.colour(colour)
        # Whole pixels give equal letters equal bits, which are crisper and a tenth smaller.
        x, y = self._page_place([round(at[0])], [round(at[1] + 0.36 * self.sheet.em)])
        self._page.text(
            float(x[0]),
            float(y[0]),
            drawable(text),
            ha=anchor,
            va="baseline",
            color=colour,
            size=self.sheet.font_pt,
            weight="bold" if bold else "normal",
            zorder=5,
        )

    def keep_clear(self, name: str, box: Box) -> None:
        """Note a line that no text may cross, for the check of collisions."""
        self._lines.append(Label(name, *box, sheet=self.sheet.name, is_line=True))

    def finish(self) -> Picture:
        """The picture: drawn once, in few colours, without date or other metadata."""
        self._canvas.draw()  # type: ignore[no-untyped-call]  # matplotlib has no types
        pixels = np.asarray(self._canvas.buffer_rgba())  # type: ignore[no-untyped-call]
        data = to_png(pixels, self._colours)
        texts = [text for text in self._page.texts if text.get_text()]
        smallest = min((text.get_fontsize() for text in texts), default=self.sheet.font_pt)
        labels = (*map(self._label, texts), *self._lines)
        return Picture(data, self.width, self.height, labels, float(smallest))

    def to_svg(self, caption: Caption) -> bytes:
        """The drawing as SVG with outlines for letters; title and text alternative are inside."""
        about = {"Title": caption.title, "Description": caption.alt, "Date": None, "Creator": None}
        target = io.BytesIO()
        self._page.savefig(target, format="svg", metadata=about)
        return target.getvalue()

    def _label(self, text: Text) -> Label:
        box = text.get_window_extent()
        top, bottom = self.height - float(box.y1), self.height - float(box.y0)
        left, right = float(box.x0), float(box.x1)
        return Label(text.get_text(), left, top, right, bottom, self.sheet.name)

    def _add(self, artist: Line2D | Rectangle) -> None:
        artist.set_transform(self._page.transFigure)
        self._page.add_artist(artist)

    def _page_place(
        self, xs: Sequence[float] | Floats, ys: Sequence[float] | Floats
    ) -> tuple[Floats, Floats]:
        across = np.asarray(xs, dtype=np.float64) / self.width
        return across, 1 - np.asarray(ys, dtype=np.float64) / self.height


def render(caption: Caption, paint: Callable[[Sheet], Drawing]) -> Figure:
    """The figure that ``paint`` draws on each of the two sheets, with no setting left behind."""
    with mpl.rc_context(chart_style()):
        wide, narrow = (paint(sheet).finish() for sheet in SHEETS)

    def vector() -> bytes:
        with mpl.rc_context(chart_style()):
            return paint(SHEETS[0]).to_svg(caption)

    return Figure(caption, wide, narrow, vector)
