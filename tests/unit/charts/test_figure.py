import base64
import io
import re

import pytest
from PIL import Image

from chiso.charts import contribution_bars, gap_dumbbell, ranked_dots
from chiso.charts.drawing import Drawing, Pen, render
from chiso.charts.encode import MOST_COLOURS
from chiso.charts.sheet import NARROW, WIDE
from unit.charts.makers import ALT, caption, dot_rows, gap_rows


@pytest.fixture(scope="module")
def figure():
    words = caption(note="vạch đen: chỉ tiêu <80>", source="Báo cáo số 5, 30/6/2024")
    return gap_dumbbell(gap_rows(), words)


def test_the_fragment_holds_caption_picture_note_and_source_in_order(figure):
    parts = ["<figure", "<figcaption>", "<picture>", '<p class="note">', '<p class="source">']
    places = [figure.to_html().index(part) for part in parts]
    assert places == sorted(places)


def test_the_fragment_leaves_its_number_to_the_page(figure):
    assert '<span class="no" data-kind="figure" data-id="h-thu"></span>' in figure.to_html()


def test_the_fragment_links_to_itself(figure):
    assert '<a class="anchor" href="#h-thu">#</a></figcaption>' in figure.to_html()


def test_phones_get_the_narrow_picture(figure):
    source = re.search(r"<source [^>]*>", figure.to_html())[0]
    assert 'media="(max-width:600px)"' in source
    assert figure.narrow.uri in source


def test_the_picture_says_its_size_in_css_pixels(figure):
    assert f'width="608" height="{figure.wide.height // 2}"' in figure.to_html()


def test_words_of_data_are_escaped(figure):
    assert "chỉ tiêu &lt;80&gt;" in figure.to_html()


def test_a_hostile_title_and_alternative_stay_text():
    title = '<script>alert("1")</script>'
    html = gap_dumbbell(gap_rows(), caption(title=title, alt=ALT + '"><script>')).to_html()
    assert "<script>" not in html
    assert "&quot;&gt;&lt;script&gt;" in html


def test_an_empty_note_and_source_leave_no_empty_line():
    assert "<p " not in gap_dumbbell(gap_rows(), caption()).to_html()


def test_the_english_page_says_note_and_source():
    html = gap_dumbbell(gap_rows(), caption(lang="en", note="a", source="b")).to_html()
    assert '<p class="note">Note: a</p>' in html
    assert '<p class="source">Source: b</p>' in html


def test_the_bundle_has_html_one_line_of_text_and_the_record(figure):
    bundle = figure._repr_mimebundle_()
    assert bundle["text/html"] == figure.to_html()
    assert bundle["text/plain"] == "Hình h-thu: Bảy trong mười huyện đạt chỉ tiêu"
    assert bundle["application/vnd.chiso+json"]["kind"] == "figure"


def test_the_record_holds_the_wide_picture_and_all_words(figure):
    record = figure.to_record()
    assert base64.b64decode(record["png_wide"]) == figure.wide.data
    assert record["alt"] == ALT
    assert (record["id"], record["lang"], record["synthetic"]) == ("h-thu", "vi", False)


def test_pictures_are_1216_and_720_pixels_wide(figure):
    sizes = [Image.open(io.BytesIO(p.data)).size for p in (figure.wide, figure.narrow)]
    assert [width for width, _ in sizes] == [1216, 720]
    assert [height for _, height in sizes] == [figure.wide.height, figure.narrow.height]


def test_pictures_are_palettes_of_at_most_64_colours_without_metadata(figure):
    for picture in (figure.wide, figure.narrow):
        image = Image.open(io.BytesIO(picture.data))
        assert image.mode == "P"
        assert len(image.getcolors()) <= MOST_COLOURS
        assert not image.info


def test_the_ground_is_white_and_state_colours_are_exact(figure):
    colours = {
        colour for _, colour in Image.open(io.BytesIO(figure.wide.data)).convert("RGB").getcolors()
    }
    assert {(255, 255, 255), (0xB5, 0x42, 0x0F)} <= colours


def test_text_on_phones_has_at_least_8_and_a_half_points(figure):
    assert figure.narrow.smallest_pt >= 8.5


def test_smallest_text_has_at_least_9_css_pixels_where_a_phone_shows_344(figure):
    assert figure.narrow.smallest_pt * 96 / 72 * 344 / 360 >= 9


def test_the_same_data_give_the_same_bytes():
    first, second = (ranked_dots(dot_rows(), caption()) for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("lang", "mark"), [("vi", "Số liệu minh họa"), ("en", "Illustrative data")]
)
def test_made_up_data_are_marked_within_both_pictures(lang, mark):
    figure = gap_dumbbell(gap_rows(), caption(lang=lang, synthetic=True))
    assert [label.sheet for label in figure.labels if label.text == mark] == ["wide", "narrow"]


def test_published_data_carry_no_such_mark(figure):
    assert not [label for label in figure.labels if "minh họa" in label.text]


def test_one_figure_weighs_at_most_64_kilobytes_in_both_renderings():
    rows = dot_rows([95 - place for place in range(19)])
    figure = ranked_dots(rows, caption())
    assert len(figure.wide.data) + len(figure.narrow.data) <= 64 * 1024


def test_a_sheet_without_text_has_the_size_of_its_font():
    def paint(sheet):
        drawing = Drawing(sheet, 40)
        drawing.line([0, 10], [0, 10], Pen())
        return drawing

    figure = render(caption(), paint)
    assert (figure.wide.smallest_pt, figure.narrow.smallest_pt) == (WIDE.font_pt, NARROW.font_pt)


def test_labels_are_those_of_both_sheets():
    parts = contribution_bars(dot_rows()[["label", "value"]], caption(unit="điểm"), 220.6)
    assert len(parts.labels) == len(parts.wide.labels) + len(parts.narrow.labels)
