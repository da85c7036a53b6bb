"""The contract of observations, rule by rule."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

import makers
from chiso.catalog import Definition
from chiso.dataset.checks import check_frame
from chiso.dataset.rules import period_or_none
from chiso.periods import Period
from chiso.words import same

KY_SON = makers.area(id="151", kind="district", valid_to=date(2019, 12, 31))
DOSSIERS = makers.indicator(
    id="dossiers",
    bounds=(0.0, None),
    definitions={"as_printed": Definition("as_printed", same("…"))},
)
DEBT = makers.indicator(
    id="debt",
    bounds=(None, 22.0),
    definitions={"as_printed": Definition("as_printed", same("…"))},
)
CATALOGUE = makers.catalogue(
    indicators={"online_share": makers.indicator(), "dossiers": DOSSIERS, "debt": DEBT},
    areas={"17": makers.area(), "151": KY_SON},
)
COUNT = {"indicator": "dossiers", "definition": "as_printed"}


def told(*rows: dict[str, str], catalogue: Any = CATALOGUE) -> list[str]:
    problems = check_frame(makers.typed_frame(*rows), catalogue)
    return [problem.sentence("en") for problem in problems]


def row(**changes: Any) -> dict[str, str]:
    return makers.observation(**changes)


def test_a_good_row_has_no_problem() -> None:
    assert told(row(), row(period="2022", numerator=45, denominator=100)) == []


def test_no_rows_have_no_problem() -> None:
    assert told() == []


@pytest.mark.parametrize(
    ("column", "word", "near"),
    [
        ("tier", "provinces", "province"),
        ("scope", "al", "all"),
        ("period_kind", "flows", "flow"),
        ("status", "finall", "final"),
        ("source", "NEWS2", "NEWS1"),
        ("indicator", "onlin_share", "online_share"),
    ],
)
def test_a_word_outside_its_list_is_one_problem_with_the_nearest(
    column: str, word: str, near: str
) -> None:
    (line,) = told(row(**{column: word}))
    assert line.startswith(f"observations/one.csv:2: {column}: got {word!r}; allowed: ")
    assert line.endswith(f"Did you mean {near!r}?")


def test_an_unknown_qualifier_is_told_with_the_known_ones() -> None:
    (line,) = told(row(qualifier="=>"))
    assert "got '=>'; allowed: <, <=, =, >, >=, ~." in line


def test_an_unknown_area_is_one_problem() -> None:
    (line,) = told(row(area="999"))
    assert line.startswith("observations/one.csv:2: area: got '999'; allowed: 151, 17.")


def test_an_unknown_period_is_one_problem() -> None:
    assert told(row(period="2021-13")) == [
        "observations/one.csv:2: period: got '2021-13'; a code like 2024, 2024-H1, 2021-09-30."
        " Correct the period."
    ]


@pytest.mark.parametrize("value", [104, -0.5])
def test_a_share_stays_from_0_to_100(value: float) -> None:
    assert told(row(value=value)) == [
        f"observations/one.csv:2: value: got {value:g}; a value from 0 to 100."
        " Check the decimal comma or the unit."
    ]


@pytest.mark.parametrize("value", [0, 100])
def test_the_ends_of_a_share_are_allowed(value: int) -> None:
    assert told(row(value=value)) == []


def test_a_count_has_no_upper_end() -> None:
    assert told(row(**COUNT, value=10_000_000)) == []
    assert "got -1; a value of 0 or more" in told(row(**COUNT, value=-1))[0]


def test_a_value_may_have_only_an_upper_end() -> None:
    debt = {"indicator": "debt", "definition": "as_printed"}
    assert told(row(**debt, value=-50)) == []
    assert "got 23; a value up to 22" in told(row(**debt, value=23))[0]


def test_parts_are_told_in_full_when_they_are_swapped() -> None:
    assert told(row(numerator=1310123, denominator=1186012)) == [
        "observations/one.csv:2: numerator: got 1310123/1186012; a numerator up to its"
        " denominator. Check whether the two are swapped."
    ]


def test_negative_parts_are_told() -> None:
    (line,) = told(row(numerator=-1, denominator=100))
    assert "got -1/100; counts of zero or more. Check the minus sign" in line


def test_a_numerator_alone_is_allowed() -> None:
    assert told(row(numerator=5)) == []


def test_a_definition_belongs_to_its_indicator() -> None:
    (line,) = told(row(definition="as_printed"))
    assert "definition: got 'as_printed'; a definition listed for this indicator" in line


def test_an_area_is_not_used_after_its_end() -> None:
    district = {"area": "151", "tier": "district"}
    assert told(row(**district, period="2019")) == []
    (line,) = told(row(**district, period="2021"))
    assert "area: got '151'; an area that exists on the period's last day" in line
    assert "Use the successor's code or correct the period" in line


@pytest.mark.parametrize("column", ["value", "published"])
def test_an_empty_cell_is_missing_and_not_zero(column: str) -> None:
    assert told(row(**{column: ""})) == [
        f"observations/one.csv:2: {column}: a value is required. Missing is not zero: leave the"
        " row out when there is no figure."
    ]


def test_two_empty_cells_of_a_row_are_two_problems() -> None:
    assert len(told(row(value="", published=""))) == 2


def test_the_second_row_for_a_key_is_told_with_the_place_of_the_first() -> None:
    (line,) = told(row(), row(period="2022"), row())
    assert line.startswith(
        "observations/one.csv:4: indicator: got 'online_share 17 province all 2023"
        " online_over_all NEWS1 2024-01-15'; one row for a key"
    )
    assert "Remove this row or observations/one.csv:2, or give the later one" in line


@pytest.mark.parametrize(
    ("column", "other"),
    [
        ("published", "2024-05-07"), ("period", "2022"), ("tier", "district"), ("scope", "state"),
    ],
)  # fmt: skip
def test_rows_that_differ_in_their_key_may_stand_together(column: str, other: str) -> None:
    assert told(row(), row(**{column: other})) == []


def test_each_rule_that_a_row_breaks_is_told_in_the_order_of_the_rows() -> None:
    lines = told(row(period="2022", value=104, tier="x"), row(value=105))
    assert [line.split(": ")[0] for line in lines] == [
        "observations/one.csv:2",
        "observations/one.csv:2",
        "observations/one.csv:3",
    ]


def test_the_frame_given_is_not_changed() -> None:
    frame = makers.typed_frame(row(value=104))
    before = frame.copy()
    check_frame(frame, CATALOGUE)
    pd.testing.assert_frame_equal(frame, before)


def test_a_catalogue_without_indicators_makes_each_row_unknown() -> None:
    lines = told(row(), catalogue=makers.catalogue(indicators={}))
    assert lines == [
        "observations/one.csv:2: indicator: got 'online_share'; the list of allowed words is"
        " empty. List the word before using it."
    ]


def test_a_code_is_a_period_or_nothing() -> None:
    assert period_or_none("2024-H1") == Period.parse("2024-H1")
    assert period_or_none("soon") is None
