"""Doubts about published rows: applied in the open, only while the row reads as expected."""

from __future__ import annotations

from typing import Any

import pandas as pd

import makers
from chiso.catalog import Correction
from chiso.dataset.corrections import apply_corrections
from chiso.words import Words

RAW = makers.raw_frame(
    makers.observation(value="6203"), makers.observation(value="90.0", period="2022")
)


def correction(**changes: Any) -> Correction:
    fields: dict[str, Any] = {
        "id": "sum",
        "file": "observations/one.csv",
        "match": {"indicator": "online_share", "period": "2023"},
        "change": {"value": "6200"},
        "expect": {"value": "6203"},
        "reason": Words("Chưa rõ.", "Not certain."),
        "is_applied": True,
    }
    return Correction(**fields | changes)


def test_an_applied_correction_sets_the_cell_and_leaves_its_name() -> None:
    frame, problems = apply_corrections(RAW, (correction(),))
    assert list(frame["value"]) == ["6200", "90.0"]
    assert list(frame["correction"]) == ["sum", ""]
    assert problems == []


def test_the_rows_given_are_not_changed() -> None:
    before = RAW.copy()
    apply_corrections(RAW, (correction(),))
    pd.testing.assert_frame_equal(RAW, before)


def test_a_proposed_correction_changes_nothing_while_it_fits() -> None:
    frame, problems = apply_corrections(RAW, (correction(is_applied=False),))
    assert list(frame["value"]) == ["6203", "90.0"]
    assert list(frame["correction"]) == ["", ""]
    assert problems == []


def test_numbers_fit_by_value() -> None:
    fits = correction(match={"period": "2022"}, expect={"value": "90"}, change={"value": "91"})
    assert list(apply_corrections(RAW, (fits,))[0]["value"]) == ["6203", "91"]


def test_a_row_that_reads_otherwise_makes_the_correction_stale() -> None:
    frame, problems = apply_corrections(RAW, (correction(expect={"value": "6200"}),))
    assert list(frame["value"]) == ["6203", "90.0"]
    assert [problem.sentence("en") for problem in problems] == [
        "corrections.yml: sum: a row of observations/one.csv that matches"
        " indicator = online_share, period = 2023 and has value = 6200."
        " The source has been mended: remove or update this correction."
    ]
    assert "Nguồn đã được sửa" in problems[0].sentence("vi")


def test_a_proposed_correction_goes_stale_too() -> None:
    stale = correction(is_applied=False, expect={"value": "1"})
    assert [problem.rule for problem in apply_corrections(RAW, (stale,))[1]] == ["stale_correction"]


def test_a_correction_touches_only_its_own_file() -> None:
    frame, problems = apply_corrections(RAW, (correction(file="observations/two.csv"),))
    assert list(frame["value"]) == ["6203", "90.0"]
    assert [problem.rule for problem in problems] == ["stale_correction"]


def test_a_column_that_does_not_exist_is_told_with_the_nearest() -> None:
    wrong = correction(match={"indicatr": "x"}, change={"valeu": "1"})
    _, problems = apply_corrections(RAW, (wrong,))
    assert [problem.where for problem in problems] == [
        "corrections.yml: sum: match",
        "corrections.yml: sum: set",
    ]
    assert problems[0].sentence("en").endswith("Did you mean 'indicator'?")
    assert problems[1].sentence("en").endswith("Did you mean 'value'?")
