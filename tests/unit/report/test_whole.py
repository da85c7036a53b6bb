"""The report as one object: its line, its facts for the page, its verdicts."""

from __future__ import annotations

import json

import pytest

from chiso.periods import Calendar, Period
from makers import settings, target
from unit.report.rows import figure, report

MIME = "application/vnd.chiso+json"
LATE = target(indicator="late_share", definition="as_printed", operator="<=", value=5.0)


class TestEcho:
    @pytest.mark.parametrize(
        ("lang", "line"),
        [
            (
                "vi",
                "Năm 2023 · số liệu chốt đến ngày 31/12/2023 · 2 chỉ tiêu · 2 đơn vị · 1 ô thiếu"
                " (chỉ tiêu giao chưa có số liệu)",
            ),
            (
                "en",
                "2023 · figures up to 31 December 2023 · indicators: 2 · areas: 2 · missing cells"
                " (targets without a figure): 1",
            ),
        ],
    )
    def test_it_says_what_was_understood(self, lang, line):
        rows = figure(), figure("dossiers", value=9), figure(area="148", tier="district")
        edition = report(*rows, lang=lang, targets=(LATE,))
        assert edition.echo() == repr(edition) == line

    def test_a_notebook_shows_it_as_a_paragraph(self):
        edition = report(figure())
        bundle = edition._repr_mimebundle_()
        assert bundle["text/html"].endswith(f'</style><p class="echo">{edition.echo()}</p>')
        assert bundle["text/plain"] == edition.echo()
        assert bundle[MIME] == edition.edition_facts()


class TestEditionFacts:
    def rows(self):
        return (
            figure(value=45, published="2024-01-15"),
            figure(value=40, period="2022", qualifier=">"),
            figure("dossiers", value=3000, source="NEWS2", published="2024-03-20",
                   file="observations/two.csv"),
        )  # fmt: skip

    def test_they_are_plain_json_and_stable(self):
        first = json.dumps(report(*self.rows()).edition_facts(), allow_nan=False)
        again = json.dumps(report(*self.rows()[::-1]).edition_facts(), allow_nan=False)
        assert first == again

    def test_they_name_period_day_data_and_sources(self):
        facts = report(*self.rows(), lang="en").edition_facts()
        assert facts["kind"] == "edition"
        assert (facts["period"], facts["period_name"], facts["lang"]) == ("2023", "2023", "en")
        assert (facts["closing_date"], facts["closing_date_name"]) == (
            "2023-12-31",
            "31 December 2023",
        )
        assert (facts["dataset"], facts["dataset_name"]) == ("tiny", "A tiny data set")
        assert facts["title"] == "Digital government indicators · Hòa Bình province"
        assert (facts["latest_published"], facts["sources_count"]) == ("2024-03-20", 2)
        assert facts["inputs"] == ["observations/one.csv", "observations/two.csv"]

    def test_verdicts_are_counted(self):
        assert report(*self.rows()).edition_facts()["verdicts"] == {
            "met": 0, "not_met": 1, "undetermined": 0, "no_target": 1, "no_data": 0,
        }  # fmt: skip

    def test_headlines_have_value_verdict_and_history(self):
        headline = report(*self.rows()).edition_facts()["headline"]
        assert headline[0] == {
            "id": "online_share",
            "name": "Trực tuyến",
            "value_text": "45%",
            "verdict": "not_met",
            "history": [["2022-12-31", None, ">"], ["2023-12-31", 45.0, "="]],
        }
        assert [item["id"] for item in headline] == ["online_share", "dossiers"]

    def test_a_history_holds_periods_of_one_length(self):
        rows = figure(value=45), figure(value=40, period="2022"), figure(value=20, period="2022-Q1")
        (headline,) = report(*rows).edition_facts()["headline"]
        assert [day for day, *_ in headline["history"]] == ["2022-12-31", "2023-12-31"]

    def test_a_headline_without_a_figure_is_left_out(self):
        facts = report(figure("dossiers", value=9)).edition_facts()
        assert [item["id"] for item in facts["headline"]] == ["dossiers"]

    def test_the_matrix_has_the_worst_verdict_of_each_indicator(self):
        goals = (target(), target(tier="district", value=30.0), LATE)
        rows = figure(value=45), figure(value=45, tier="district")
        assert report(*rows, targets=goals, lang="en").edition_facts()["matrix"] == [
            {"indicator": "online_share", "name": "Online", "verdict": "not_met"},
            {"indicator": "late_share", "name": "Late", "verdict": "no_data"},
        ]

    @pytest.mark.parametrize(
        ("is_synthetic", "state"), [(False, "Số liệu công bố"), (True, "Số liệu minh họa")]
    )
    def test_illustrative_data_say_so(self, is_synthetic, state):
        facts = report(figure(), is_synthetic=is_synthetic).edition_facts()
        assert (facts["synthetic"], facts["state"]) == (is_synthetic, state)


class TestEdition:
    def test_the_closing_day_follows_the_calendar_of_the_data_set(self):
        edition = report(figure(period="2022"), settings=settings(calendar=Calendar.ADM15))
        assert edition.closing_date.isoformat() == "2023-12-14"

    def test_a_past_target_without_a_figure_is_history(self):
        edition = report(
            figure("dossiers", value=9, period="2026"), period="2026", targets=(target(),)
        )
        assert edition.leading["indicator"].tolist() == ["dossiers"]
        assert edition.verdict_counts()["no_data"] == 0

    def test_a_past_target_with_a_figure_is_still_judged(self):
        edition = report(figure(period="2026"), period="2026", targets=(target(),))
        assert edition.verdict_counts()["not_met"] == 1

    def test_one_leading_row_a_figure_and_all_targets_in_the_results(self):
        edition = report(figure(), targets=(target(), target(due=Period.parse("2030"), value=90.0)))
        assert (len(edition.results), len(edition.leading)) == (2, 1)

    def test_rows_follow_catalogue_tier_and_scope(self):
        rows = (
            figure("dossiers", value=9), figure(tier="commune"), figure(tier="all"),
            figure(tier="district", scope="state"), figure(tier="district", scope="party"),
        )  # fmt: skip
        leading = report(*rows, targets=()).leading
        assert leading[["indicator", "tier", "scope"]].to_numpy().tolist() == [
            ["online_share", "all", "all"],
            ["online_share", "district", "party"],
            ["online_share", "district", "state"],
            ["online_share", "commune", "all"],
            ["dossiers", "province", "all"],
        ]

    @pytest.mark.parametrize(("period", "codes"), [("2025-H1", ["148", "150"]), ("2025", [])])
    def test_districts_end_with_their_tier(self, period, codes):
        assert [area.id for area in report(figure(), period=period).districts()] == codes

    @pytest.mark.parametrize(("lang", "name"), [("vi", "TP Hòa Bình"), ("en", "Hòa Bình city")])
    def test_areas_have_a_name_in_each_language(self, lang, name):
        assert report(figure(), lang=lang).area_name("148") == name

    def test_periods_have_names_and_labels(self):
        edition = report(figure())
        assert (edition.period_name("2024-Q3"), edition.period_label("2024-Q3")) == (
            "quý III/2024",
            "III/2024",
        )

    def test_sources_are_named_once(self):
        edition = report(figure(), figure(tier="all"), figure(tier="district", source="NEWS2"))
        assert edition.sources_of(edition.figures) == ["Báo tỉnh (NEWS1, NEWS2)"]
