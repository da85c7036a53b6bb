"""Where the lines and marks of a spine stand, and what it says without being seen."""

from __future__ import annotations

import re
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiso.charts.spine import LOOKS, WIDTH, Spine, spine
from chiso.export.sanitise import clean_fragment

shares = st.lists(st.floats(0, 100), min_size=1, max_size=20)


def row(**changes):
    """Four units from 60 to 90 around a common level of 70; the marked one has 80."""
    fields = {"values": [60, 68, 80, 90], "common": 70, "own": 80, "stand": "better"}
    return Spine(**fields | changes)


def paths(drawn):
    return re.findall(r' d="([^"]*)"', spine(drawn, "từ 60 đến 90"))


class TestPlaces:
    def test_the_common_level_is_in_the_middle_and_the_farther_end_at_the_edge(self):
        assert [row().place(value) for value in (70, 90)] == [60, 120 - 8]

    def test_other_values_keep_their_distances(self):
        # 20 points from 70 to 90 take 52 pixels
        assert row().place(60) == 60 - 52 * 10 / 20
        assert row().place(80) == 60 + 52 * 10 / 20

    def test_where_less_is_better_small_values_lie_on_the_right(self):
        late = row(is_reversed=True)
        assert late.ends == (90, 60)
        assert late.place(90) == 8
        assert late.place(60) == 60 + 52 * 10 / 20

    def test_the_middle_half_runs_between_the_quartiles(self):
        # quartiles of 10, 20, 30, 40, 50 are 20 and 40
        assert row(values=[10, 20, 30, 40, 50]).half == (20, 40)
        assert row(values=[10, 20, 30, 40, 50], is_reversed=True).half == (40, 20)

    @pytest.mark.parametrize("value", [0.0, 72.5, 100.0])
    def test_equal_values_all_stand_in_the_middle(self, value):
        equal = row(values=[value] * 10, common=value, own=value)
        assert equal.place(value) == WIDTH / 2

    def test_a_single_unit_stands_in_the_middle(self):
        assert paths(row(values=[64], common=64, own=64))[1].startswith("M60 10")

    @given(shares, st.booleans())
    def test_nothing_leaves_the_drawing(self, values, is_reversed):
        common = sum(values) / len(values)
        drawn = row(values=values, common=common, own=values[0], is_reversed=is_reversed)
        places = [drawn.place(value) for value in values]
        assert min(places) >= 8 - 1e-6
        assert max(places) <= WIDTH - 8 + 1e-6

    @given(shares)
    def test_a_better_value_never_lies_farther_left(self, values):
        drawn = row(values=values, common=sum(values) / len(values))
        placed = [drawn.place(value) for value in sorted(values)]
        assert placed == sorted(placed)


class TestDrawing:
    def test_lines_boxes_and_tick_are_one_path(self):
        lines, _ = paths(row(values=[50, 60, 70, 80, 90], common=70))
        assert lines == "M8 10H112M8 6v8M112 6v8M34 4h52v12H34zM60 0v20"

    def test_the_mark_stands_on_the_value_of_the_unit(self):
        assert paths(row())[1].startswith("M86 10")

    def test_a_unit_without_a_figure_has_no_mark(self):
        assert len(paths(row(own=None, stand="unjudged"))) == 1

    @pytest.mark.parametrize(
        ("stand", "sign", "words", "style", "inside"),
        [
            ("better", "●", "Tốt hơn", "v-met", "currentColor"),
            ("worse", "◆", "Kém hơn", "v-not", "currentColor"),
            ("similar", "□", "Không khác", "v-none", "Canvas"),
            ("unjudged", "○", "Không so sánh", "v-none", "Canvas"),
        ],
    )
    def test_every_state_has_sign_words_shape_and_filling(self, stand, sign, words, style, inside):
        look = LOOKS[stand]
        mark = fromstring(spine(row(stand=stand), "từ 60 đến 90"))[1]
        assert (look.sign, look.words.vi, look.style) == (sign, words, style)
        assert mark.get("class") == style
        assert mark.get("fill") == inside
        assert mark.get("d").endswith(look.path)

    def test_no_two_states_share_a_sign_a_word_or_a_shape(self):
        for part in ("sign", "words", "path"):
            assert len({getattr(look, part) for look in LOOKS.values()}) == len(LOOKS)

    def test_it_is_read_as_its_text(self):
        drawn = fromstring(spine(row(), 'thấp nhất "60" & cao nhất 90'))
        assert drawn.get("role") == "img"
        assert drawn.get("aria-label") == 'thấp nhất "60" & cao nhất 90'

    def test_it_passes_the_page_unchanged(self):
        drawn = spine(row(), "từ 60 đến 90")
        assert paths(row()) == re.findall(r' d="([^"]*)"', clean_fragment(drawn))
        assert 'viewBox="0 0 120 20"' in clean_fragment(drawn)

    def test_ten_rows_stay_small(self):
        assert len(spine(row(values=[61.234, 70.1, 88.77], common=70.4), "x").encode()) < 500

    def test_minus_zero_is_not_written(self):
        assert "-0" not in paths(row(values=[60, 60, 60, 90], common=60, own=60))[0]
