"""Which conflicts, revisions and breaks are told in words, and how many stay in the table."""

from __future__ import annotations

from dataclasses import replace

from chiso.narrative import Prose
from chiso.report.stack import Stack
from chiso.words import Words
from makers import area
from unit.report.rows import catalogue_of, figure, report

LATER = {"published": "2025-04-06", "source": "NEWS2"}


def revised(**changes):
    return [figure(value=45, **changes), figure(value=46, **{**changes, **LATER})]


class TestRevisions:
    def test_three_are_told_and_the_others_are_counted(self):
        rows = [row for year in range(2016, 2024) for row in revised(period=str(year))]
        told = report(*rows).say_revisions().texts
        assert len(told) == 3 + 1
        assert told[-1] == "Biểu dưới đây còn nêu 5 số liệu khác."

    def test_those_of_the_province_come_before_newer_ones_of_a_district(self):
        rows = [*revised(area="148", tier="district", period="2023"), *revised(period="2019")]
        told = report(*rows).say_revisions().texts
        assert [("TP Hòa Bình" in text) for text in told] == [False, True]

    def test_each_publication_is_told_before_a_second_figure_of_one(self):
        rows = [
            *revised(period="2023"), *revised(period="2023", tier="district"),
            *revised(period="2022"),
        ]  # fmt: skip
        told = report(*rows).say_revisions().texts
        assert [text.split("số liệu ")[1].split(" đã")[0] for text in told] == [
            "năm 2023",
            "năm 2022",
            "năm 2023",
        ]

    def test_sentences_stand_above_the_table_and_alone_without_one(self):
        edition = report(*revised())
        shown = edition.trace_revisions()
        assert isinstance(shown, Stack)
        assert shown.parts[0] == edition.say_revisions()
        assert isinstance(edition.trace_conflicts(), Prose)


class TestConflicts:
    def test_the_lower_of_two_values_of_one_day_is_used(self):
        rows = figure(value=87), figure(value=86, source="NEWS2")
        (told,) = report(*rows).say_conflicts().texts
        assert "hai nguồn nêu số khác nhau (87% và 86%); báo cáo dùng mức thấp hơn" in told

    def test_a_higher_bound_after_a_lower_one_needs_no_word(self):
        rows = [
            figure(period=year, value=value, qualifier=">")
            for year, value in (("2022", 90), ("2023", 95))
        ]
        assert report(*rows).say_conflicts().texts == [
            "Đến kỳ này không có số liệu nào mà các nguồn nêu khác nhau."
        ]

    def test_a_lower_bound_after_a_higher_one_is_told(self):
        rows = [
            figure(period=year, value=value, qualifier=">")
            for year, value in (("2022", 95), ("2023", 90))
        ]
        (told,) = report(*rows).say_conflicts().texts
        assert told.startswith("Trực tuyến, năm 2023: trên 90% (cấp tỉnh). Cận nêu cho năm 2022")


class TestBreaks:
    def rows(self, *tiers, **changes):
        return [
            figure(period=period, definition=definition, tier=tier, **changes)
            for tier in tiers
            for period, definition in (
                ("2021", "online_over_eligible"), ("2023", "online_over_all"),
            )
        ]  # fmt: skip

    def test_of_series_that_changed_alike_one_is_named_and_the_others_are_counted(self):
        told = report(*self.rows("province", "district", "commune")).say_breaks().texts
        assert ["cấp tỉnh" in told[0], *told[1:]] == [True, "Biểu dưới đây còn nêu 2 chuỗi khác."]

    def test_the_catalogue_says_what_changed(self):
        known = catalogue_of()
        share = known.indicators["online_share"]
        changed = replace(
            share.definitions["online_over_all"], change=Words("mẫu số đổi", "the base changed")
        )
        definitions = {**share.definitions, changed.id: changed}
        indicators = {**known.indicators, share.id: replace(share, definitions=definitions)}
        rows = self.rows("province", "district")
        assert report(*rows, indicators=indicators).say_breaks().texts == [
            "Mẫu số đổi; số liệu hai giai đoạn không nối liền."
        ]

    def test_one_of_another_province_is_told_only_where_there_is_no_other(self):
        other = self.rows("province", area="48")
        areas = {**catalogue_of().areas, "48": area(id="48", short="Đà Nẵng")}
        (alone,) = report(*other, areas=areas).say_breaks().texts
        assert "của Đà Nẵng: định nghĩa thay đổi" in alone
        told = report(*other, *self.rows("province"), areas=areas).say_breaks().texts
        assert "Đà Nẵng" not in told[0]
        assert told[1:] == ["Biểu dưới đây còn nêu 1 chuỗi khác."]

    def test_one_outside_the_province_is_told_with_its_unit(self):
        (told,) = report(*self.rows("district", area="148")).say_breaks().texts
        assert told.startswith("Trực tuyến (cấp huyện) của TP Hòa Bình: định nghĩa thay đổi giữa")

    def test_a_change_of_calendar_is_told_with_the_number_of_series(self):
        edition = report(figure(period="2022"), figure())
        figures = edition.figures.assign(calendar=["ADM15", "CAL"])
        vars(edition)["figures"] = figures
        assert edition.say_breaks().texts == [
            "Từ năm 2023, lịch kỳ hoặc phạm vi của 1 chuỗi đã khác: kỳ theo tháng dương lịch (trước"
            " đó: kỳ chốt ngày 14); số liệu hai giai đoạn không nối liền."
        ]
