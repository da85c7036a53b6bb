"""Problems and errors: where, got what, what is allowed, what to do."""

from __future__ import annotations

import pickle

import pytest

from chiso.errors import (
    DataError,
    EgovError,
    MetricError,
    Problem,
    RunError,
    SetupError,
    UsageError,
    nearest,
    unknown_word,
)
from chiso.words import Words, same

ALLOWED = Words("tỷ lệ từ 0 đến 100", "a share is 0-100")
TODO = Words("Kiểm tra đơn vị", "Check the unit")


def problem(got: str = "104.0", todo: Words = TODO) -> Problem:
    return Problem("one.csv:14: value", got, ALLOWED, todo)


def test_a_problem_says_where_what_was_found_what_is_allowed_and_what_to_do() -> None:
    assert (
        problem().sentence("en")
        == "one.csv:14: value: got 104.0; a share is 0-100. Check the unit."
    )


def test_a_problem_speaks_vietnamese_too() -> None:
    assert problem().sentence("vi") == (
        "one.csv:14: value: nhận được 104.0; tỷ lệ từ 0 đến 100. Kiểm tra đơn vị."
    )


def test_nothing_found_is_not_told() -> None:
    assert problem(got="").sentence("en") == "one.csv:14: value: a share is 0-100. Check the unit."


def test_a_problem_without_advice_ends_after_what_is_allowed() -> None:
    assert problem(todo=same("")).sentence("en").endswith("; a share is 0-100.")


@pytest.mark.parametrize("advice", ["Did you mean 'tier'?", "Stop!", "Wait…", "Done."])
def test_a_sentence_that_has_its_own_ending_gets_no_full_stop(advice: str) -> None:
    assert problem(todo=same(advice)).sentence("en").endswith(f"0-100. {advice}")


def test_without_a_language_the_reader_s_own_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHISO_LANG", "en")
    assert "got 104.0" in problem().sentence()
    monkeypatch.setenv("CHISO_LANG", "vi")
    assert "nhận được 104.0" in problem().sentence()


@pytest.mark.parametrize(
    ("kind", "code"),
    [(RunError, 1), (UsageError, 2), (DataError, 3), (MetricError, 3), (SetupError, 4)],
)
def test_each_error_has_the_exit_code_of_the_design(kind: type[EgovError], code: int) -> None:
    assert kind(problem()).exit_code == code


def test_an_error_tells_each_of_its_problems_on_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHISO_LANG", "en")
    error = DataError([problem("104"), problem("105")])
    assert error.lines("vi")[1].startswith("one.csv:14: value: nhận được 105")
    assert str(error).splitlines() == error.lines("en")


def test_an_error_needs_a_problem() -> None:
    with pytest.raises(ValueError, match="at least one problem"):
        DataError([])


def test_an_error_keeps_all_its_problems_when_it_crosses_a_process_border() -> None:
    error = DataError([problem("104"), problem("105")])
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is DataError
    assert again.problems == error.problems


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, str]]:
    """What a notebook is given to display."""
    bundles: list[dict[str, str]] = []
    monkeypatch.setenv("CHISO_LANG", "en")
    monkeypatch.setattr("IPython.display.display", lambda bundle, raw: bundles.append(bundle))
    return bundles


def test_a_notebook_shows_what_is_wrong_where_and_what_to_do(shown: list[dict[str, str]]) -> None:
    assert UsageError(problem())._render_traceback_() == [
        "What is wrong: got 104.0; a share is 0-100.",
        "Where:         one.csv:14: value",
        "What to do:    Check the unit.",
    ]


def test_the_language_of_the_report_is_kept(shown: list[dict[str, str]]) -> None:
    error = UsageError(problem(todo=same("")))
    error.lang = "vi"
    assert error._render_traceback_() == [
        "Có lỗi:  nhận được 104.0; tỷ lệ từ 0 đến 100.",
        "Ở đâu:   one.csv:14: value",
    ]


def test_the_traceback_is_one_click_away(shown: list[dict[str, str]]) -> None:
    try:
        raise UsageError(problem("'<b>'"))
    except UsageError as error:
        error._render_traceback_()
    (folded,) = shown
    assert folded["text/html"].startswith("<details><summary>Technical details</summary>")
    assert "test_the_traceback_is_one_click_away" in folded["text/html"]
    assert "&lt;b&gt;" in folded["text/html"]
    assert folded["text/plain"] == ""


def test_five_of_many_problems_are_told_and_the_others_counted(shown: list[dict[str, str]]) -> None:
    lines = DataError([problem()] * 7)._render_traceback_()
    assert sum(line.startswith("Where:") for line in lines) == 5
    assert lines[-1] == "… and 2 more."


def test_in_html_signs_are_only_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHISO_LANG", "en")
    assert "got &#x27;&lt;b&gt;&#x27;" in UsageError(problem("'<b>'"))._repr_html_()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("peroid", "period"), ("dat", "data"), ("hoa binh", "Hòa Bình"), ("Đa Bac", "Đà Bắc")],
)
def test_the_nearest_word_forgives_slips_and_missing_marks(typed: str, meant: str) -> None:
    assert nearest(typed, ["period", "lang", "data", "Hòa Bình", "Đà Bắc"]) == meant


def test_no_word_is_near_when_all_are_far() -> None:
    assert nearest("xyzzy", ["period", "lang"]) is None


def test_an_unknown_word_gets_the_allowed_ones_in_order_and_the_nearest() -> None:
    found = unknown_word("one.csv:2: tier", "provinc", ["province", "all"], "tier")
    assert found.rule == "tier"
    assert found.sentence("en") == (
        "one.csv:2: tier: got 'provinc'; allowed: all, province. Did you mean 'province'?"
    )
    assert found.sentence("vi") == (
        "one.csv:2: tier: nhận được 'provinc'; được phép: all, province. Có phải 'province'?"
    )


def test_an_unknown_word_far_from_all_gets_the_list_to_choose_from() -> None:
    told = unknown_word("tier", "xyzzy", ["province", "district"])
    assert told.sentence("en").endswith("allowed: district, province. Choose one of these.")
    assert told.sentence("vi").endswith("Hãy chọn một trong các giá trị trên.")


def test_a_long_list_is_cut_after_twelve_words() -> None:
    words = [f"w{number:02d}" for number in range(13)]
    assert unknown_word("x", "zzz", words).allowed.en == (
        "allowed: w00, w01, w02, w03, w04, w05, w06, w07, w08, w09, w10, w11, …"
    )
    assert not unknown_word("x", "zzz", words[:12]).allowed.en.endswith("…")


def test_an_unknown_word_in_an_empty_list_is_to_be_listed_first() -> None:
    told = unknown_word("source", "NEWS1", [])
    assert told.sentence("en") == (
        "source: got 'NEWS1'; the list of allowed words is empty. List the word before using it."
    )
    assert "danh sách cho phép còn trống" in told.sentence("vi")
