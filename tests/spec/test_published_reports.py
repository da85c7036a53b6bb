"""What the reports on the published figures must say (the main job's own list)."""

from __future__ import annotations

import re
from functools import cache

import pytest


def row(report, indicator, tier="all", due=None):
    rows = report.results[
        (report.results["indicator"] == indicator) & (report.results["tier"] == tier)
    ]
    rows = rows[rows["due_period"] == due] if due else rows[rows["period"].notna()]
    return rows.iloc[0]


@pytest.fixture(scope="module")
def told(hoa_binh):
    """All sentences of a report: ``told("2024-H1")``, ``told("2023", "en")``."""
    return cache(lambda period, lang="vi": all_sentences(hoa_binh(period, lang)))


def all_sentences(report):
    prose = (
        report.say_summary(), report.say_results(), report.say_attention(), report.say_trends(),
        report.say_gaps(), report.say_districts(), report.say_ranks(), report.say_quality(),
        report.say_conflicts(), report.say_revisions(), report.say_breaks(),
    )  # fmt: skip
    return "\n".join("\n".join(part.texts) for part in prose)


class TestFirstHalfOf2024:
    def test_integration_is_recounted_from_its_parts(self, hoa_binh):
        found = row(hoa_binh("2024-H1"), "procedures_integrated_npsp_share")
        assert found["exact"] == pytest.approx(100 * 1310 / 1860)
        assert found["verdict"] == "not_met"
        assert found["gap"] == pytest.approx(80 - 100 * 1310 / 1860)

    @pytest.mark.parametrize(
        ("lang", "words"),
        [("vi", "70,43% (1.310 trên 1.860)"), ("en", "70.43% (1,310 of 1,860)")],
    )
    def test_integration_is_told_with_its_counts(self, told, lang, words):
        assert words in told("2024-H1", lang)

    def test_integration_differs_in_definition_from_2021(self, hoa_binh):
        report = hoa_binh("2024-H1")
        old = report.figures[report.figures["indicator"] == "online_services_integrated_npsp_share"]
        assert 100 * 786 / 1502 in [pytest.approx(value) for value in old["exact"].dropna()]
        series = set(report.trend_rows["indicator"])
        assert "procedures_integrated_npsp_share" not in series
        assert row(report, "procedures_integrated_npsp_share")["is_redefined"]
        assert "khác định nghĩa kỳ trước" in report.show_results().to_html()
        breaks = report.show_breaks().frame.set_index("indicator")
        assert breaks.loc["procedures_integrated_npsp_share", "old_period"] == "2021-09-30"

    def test_digitisation_is_a_share_of_its_maximum(self, hoa_binh):
        report = hoa_binh("2024-H1")
        found = row(report, "idx766_digitisation_score", "province")
        assert found["exact"] == 13.6
        assert report.indicator("idx766_digitisation_score").maximum == 22
        texts = " ".join(card.value_text for card in report.show_cards().cards)
        assert "13,6/22" in texts

    def test_dossiers_received_are_shown(self, hoa_binh):
        report = hoa_binh("2024-H1")
        assert row(report, "dossiers_received")["exact"] == 131794
        assert "131.794" in report.show_period().to_html()

    @pytest.mark.parametrize(
        ("tier", "bound"), [("province", 90), ("district", 80), ("commune", 60)]
    )
    def test_work_files_are_bounds_that_repeat_the_2025_target(self, hoa_binh, tier, bound):
        found = row(hoa_binh("2024-H1"), "work_files_online_share", tier)
        assert (found["value"], found["qualifier"]) == (bound, ">")
        assert found["is_bound"]
        assert found["evidence"] == "equals_target"
        assert found["target"] == bound

    def test_no_fall_of_work_files_is_computed_drawn_or_told(self, hoa_binh, told):
        report = hoa_binh("2024-H1")
        rows = report.results[report.results["indicator"] == "work_files_online_share"]
        assert rows["change"].isna().all()
        assert "work_files_online_share" not in set(report.trend_rows["indicator"])
        falls = [line for line in told("2024-H1").split("\n") if "hồ sơ công việc" in line.lower()]
        assert not [line for line in falls if re.search(r"\b(giảm|tăng)\b", line)]

    def test_the_certificate_total_is_flagged(self, told):
        text = told("2024-H1")
        assert "6.203" in text
        assert "6.200" in text

    def test_both_vintages_of_the_par_index_are_kept_and_the_later_is_used(self, hoa_binh):
        report = hoa_binh("2024-H1")
        html = report.show_revisions().to_html()
        assert "86,89" in html
        assert "86,76" in html
        assert row(report, "par_index", "province")["exact"] == 86.76

    def test_the_new_classes_of_services_are_told_as_a_break(self, hoa_binh):
        assert hoa_binh("2024-H1").say_breaks().texts[0] == (
            "Từ năm 2022, dịch vụ công xếp theo toàn trình và một phần thay cho mức độ 3, 4; số"
            " liệu hai giai đoạn không nối liền."
        )

    def test_a_published_rank_stands_against_an_implied_one(self, hoa_binh):
        report = hoa_binh("2024-H1")
        assert report.say_conflicts().texts[0] == (
            "Hạng PAPI, năm 2020: hai nguồn nêu số khác nhau (hạng 11 và hạng 9, số ước tính hoặc"
            " suy ra); báo cáo dùng hạng 11 và giữ cả hai trong biểu dưới đây."
        )
        frame = report.show_conflicts().frame
        assert frame[["value", "used"]].to_numpy().tolist() == [
            [11, "dùng"], [9, "giữ để đối chiếu"],
        ]  # fmt: skip

    def test_bounds_of_95_95_85_and_of_90_80_60_stand_side_by_side_without_a_fall(self, hoa_binh):
        told = hoa_binh("2024-H1").say_conflicts().texts[1]
        assert "trên 90% (cấp tỉnh), trên 80% (cấp huyện) và trên 60% (cấp xã)" in told
        assert "ngày 30/6/2023 cao hơn (trên 95%, trên 95% và trên 85%)" in told
        assert told.endswith("chưa kết luận được mức thay đổi.")

    def test_the_revised_par_index_is_told_with_both_values(self, hoa_binh):
        assert hoa_binh("2024-H1").say_revisions().texts == [
            "PAR INDEX: số liệu năm 2023 đã điều chỉnh từ 86,89% thành 86,76% theo công bố ngày"
            " 07/5/2024."
        ]

    def test_a_total_that_fails_is_told_with_the_revised_index_in_use(self, hoa_binh):
        told = [text for text in hoa_binh("2024-H1").say_quality().texts if "PAR INDEX" in text]
        assert told == [
            "Chỉ số cải cách hành chính (PAR INDEX) (năm 2023): tổng công bố là 86,89, các thành"
            " phần cộng lại là 87,89; báo cáo dùng số đã điều chỉnh là 86,76."
        ]

    def test_computers_are_marked_as_carried_forward(self, hoa_binh):
        report = hoa_binh("2022")
        rows = report.current[report.current["indicator"] == "staff_with_computer_share"]
        assert sorted(rows["value"]) == [88, 91, 98]
        assert set(rows["evidence"]) == {"unchanged"}
        assert "staff_with_computer_share" not in set(hoa_binh("2024-H1").trend_rows["indicator"])


