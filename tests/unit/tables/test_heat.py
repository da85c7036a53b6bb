import math

import pytest

from chiso.errors import UsageError
from chiso.tables.heat import HeatColumn, HeatScale, HeatTable
from unit.tables.makers import read

SCALE = HeatScale((50.0, 80.0, 90.0))
FALLING = HeatScale((5.0, 10.0, 20.0), is_falling=True)


def heat(*columns, rows=("Mai Châu", "Đà Bắc"), **changes):
    return HeatTable("b-nhiet", "Mọi tỷ lệ", rows, columns, "mã đơn vị", "vi", **changes)


def one(value, scale=SCALE, **changes):
    """The cell of a single value."""
    table = heat(HeatColumn("Trực tuyến", [value], scale, **changes), rows=("Mai Châu",))
    return read(table.to_html()).cells[-1]


class TestSteps:
    @pytest.mark.parametrize(
        ("value", "step"), [(0, 0), (49.9, 0), (50, 1), (79.9, 1), (80, 2), (90, 3), (100, 3)]
    )
    def test_a_value_at_a_limit_belongs_to_the_better_step(self, value, step):
        assert SCALE.step(value) == step

    @pytest.mark.parametrize(
        ("value", "step"), [(0, 3), (5, 3), (5.1, 2), (10, 2), (20, 1), (20.1, 0)]
    )
    def test_where_less_is_better_less_is_darker(self, value, step):
        assert FALLING.step(value) == step

    def test_limits_are_said_from_pale_to_dark(self):
        assert SCALE.said("vi") == "50,0; 80,0; 90,0"
        assert FALLING.said("en") == "20.0; 10.0; 5.0"

    @pytest.mark.parametrize("limits", [(80, 50, 90), (50, 50, 90), (50, 80)])
    def test_limits_rise(self, limits):
        with pytest.raises(UsageError, match="heat scale"):
            HeatScale(limits)


class TestScaleOverValues:
    def test_four_steps_share_the_range(self):
        assert HeatScale.over([60.0, 70.0, 80.0]).limits == (65, 70, 75)

    def test_small_differences_stay_on_one_colour(self):
        scale = HeatScale.over([98.9, 99.0, 99.1])
        assert {scale.step(value) for value in (98.9, 98.95)} == {1}
        assert scale.limits == (98, 99, 100)

    def test_equal_values_have_one_colour(self):
        scale = HeatScale.over([70.0, 70.0])
        assert scale.step(70.0) == 2

    def test_missing_values_do_not_count(self):
        assert HeatScale.over([60.0, math.nan, 80.0]) == HeatScale.over([60.0, 80.0])

    def test_without_values_there_is_a_scale_still(self):
        assert HeatScale.over([]).limits == (-1, 0, 1)

    def test_less_may_be_better(self):
        assert HeatScale.over([0.0, 8.0], is_falling=True).step(1.0) == 3


class TestCells:
    def test_a_cell_prints_its_number_on_its_step(self):
        cell = one(95.04)
        assert (cell.text, cell.attributes["class"]) == ("95,0%", "num heat-3")

    def test_a_missing_value_is_hatched_and_has_no_step(self):
        cell = one(None)
        assert (cell.text, cell.attributes["class"]) == ("…", "num missing")

    def test_counts_stand_in_place_of_a_share_without_colour(self):
        cell = one(math.nan, texts=["14/18"])
        assert (cell.text, cell.attributes["class"]) == ("14/18", "num")

    def test_words_win_over_a_value_too(self):
        assert one(95.0, texts=["14/18"]).attributes["class"] == "num"

    def test_figures_that_are_no_shares_have_no_percent_sign(self):
        assert one(7.25, decimals=2, is_percent=False).text == "7,25"

    def test_rounding_never_shows_100_that_was_not_reached(self):
        assert one(99.96).text == "99,96%"


class TestTable:
    COLUMNS = (
        HeatColumn("Trực tuyến", [95.0, 40.0], SCALE),
        HeatColumn("Quá hạn", [3.0, None], FALLING),
    )

    def test_units_are_rows_and_indicators_columns(self):
        frame = heat(*self.COLUMNS).table.frame
        assert frame["name"].tolist() == ["Mai Châu", "Đà Bắc"]
        assert [column.label for column in heat(*self.COLUMNS).table.columns] == [
            "Đơn vị", "Trực tuyến", "Quá hạn",
        ]  # fmt: skip

    def test_the_note_names_the_limits_of_each_column(self):
        html = heat(*self.COLUMNS).to_html()
        assert (
            "Nền càng đậm kết quả càng tốt; ngưỡng giữa các bậc: Trực tuyến 50,0; 80,0; 90,0 ·"
            " Quá hạn 20,0; 10,0; 5,0." in html
        )

    def test_notes_of_the_caller_follow(self):
        assert "Mẫu số dưới 20" in heat(*self.COLUMNS, notes=("Mẫu số dưới 20.",)).to_html()

    def test_it_is_shown_as_a_table_with_its_raw_values(self):
        bundle = heat(*self.COLUMNS)._repr_mimebundle_()
        record = bundle["application/vnd.chiso+json"]
        assert record["rows"] == [["Mai Châu", 95.0, 3.0], ["Đà Bắc", 40.0, None]]
        assert repr(heat(*self.COLUMNS)) == bundle["text/plain"]

    def test_made_up_data_are_marked(self):
        assert "Số liệu minh họa" in heat(*self.COLUMNS, synthetic=True).to_html()

    @pytest.mark.parametrize(
        "column",
        [
            HeatColumn("Trực tuyến", [95.0], SCALE),
            HeatColumn("Trực tuyến", [95.0, 40.0], SCALE, texts=[""]),
        ],
        ids=["values", "texts"],
    )
    def test_a_column_of_another_length_is_refused(self, column):
        with pytest.raises(UsageError, match="Trực tuyến"):
            heat(column)
