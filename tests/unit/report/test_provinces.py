"""Where the province stands among provinces, without intervals and without differences."""

from __future__ import annotations

import pytest

from chiso.report import provinces
from chiso.report.stack import Stack
from makers import area
from unit.report.rows import catalogue_of, figure, report

PEERS = [f"P{number:02d}" for number in range(1, 41)]


def country(**changes):
    """The areas of the other tests with forty more provinces of the same country."""
    others = {code: area(id=code, parent="VN", short=code, order=100) for code in PEERS}
    own = catalogue_of().areas
    return {**own, "17": area(parent="VN"), **others, **changes}


def ranks(count=40, own=12, name="dti_rank", period="2022"):
    """A list of provinces by rank; ours is at ``own``, the others fill the places around it."""
    places = [place for place in range(1, count + 1) if place != own]
    codes = ["17", *PEERS[: len(places)]]
    return [
        figure(name, area=code, tier="province", value=value, period=period, denominator=63)
        for code, value in zip(codes, [own, *places], strict=True)
    ]


def told(*figures, **changes):
    return report(*figures, areas=country(), lang="en", **changes)


@pytest.fixture
def drawn(monkeypatch):
    """Calls of the chart, without drawing."""
    calls = []
    monkeypatch.setattr(provinces, "strip", lambda *args: calls.append(args))
    return calls


@pytest.fixture
def scored(monkeypatch):
    """PAR INDEX as the score behind the DTI rank, in place of one that the tests would add."""
    monkeypatch.setattr(provinces, "LISTS", {"dti_rank": "par_index"})


def scores(values, period="2022"):
    return [
        figure("par_index", area=code, tier="province", value=value, period=period)
        for code, value in values.items()
    ]


class TestWords:
    def test_ranks_have_year_and_base_and_a_warning(self):
        row = figure("dti_rank", value=42, period="2022", denominator=63)
        assert report(row).say_ranks().texts == [
            "Xếp hạng DTI năm 2022: hạng 42 trong 63 tỉnh, thành phố.",
            "Thứ hạng phụ thuộc cả vào các tỉnh khác nên không phải là kết quả, không có khoảng tin"
            " cậy và không lấy hiệu giữa các năm.",
        ]

    def test_a_full_list_tells_its_size_and_ties(self):
        tied = [*ranks(), figure("dti_rank", area="P40", tier="province", value=12, period="2022")]
        assert told(*tied).say_ranks().texts[0] == (
            "DTI, rank, 2022: rank 12 of 41 provinces in the list, shared with other provinces: 1."
        )

    def test_a_newer_rank_without_its_list_is_told_alone(self):
        newer = figure("dti_rank", value=9, period="2023", denominator=63)
        assert told(*ranks(), newer).say_ranks().texts[0] == (
            "DTI, rank, 2023: rank 9 of 63 provinces."
        )

    def test_without_ranks_the_reason_is_said(self):
        edition = report(figure("smart_city", value=1))
        for call in (edition.say_ranks, edition.show_ranks, edition.compare_provinces):
            assert "chưa có bảng xếp hạng" in call().texts[0]


class TestTable:
    def test_ranks_are_shown_by_year_and_never_as_a_change(self):
        rows = figure("dti_rank", value=42), figure("dti_rank", value=47, period="2022")
        frame = report(*rows).show_ranks().frame
        assert frame["value"].tolist() == [47, 42]
        assert frame["change"].isna().all()

    def test_of_monthly_scores_the_last_is_shown(self):
        months = [
            figure("par_index", value=80 + month, period=f"2023-{month:02d}", period_kind="stock")
            for month in (1, 2, 3)
        ]
        assert report(*months).show_ranks().frame["value"].tolist() == [83]


class TestStrip:
    def test_every_province_is_a_dot_and_ours_is_named(self, drawn):
        told(*ranks()).draw_provinces()
        frame, caption = drawn[0]
        assert len(frame) == 40
        assert frame.loc[frame["is_highlighted"], ["value", "value_text"]].to_numpy().tolist() == [
            [12, "rank 12"]
        ]
        assert caption.title == "DTI 2022: Hòa Bình ranks 12 of 40 provinces in the list"
        assert caption.decimals == 0

    def test_scores_take_the_place_of_ranks_where_they_were_published(self, drawn, scored):
        values = dict(zip(["17", *PEERS[:39]], range(90, 50, -1), strict=True))
        told(*ranks(), *scores(values)).draw_provinces()
        frame, caption = drawn[0]
        assert frame["value"].tolist()[0] == 90
        assert frame["bound"].eq("exact").all()
        assert (caption.decimals, caption.unit) == (3, "score")

    def test_an_unprinted_score_behind_all_others_is_below_the_least(self, drawn, scored):
        values = dict(zip(PEERS[:39], range(90, 51, -1), strict=True))
        told(*ranks(own=40), *scores(values)).draw_provinces()
        frame, caption = drawn[0]
        own = frame[frame["is_highlighted"]].iloc[0]
        assert (own["value"], own["bound"]) == (52, "less_than")
        assert "below all printed ones" in caption.note

    def test_an_unprinted_score_in_the_middle_leaves_the_ranks(self, drawn, scored):
        values = dict(zip(PEERS[:39], range(90, 51, -1), strict=True))
        told(*ranks(own=12), *scores(values)).draw_provinces()
        frame, caption = drawn[0]
        assert frame.loc[frame["is_highlighted"], "value"].tolist() == [12]
        assert "not printed" not in caption.note

    def test_few_scores_leave_the_ranks(self, drawn, scored):
        told(*ranks(), *scores(dict.fromkeys(PEERS[:5], 80.0))).draw_provinces()
        assert drawn[0][1].decimals == 0

    def test_the_latest_full_list_is_drawn(self, drawn):
        told(*ranks(), *ranks(own=20, period="2021")).draw_provinces()
        assert [call[1].title[:8] for call in drawn] == ["DTI 2022"]

    @pytest.mark.parametrize(
        "figures",
        [ranks(count=20), ranks()[1:]],
        ids=["a short list", "a list without ours"],
    )
    def test_other_lists_are_not_drawn(self, figures):
        assert "nothing is drawn" in told(*figures).draw_provinces().texts[0]


def test_words_strips_and_table_stand_together(drawn):
    shown = told(*ranks()).compare_provinces()
    assert isinstance(shown, Stack)
    assert len(shown.parts) == 3


def test_the_published_lists_are_those_of_2022_and_2017(hoa_binh):
    found = hoa_binh("2024", "en").listings()
    assert [(item.indicator, item.period, item.own, len(item.ranks)) for item in found] == [
        ("dti_rank", "2022", 42, 63), ("egov_level_rank", "2017", 54, 54),
    ]  # fmt: skip
