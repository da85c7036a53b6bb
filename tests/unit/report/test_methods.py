"""Definitions, targets, sources and the records for data.csv."""

from __future__ import annotations

import json
from datetime import date

import pytest

from chiso.packed import unpack_rows
from chiso.report.methods import MIME
from makers import act, target
from unit.report.rows import figure, report


def payload(*figures, **changes):
    return report(*figures, **changes).show_data()._repr_mimebundle_()[MIME]


class TestRecords:
    def test_each_observation_is_one_row(self):
        rows = (
            figure(), figure(period="2022"), figure(area="148", tier="district"),
            figure(value=46, source="NEWS2"),
        )  # fmt: skip
        assert len(report(*rows).records()) == 4

    def test_several_targets_do_not_repeat_a_row(self):
        rows = report(figure(), targets=(target(), target(value=60.0))).records()
        assert rows[["value", "target", "verdict"]].to_numpy().tolist() == [[45, 60, "not_met"]]

    def test_the_leading_row_has_verdict_target_gap_and_flags(self):
        row = report(figure(qualifier="<", status="provisional")).records().iloc[0]
        assert (row["verdict"], row["target"]) == ("not_met", 50)
        assert row["flags"] == "bound;provisional"

    def test_other_vintages_of_one_source_have_no_verdict(self):
        rows = report(figure(value=46), figure(value=45, published="2025-04-06")).records()
        assert rows.set_index("published")["verdict"].fillna("").to_dict() == {
            "2024-01-15": "",
            "2025-04-06": "not_met",
        }

    def test_names_stand_beside_ids(self):
        rows = report(figure(area="148", tier="district")).records()
        assert list(rows)[:7] == [
            "indicator", "indicator_name_vi", "indicator_name_en",
            "area", "area_name_vi", "area_name_en", "tier",
        ]  # fmt: skip
        assert rows["area_name_vi"].tolist() == ["Thành phố Hòa Bình"]
        assert rows["area_name_en"].tolist() == ["Hòa Bình city"]
        assert rows["indicator_name_en"].tolist() == ["Dossiers online"]

    @pytest.mark.parametrize("is_synthetic", [True, False])
    def test_illustrative_rows_say_so(self, is_synthetic):
        assert report(figure(), is_synthetic=is_synthetic).records()["is_synthetic"].tolist() == [
            is_synthetic
        ]

    def test_what_is_missing_is_null_in_json(self):
        told = payload(figure(), figure(area="148", tier="district"))
        packed = unpack_rows(told["packed_rows"])
        rows = [dict(zip(told["columns"], row, strict=True)) for row in packed]
        json.dumps(rows, allow_nan=False)
        assert rows[0]["numerator"] is None
        assert rows[0]["extracted"] is None
        assert [row["verdict"] for row in rows] == ["not_met", None]

    @pytest.mark.parametrize(
        ("lang", "words"),
        [("vi", "Tệp data.csv có 1 dòng"), ("en", "The file data.csv has 1 rows")],
    )
    def test_the_file_is_described(self, lang, words):
        bundle = report(figure(), lang=lang).show_data()._repr_mimebundle_()
        assert words in bundle["text/plain"]
        assert words in bundle["text/html"]
        assert f"tables.{lang}.xlsx" in bundle["text/plain"]


class TestTables:
    def test_each_definition_with_a_figure_is_described_once(self):
        rows = figure(), figure(period="2022"), figure(definition="online_over_eligible")
        frame = report(*rows, lang="en").show_definitions().frame
        assert frame["text"].tolist() == ["Over all", "Over eligible"]
        assert set(frame["better"]) == {"higher"}
        assert set(frame["group"]) == {"One-stop"}

    def test_targets_keep_operator_and_decimals(self):
        goals = target(value=17.6), target(value=80.0, operator=">", area="148")
        frame = report(figure(), targets=goals).show_targets().frame
        assert frame["target_decimals"].tolist() == [1, 0]
        assert frame["target_qualifier"].tolist() == [">=", ">"]
        assert frame["name"].tolist() == [
            "Tỷ lệ hồ sơ trực tuyến",
            "Tỷ lệ hồ sơ trực tuyến (TP Hòa Bình)",
        ]
        assert frame["level"].tolist() == ["Trung ương", "Trung ương"]

    @pytest.mark.parametrize(
        ("lang", "words"),
        [
            ("vi", "Đến kỳ này chưa có mục tiêu nào được giao."),
            ("en", "No target had been set by this period."),
        ],
    )
    def test_before_the_first_target_it_says_so(self, lang, words):
        later = target(act=act(adopted=date(2030, 1, 1)))
        assert report(figure(), lang=lang, targets=(later,)).show_targets().texts == [words]

    def test_sources_say_whether_their_date_is_printed(self):
        rows = figure(), figure(tier="district", source="NEWS2")
        frame = report(*rows).show_sources().frame
        assert frame["date"].tolist() == ["15/01/2024", "15/01/2024 (suy ra)"]

    @pytest.mark.parametrize(
        ("lang", "words"),
        [
            (
                "vi",
                "Số liệu đến hết kỳ này lấy từ 2 nguồn, công bố muộn nhất ngày 06/4/2025; báo cáo"
                " này không thay đổi con số nào của nguồn.",
            ),
            (
                "en",
                "The figures up to this period come from 2 sources, the latest published on 6 April"
                " 2025; the report changes no figure of a source.",
            ),
        ],
    )
    def test_sources_are_counted_and_dated(self, lang, words):
        rows = figure(), figure(tier="district", source="NEWS2", published="2025-04-06")
        assert report(*rows, lang=lang).say_sources().texts == [words]

    def test_the_rules_are_a_list(self):
        assert report(figure()).say_methods().to_html().count("<li>") == 9