class TestOtherPeriods:
    @pytest.mark.parametrize(
        ("tier", "target", "points"),
        [("province", 80, 15), ("district", 70, 25), ("commune", 50, 35)],
    )
    def test_2023_met_the_2022_targets_by_at_least(self, hoa_binh, tier, target, points):
        found = row(hoa_binh("2023"), "work_files_online_share", tier, due="2022")
        assert (found["target"], found["verdict"]) == (target, "met")
        assert found["gap_high"] == -points
        assert found["gap"] != found["gap"]

    def test_the_2022_targets_are_told_in_2023(self, hoa_binh):
        text = "\n".join(hoa_binh("2023").say_gaps().texts)
        for target, points in ((80, 15), (70, 25), (50, 35)):
            assert re.search(
                rf"đạt chỉ tiêu {target}% của năm 2022, vượt ít nhất {points} điểm", text
            )

    def test_2021_missed_the_target_for_online_dossiers(self, hoa_binh):
        found = row(hoa_binh("2021"), "dossiers_online_share", due="2021")
        assert found["exact"] == pytest.approx(100 * 43535 / 88412)
        assert (found["target"], found["verdict"]) == (51, "not_met")

    def test_ict_index_and_dti_of_2022_share_no_name_and_no_series(self, hoa_binh):
        report = hoa_binh("2022")
        ranks = report.rank_rows().set_index("indicator")["value"]
        assert (ranks["ict_index_rank"], ranks["dti_rank"]) == (38, 42)
        names = {report.indicator(name).name for name in ("ict_index_rank", "dti_rank")}
        assert len(names) == 2

    def test_dossiers_of_a_second_quarter_are_not_set_against_a_first(self, hoa_binh):
        report = hoa_binh("2021")
        quarters = report.figures[
            (report.figures["indicator"] == "dossiers_received")
            & (report.figures["area"] == "17")
            & report.figures["period"].isin(["2019-Q1", "2021-Q2"])
        ]
        assert len(quarters) == 2
        assert quarters["change"].isna().all()
        assert "dossiers_received" not in set(report.trend_rows["indicator"])

    def test_a_running_total_is_never_set_beside_a_quarter(self, hoa_binh):
        headline = {item["id"]: item for item in hoa_binh("2023").edition_facts()["headline"]}
        values = [value for _, value, _ in headline["dossiers_received"]["history"]]
        assert values == [293161]

    @pytest.mark.parametrize("lang", ["vi", "en"])
    @pytest.mark.parametrize(
        "period", ["2019", "2020", "2021", "2022", "2023", "2024-H1", "2024", "2025-H1"]
    )
    def test_no_chapter_is_empty(self, hoa_binh, period, lang):
        report = hoa_binh(period, lang)
        calls = [name for name in dir(report) if name.startswith(("say_", "show_", "draw_"))]
        for name in calls:
            bundle = getattr(report, name)()._repr_mimebundle_()
            assert len(bundle["text/html"]) > 20, name

    @pytest.mark.parametrize(
        "period", ["2019", "2020", "2021", "2022", "2023", "2024-H1", "2024", "2025-H1"]
    )
    def test_both_languages_tell_the_same_numbers(self, told, period):
        vietnamese = numbers(told(period), thousands=".", decimal=",")
        english = numbers(told(period, "en"), thousands=",", decimal=".")
        assert vietnamese == english

    def test_no_cause_and_no_praise_is_written(self, told):
        for period in ("2021", "2023", "2024-H1"):
            assert not re.search(r"\b(nhờ|do có|ấn tượng|vượt bậc|đáng kể)\b", told(period))
            assert not re.search(r"\b(because|due to|impressive|significant)", told(period, "en"))


def numbers(text, *, thousands, decimal):
    """Numbers of a text as a sorted list; dates and quarters are names, not numbers."""
    months = "January|February|March|April|May|June|July|August|September|October|November|December"
    text = re.sub(rf"\d{{1,2}} (?:{months}) (\d{{4}})", r"\1", text)
    text = re.sub(rf"(?:{months}) (\d{{4}})", r"\1", text)
    text = re.sub(r"\d{1,2}/\d{1,2}/(\d{4})", r"\1", text)
    text = re.sub(r"tháng \d{1,2}/(\d{4})", r"\1", text)
    text = re.sub(r"quý [IV]+/(\d{4})", r"\1", text, flags=re.IGNORECASE)
    text = re.sub(r"\bQ\d (\d{4})", r"\1", text)
    text = re.sub(r"[69] tháng (?:đầu|cuối)(?: năm)?", "", text)
    text = re.sub(r"e-\w+|\d+-NQ", "", text)
    found = re.findall(rf"\d[\d{re.escape(thousands + decimal)}]*\d|\d", text)
    return sorted(float(item.replace(thousands, "").replace(decimal, ".")) for item in found)
