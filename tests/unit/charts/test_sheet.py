import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiso.charts.sheet import NARROW, SHEETS, WIDE

names = st.text(alphabet="aăâđêôơư ẬỒg1,", max_size=60)


def test_bold_text_is_wider():
    assert WIDE.text_width("Đà Bắc", bold=True) > WIDE.text_width("Đà Bắc")


def test_text_on_the_narrow_sheet_is_wider():
    assert NARROW.text_width("Đà Bắc") > WIDE.text_width("Đà Bắc")


def test_the_wide_sheet_is_16_centimetres_of_paper():
    assert WIDE.width / 192 * 2.54 == pytest.approx(16, abs=0.1)


def test_the_wide_sheet_is_at_most_105_millimetres_high_for_rows():
    assert WIDE.tallest / WIDE.width * 160 <= 105.1


def test_a_text_that_fits_stays_whole():
    assert WIDE.shorten("Đà Bắc", 500) == "Đà Bắc"


def test_a_long_text_keeps_both_ends():
    short = WIDE.shorten("Hồ sơ công việc trên môi trường mạng, cấp huyện", 300)
    assert short.startswith("Hồ sơ")
    assert short.endswith("cấp huyện")
    assert "…" in short


def test_a_text_without_any_room_becomes_a_sign():
    assert WIDE.shorten("Đà Bắc", 1) == "…"


@given(
    st.text(alphabet="aăộỷêơư ẬỒTVWAyo.,fi1%…\u4e2d", max_size=80), st.floats(0, 600), st.booleans()
)
def test_a_text_fits_exactly_where_it_is_not_wider_than_the_room(text, room, bold):
    for sheet in SHEETS:
        fits = sheet.fits(text, room, bold=bold)
        assert fits == (sheet.text_width(text, bold=bold) <= room)


@given(names, st.floats(30, 400))
def test_shortened_texts_fit(text, room):
    assert WIDE.text_width(WIDE.shorten(text, room)) <= room


@given(names, st.integers(1, 4), st.floats(60, 400))
def test_wrapped_texts_fit_in_width_and_lines(text, lines, room):
    wrapped = NARROW.wrap(text, room, lines)
    assert len(wrapped) <= lines
    assert all(NARROW.text_width(line) <= room for line in wrapped)


@given(names)
def test_wrapping_with_room_loses_no_word(text):
    assert " ".join(WIDE.wrap(text, 5000, 3)).split() == text.split()


def test_words_are_filled_from_the_first_line():
    lines = WIDE.wrap("Sở Nông nghiệp và Phát triển nông thôn", 260, 2)
    assert len(lines) == 2
    assert lines[0].startswith("Sở Nông nghiệp")
    assert lines[1].endswith("nông thôn")
