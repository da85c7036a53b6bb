"""Districts against the rest of the province: what is said and what stands in the table."""

from __future__ import annotations

import pytest

from unit.report.district_rows import (
    APART,
    CODES,
    GROUPED,
    LATE,
    LATE_SHARE,
    PAIRS,
    counted,
    counts,
    goal,
    panel_report,
)


def table(*figures, **changes):
    return panel_report(*figures, **changes).show_comparison()


def rows(*figures, **changes):
    return table(*figures, **changes).frame.set_index("area")


class TestSentences:
    def test_met_range_difference_and_ranks_are_told_as_one_paragraph(self):
        told = panel_report(*counts(GROUPED), targets=[goal(70.0)]).say_comparison().texts
        assert told == [
            "Trong năm 2023, 7 trong 10 đơn vị cấp huyện đạt chỉ tiêu 70% về tỷ lệ hồ sơ trực"
            " tuyến. Kết quả cao nhất là 80,5%, thấp nhất là 49,5%, cách nhau 31,0 điểm phần trăm."
            " So với phần còn lại của tỉnh: TP Hòa Bình, Đà Bắc, Lương Sơn, Kim Bôi, Cao Phong, Tân"
            " Lạc và Mai Châu cao hơn; Lạc Sơn, Yên Thủy và Lạc Thủy thấp hơn; tỷ lệ phát hiện sai"
            " giữ ở 5%. Chưa đủ căn cứ để xếp hạng trong từng nhóm có kết quả gần nhau: Đà Bắc, Tân"
            " Lạc, Kim Bôi, TP Hòa Bình, Cao Phong, Mai Châu và Lương Sơn; Yên Thủy, Lạc Sơn và Lạc"
            " Thủy."
        ]

    def test_an_extreme_is_named_only_where_its_rank_is_certain(self):
        (told,) = panel_report(*counts(APART), lang="en").say_comparison().texts
        assert "The highest result is 95.0% (Hòa Bình city), the lowest 32.0% (Lạc Thủy)" in told
        (told,) = panel_report(*counts(GROUPED), lang="en").say_comparison().texts
        assert "The highest result is 80.5%, the lowest 49.5%" in told

    def test_missing_and_small_units_are_named(self):
        few = [*counts(APART)[:8], counted("158", 5, 10)]
        (told,) = panel_report(*few, lang="en").say_comparison().texts
        assert "No figures for 2023: Lạc Thủy; the common rate covers 9 units." in told
        assert "Yên Thủy: the base is small" in told

    def test_a_borderline_unit_is_told_with_its_cases(self):
        near = [*counts(APART)[:8], counted("158", 615, 874)]
        (told,) = panel_report(*near, targets=[goal(70.0)]).say_comparison().texts
        assert "Kết quả của Yên Thủy (70,4%) sát ngưỡng vì cả kỳ chỉ có 874 trường hợp." in told

    def test_where_every_base_is_small_nothing_is_compared(self):
        small = [counted(code, 5, 10) for code in CODES[:3]]
        (told,) = panel_report(*small, lang="en").say_comparison().texts
        assert "highest" not in told
        assert "the base is small" in told

    def test_without_a_panel_the_reason_is_said(self):
        edition = panel_report(*counts(APART)[:2])
        for call in (edition.say_comparison, edition.show_comparison):
            assert "ít nhất 3 huyện" in call().texts[0]

    def test_each_leading_share_has_a_paragraph(self):
        figures = [*counts(APART), *counts(GROUPED, **LATE_SHARE)]
        assert len(panel_report(*figures).say_comparison().texts) == 2


class TestTable:
    def test_a_row_says_result_counts_rest_and_difference(self):
        found = rows(*counts(GROUPED))
        rest = 100 * (sum(GROUPED.values()) - 2500) / 45000
        assert found.loc["157", "share_text"] == "50,0% (2.500/5.000)"
        assert found.loc["157", "rest"] == pytest.approx(rest)
        assert found.loc["157", "difference"] == pytest.approx(50 - rest)
        assert found.loc["157", "against_text"] == "▼ thấp hơn"
        told = found.loc["157", "difference_text"]
        assert told.startswith("▼\N{NO-BREAK SPACE}thấp\N{NO-BREAK SPACE}hơn: −23,3 (−24,")

    def test_districts_stand_in_code_order_with_the_missing_ones(self):
        found = rows(*counts(APART)[1:])
        assert found.index.tolist() == list(CODES)
        assert found.loc["148", "verdict"] == "no_data"
        assert found.loc["148", ["share_text", "difference_text", "rank_text"]].tolist() == [
            "", "", "",
        ]  # fmt: skip

    def test_a_small_base_has_counts_and_nothing_else(self):
        found = rows(*counts(APART)[:4], counted("154", 14, 18)).loc["154"]
        assert found["share_text"] == "14/18"
        assert found[["share", "rest", "difference", "p_adjusted", "rank_low"]].isna().all()
        assert (
            found["difference_text"]
            == "#\N{NO-BREAK SPACE}mẫu\N{NO-BREAK SPACE}số\N{NO-BREAK SPACE}nhỏ"
        )

    def test_the_note_explains_a_small_base_only_where_there_is_one(self):
        with_small = table(*counts(APART)[:4], counted("154", 14, 18))
        assert any("Mẫu số dưới 20" in note for note in with_small.notes)
        assert not any("Mẫu số dưới 20" in note for note in table(*counts(APART)).notes)

    def test_ranks_are_ranges(self):
        assert rows(*counts(PAIRS)).loc["152", "rank_text"] == "3–4"
        assert rows(*counts(APART)).loc["148", "rank_text"] == "1"

    def test_bands_take_the_place_of_wide_ranges(self):
        shown = table(*counts(dict.fromkeys(CODES, 500)))
        assert set(shown.frame["rank_text"]) == {""}
        assert not next(item for item in shown.columns if item.name == "rank_text").is_shown
        assert any("ba nhóm" in note for note in shown.notes)
        assert not any(note.startswith("Khoảng hạng:") for note in shown.notes)

    def test_without_a_target_there_are_no_verdicts(self):
        names = [item.name for item in table(*counts(APART)).columns]
        assert "verdict" not in names

    def test_a_target_gives_verdicts_and_stands_in_the_heading(self):
        shown = table(*counts(APART), targets=[goal(70.0)])
        assert shown.frame["verdict"].tolist()[:5] == ["met", "met", "met", "met", "not_met"]
        assert shown.frame["group"].unique().tolist() == ["Trực tuyến, năm 2023; chỉ tiêu 70%"]

    def test_where_less_is_better_the_heading_says_so(self):
        shown = table(*counts(APART, **LATE_SHARE), targets=[goal(5.0, **LATE)], lang="en")
        assert shown.frame["group"].unique().tolist() == [
            "Late (less is better), 2023; target at most 5%"
        ]

    def test_exports_carry_counts_and_ends(self):
        hidden = {item.name for item in table(*counts(APART)).columns if not item.is_shown}
        assert {"numerator", "denominator", "difference_low", "difference_high"} <= hidden

    def test_rounding_never_shows_a_target_that_was_missed(self):
        figures = counts({"148": 8995, "150": 5000, "152": 6000}, base=10000)
        found = rows(*figures, targets=[goal(90.0)])
        assert found.loc["148", ["verdict", "share_text"]].tolist() == [
            "not_met", "89,95% (8.995/10.000)",
        ]  # fmt: skip
