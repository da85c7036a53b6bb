"""The two sentences of a district profile."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiso.narrative.coverage import Coverage, coverage_sentences, ended_sentence
from chiso.narrative.profiles import (
    Contrast,
    Need,
    Stand,
    need_sentence,
    panel_sentence,
    short_words,
    stand_sentence,
)
from chiso.periods import Period
from chiso.words import Words
from makers import indicator
from unit.report.rows import catalogue_of

KNOWN = catalogue_of()
DA_BAC = KNOWN.areas["150"]
LONG = indicator(
    id="long",
    name=Words("Tỷ lệ dài", "A long share"),
    short=Words(
        "Tỷ lệ hồ sơ của người dân và doanh nghiệp nộp trực tuyến toàn trình qua cổng dịch vụ công",
        "Share of the dossiers of people and firms that were sent wholly online through it",
    ),
)


def contrast(name="online_share", value=81.25, numerator=65, denominator=80, rest=75.0):
    known = LONG if name == "long" else KNOWN.indicators[name]
    return Contrast(known, value, numerator, denominator, rest)


def stand(best=None, weakest=None, period="2024"):
    return Stand(DA_BAC, Period.parse(period), 5, best, weakest)


def need(**changes):
    fields = {
        "indicator": KNOWN.indicators["online_share"],
        "target": 80.0,
        "operator": ">=",
        "due": Period.parse("2025"),
        "units": 178,
        "denominator": 1860.0,
    }
    return Need(**fields | changes)


def covered(**changes):
    fields = {"area": DA_BAC, "period": Period.parse("2024"), "current": 3, "earlier": 8,
              "latest": Period.parse("2024-H1")}  # fmt: skip
    return Coverage(**fields | changes)


def counts(words):
    """Numbers of both languages as written, made equal."""
    vi = re.findall(r"\d[\d.,]*\d|\d", words.vi)
    en = re.findall(r"\d[\d.,]*\d|\d", words.en)
    return [text.translate(str.maketrans(".,", ",.")) for text in vi], en


class TestStand:
    late = contrast("late_share", 4.0, 20, 500, 3.0)

    def test_both_sides_are_told_with_counts_and_the_level_elsewhere(self):
        assert stand_sentence(stand(contrast(), self.late)) == Words(
            "Trong năm 2024, Đà Bắc tốt hơn phần còn lại của tỉnh về trực tuyến (81,3%; 65/80; nơi"
            " khác 75,0%) và kém hơn về quá hạn (4,0%; 20/500; nơi khác 3,0%).",
            "In 2024, Đà Bắc district was better than elsewhere in online (81.3%; 65/80; elsewhere"
            " 75.0%) and worse in late (4.0%; 20/500; elsewhere 3.0%).",
        )

    def test_one_side_alone_is_told_alone(self):
        assert stand_sentence(stand(contrast())).en == (
            "In 2024, Đà Bắc district was better than elsewhere in online (81.3%; 65/80;"
            " elsewhere 75.0%)."
        )
        assert stand_sentence(stand(None, self.late)).vi == (
            "Trong năm 2024, Đà Bắc kém hơn phần còn lại của tỉnh về quá hạn (4,0%; 20/500; nơi"
            " khác 3,0%)."
        )

    def test_no_difference_is_told_with_how_much_was_compared(self):
        told = stand_sentence(stand())
        assert told.vi.endswith("ở chỉ tiêu nào (số chỉ tiêu so sánh: 5).")
        assert told.en.endswith("in no indicator (indicators compared: 5).")

    def test_a_share_is_never_rounded_to_the_level_elsewhere(self):
        told = stand_sentence(stand(contrast(value=75.04, numerator=1, denominator=2, rest=75.0)))
        assert "(75.04%; 1/2; elsewhere 75.00%)" in told.en

    def test_a_long_half_year_leaves_out_the_level_elsewhere_first(self):
        four = indicator(short=Words("Tỷ lệ hồ sơ trực tuyến", "Share of dossiers online"))
        best, weakest = Contrast(four, 81.25, 65, 80, 75), Contrast(four, 50, 40, 80, 60)
        told = stand_sentence(stand(best, weakest, "2024-H1"))
        assert "elsewhere 75" not in told.en
        assert "(81.3%; 65/80)" in told.en

    def test_long_names_leave_out_the_counts_too(self):
        told = stand_sentence(stand(contrast("long"), self.late))
        assert "(81.3%)" in told.en
        assert "65/80" not in told.vi

    @pytest.mark.parametrize("period", ["2024", "2024-H1", "2024-Q3", "2024-9M"])
    def test_sentences_keep_their_limits_and_their_numbers(self, period):
        told = stand_sentence(stand(contrast(), self.late, period))
        assert len(told.en.split()) <= 30
        assert len(told.vi.split()) <= 45

    @given(st.floats(0, 100), st.floats(0, 100), st.integers(20, 99999))
    def test_both_languages_tell_the_same_numbers(self, value, rest, n):
        told = stand_sentence(stand(contrast(value=value, numerator=n - 1, denominator=n,
                                             rest=rest)))  # fmt: skip
        vi, en = counts(told)
        assert vi == en

    def test_nothing_is_praised_or_explained(self):
        told = stand_sentence(stand(contrast(), self.late))
        assert not re.search(r"\b(nhờ|do|vì|ấn tượng|đáng kể|xuất sắc)\b", told.vi)
        assert not re.search(r"\b(because|due to|impressive|significant|excellent)\b", told.en)


class TestNeed:
    def test_the_nearest_unmet_target_is_told_in_cases_with_its_due_period(self):
        assert need_sentence(need(), met=3, judged=5) == Words(
            "Đạt 3 trong 5 chỉ tiêu giao còn hiệu lực; chỉ tiêu gần đạt nhất là trực tuyến 80%"
            " (hạn năm 2025), cần thêm 178 trong 1.860 trường hợp.",
            "3 of 5 targets in force are met; the nearest unmet one, online 80%, due 2025, takes"
            " 178 more of its 1,860 cases.",
        )

    def test_where_less_is_better_cases_have_to_go(self):
        late = need(indicator=KNOWN.indicators["late_share"], operator="<=", target=2.0, units=27)
        told = need_sentence(late, met=0, judged=1)
        assert "quá hạn không quá 2% (hạn năm 2025), cần bớt 27 trong 1.860" in told.vi
        assert "late at most 2%, due 2025, takes 27 fewer of its 1,860" in told.en

    def test_when_all_are_met_only_that_is_told(self):
        assert (
            need_sentence(None, met=5, judged=5).vi == "Đạt 5 trong 5 chỉ tiêu giao còn hiệu lực."
        )

    def test_without_counts_the_cases_are_unknown(self):
        assert need_sentence(None, met=1, judged=2).en == (
            "1 of 2 targets in force are met; without counts the cases still missing are unknown."
        )

    def test_without_targets_there_is_nothing_to_reach(self):
        assert "No target in force" in need_sentence(None, met=0, judged=0).en

    def test_a_long_name_leaves_out_the_tally(self):
        long = indicator(
            short=Words("Tỷ lệ " + "rất " * 20 + "dài", "Share " + "very " * 9 + "long")
        )
        told = need_sentence(need(indicator=long), met=3, judged=5)
        assert told.en.startswith("The nearest unmet one, share very")
        assert told.vi.startswith("Chỉ tiêu gần đạt nhất là tỷ lệ rất")


class TestNames:
    def test_brackets_at_the_end_of_a_short_name_are_left_out(self):
        paid = indicator(short=Words("Hồ sơ thanh toán (%)", "Dossiers paid (share)"))
        assert short_words(paid) == Words("hồ sơ thanh toán", "dossiers paid")


class TestCoverage:
    def test_what_is_there_and_what_is_missing(self):
        missing = tuple(KNOWN.indicators[name] for name in ("online_share", "late_share"))
        assert coverage_sentences(covered(missing=missing)) == [
            Words(
                "Đà Bắc: số chỉ tiêu có số liệu của năm 2024 là 3, số chỉ tiêu chỉ có số liệu từ"
                " trước là 8.",
                "Đà Bắc district, indicators with a figure of 2024: 3; with older figures only: 8.",
            ),
            Words(
                "Chưa có số liệu của kỳ: trực tuyến và quá hạn.", "Not published: online and late."
            ),
        ]

    def test_only_the_first_missing_names_are_listed(self):
        missing = tuple(KNOWN.indicators.values())[:5]
        told = coverage_sentences(covered(missing=missing))[1]
        assert told.vi.endswith("; số chỉ tiêu khác: 2.")
        assert told.en.endswith("; others: 2.")

    def test_older_figures_are_never_told_as_those_of_the_period(self):
        told = coverage_sentences(covered(current=0, latest=Period.parse("2021")))
        assert told == [
            Words(
                "Đà Bắc không có số liệu nào của năm 2024; số chỉ tiêu có số liệu từ trước là 8,"
                " mới nhất là của năm 2021.",
                "Đà Bắc district has no figure of 2024; indicators with older ones: 8, the latest"
                " for 2021.",
            )
        ]

    def test_silence_is_told(self):
        assert coverage_sentences(covered(current=0, earlier=0, latest=None)) == [
            Words(
                "Đà Bắc chưa có số liệu công bố nào đến hết năm 2024.",
                "Đà Bắc district has no published figure up to the end of 2024.",
            )
        ]


class TestChapter:
    def test_districts_that_differ_are_counted(self):
        assert panel_sentence(5, 10, better=8, worse=9) == Words(
            "5 tỷ lệ được so sánh ở 10 huyện: 8 huyện tốt hơn phần còn lại của tỉnh và 9 huyện kém"
            " hơn ở ít nhất 1 tỷ lệ.",
            "5 shares are compared in 10 districts: 8 are better than the rest of the province and"
            " 9 worse on at least 1 share.",
        )

    def test_too_few_counts_are_told(self):
        assert "ít nhất 3 huyện" in panel_sentence(0, 0, better=0, worse=0).vi

    def test_the_end_of_the_tier_names_the_last_period(self):
        told = ended_sentence(date(2025, 6, 30), Period.parse("2025-H1"))
        assert told == Words(
            "Cấp huyện kết thúc hoạt động ngày 30/6/2025; kỳ báo cáo cuối cùng có hồ sơ huyện là 6"
            " tháng đầu năm 2025.",
            "The district tier ended on 30 June 2025; the last report with district profiles is"
            " that for the first half of 2025.",
        )

    def test_an_end_without_an_earlier_report_is_told_alone(self):
        assert "không còn hồ sơ huyện" in ended_sentence(date(2025, 6, 30), None).vi

    def test_a_data_set_without_districts_says_so(self):
        assert "no district tier" in ended_sentence(None, None).en
