import io
import re
import unicodedata
import warnings

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
import seaborn as sns
from matplotlib.backends.backend_svg import FigureCanvasSVG

from chiso.charts import gap_dumbbell, slope, small_multiples
from chiso.charts.drawing import Drawing
from chiso.charts.theme import FONT, chart_style, drawable
from unit.charts.makers import caption, gap_rows, panel_rows, slope_rows

VOWELS = "aăâeêioôơuưy"
TONES = ["\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]


def letters():
    lower = [*VOWELS, *(unicodedata.normalize("NFC", v + t) for v in VOWELS for t in TONES), "đ"]
    return [sign for letter in lower for sign in (letter, letter.upper())]


def test_vietnamese_has_146_letters_beyond_the_plain_consonants():
    assert len(set(letters())) == 2 * (12 + 12 * 5 + 1)


def test_the_font_has_all_vietnamese_letters_and_all_symbols():
    text = "".join([*letters(), "✓✗≈–…▲▼▬○┄≥≤−"])
    assert drawable(text) == text


def test_signs_that_the_font_lacks_become_boxes():
    assert drawable("Đà Bắc \u4e2d\u6587") == "Đà Bắc □□"


def test_line_breaks_and_control_signs_do_not_reach_the_picture():
    assert drawable("Đà\nBắc\x07") == "Đà Bắc□"


def test_the_font_is_set_after_the_theme():
    assert chart_style()["font.family"] == [FONT]


def test_a_name_with_dollars_is_drawn_as_it_is():
    figure = gap_dumbbell(gap_rows(label=["Chi phí $n$ mỗi hồ sơ"]), caption())
    assert "Chi phí $n$ mỗi hồ sơ" in [label.text for label in figure.labels]


def test_a_name_with_strange_signs_draws_no_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = gap_dumbbell(gap_rows(label=["\u4e2d <script>\x00"]), caption())
    assert "□ <script>□" in [label.text for label in figure.labels]


def test_no_setting_of_matplotlib_is_left_behind():
    before = dict(mpl.rcParams)
    slope(slope_rows(), caption(), ("2022", "2023"))
    assert dict(mpl.rcParams) == before


def test_no_figure_of_pyplot_is_opened():
    small_multiples(panel_rows(), caption())
    slope(slope_rows(), caption(), ("2022", "2023"))
    assert plt.get_fignums() == []


def test_a_theme_of_the_caller_changes_no_picture():
    plain = gap_dumbbell(gap_rows(), caption())
    with sns.axes_style("darkgrid"), mpl.rc_context({"font.size": 30, "lines.linewidth": 9}):
        assert gap_dumbbell(gap_rows(), caption()) == plain


@pytest.mark.parametrize("sheet", ["wide", "narrow"])
def test_the_palette_picture_is_smaller_than_a_compact_svg(monkeypatch, sheet):
    """The rule is the smaller of the two; text as paths makes the SVG the larger one."""
    sizes = {}
    finish = Drawing.finish

    def measured(self):
        buffer = io.BytesIO()
        FigureCanvasSVG(self._page).print_svg(buffer, metadata={"Date": None})
        text = re.sub(r"<metadata>.*?</metadata>|\s+", " ", buffer.getvalue().decode(), flags=re.S)
        sizes[self.sheet.name] = len(re.sub(r"> <|(?<=[\d\"]) (?=[A-Za-z])", "", text))
        self._page.set_dpi(192)
        return finish(self)

    monkeypatch.setattr(Drawing, "finish", measured)
    figure = gap_dumbbell(gap_rows(), caption())
    assert len(getattr(figure, sheet).data) < sizes[sheet]
