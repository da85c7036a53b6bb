"""Laws of periods, numbers, texts and files that hold whatever is typed."""

from __future__ import annotations

import tempfile
import unicodedata
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

import makers
from chiso.catalog import entries, indicator_entries
from chiso.catalog.record import Record
from chiso.catalog.settings import settings_of
from chiso.dataset.files import read_rows
from chiso.dataset.yaml_files import read_yaml
from chiso.errors import DataError, Problem, nearest
from chiso.numbers import format_number, parse_number, round_half_up, separating_decimals
from chiso.periods import Calendar, Grain, Period
from chiso.text import collation_key, fold, is_vietnamese_legacy, to_nfc
from chiso.words import LANGS, Lang, Words, same

YEARS = st.integers(1900, 2099)
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))
LETTERS = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
)
NAMES = st.text(LETTERS + LETTERS.upper() + " 0123456789-.", max_size=12)


@st.composite
def ordinary_codes(draw: st.DrawFn) -> str:
    """The code of a year, half, nine months, quarter, month or day."""
    year = draw(YEARS)
    return draw(
        st.one_of(
            st.just(f"{year}"),
            st.just(f"{year}-9M"),
            st.integers(1, 2).map(lambda half: f"{year}-H{half}"),
            st.integers(1, 4).map(lambda quarter: f"{year}-Q{quarter}"),
            st.integers(1, 12).map(lambda month: f"{year}-{month:02d}"),
            DAYS.map(date.isoformat),
        )
    )


@st.composite
def span_codes(draw: st.DrawFn) -> str:
    """The code of a span between two days, months or years."""
    first, last = sorted(draw(st.tuples(DAYS, DAYS)))
    return Period.parse(f"{first}..{last}").code


PERIODS = st.one_of(ordinary_codes(), span_codes()).map(Period.parse)


# --- periods


@given(code=st.one_of(ordinary_codes(), span_codes()))
def test_a_code_names_itself(code: str) -> None:
    assert Period.parse(code).code == code


@given(code=ordinary_codes(), lang=st.sampled_from(LANGS))
def test_the_name_of_a_period_reads_back_as_the_period(code: str, lang: Lang) -> None:
    period = Period.parse(code)
    assert Period.parse(period.name(lang)) == period


@given(first=YEARS, last=YEARS)
def test_the_vietnamese_name_of_a_span_of_years_reads_back(first: int, last: int) -> None:
    assume(first <= last)
    span = Period.parse(f"{first}..{last}")
    assert Period.parse(span.name("vi")) == span


@given(period=PERIODS, calendar=st.sampled_from(Calendar))
def test_a_period_ends_on_or_after_the_day_it_begins(period: Period, calendar: Calendar) -> None:
    assert period.first_day(calendar) <= period.last_day(calendar)


@given(year=st.integers(1901, 2098), calendar=st.sampled_from(Calendar))
def test_quarters_follow_one_another_without_a_gap(year: int, calendar: Calendar) -> None:
    quarters = [Period.parse(f"{year}-Q{number}") for number in (1, 2, 3, 4)]
    quarters.append(Period.parse(f"{year + 1}-Q1"))
    for one, following in pairwise(quarters):
        assert one.last_day(calendar) + timedelta(days=1) == following.first_day(calendar)


@given(year=st.integers(1901, 2099), calendar=st.sampled_from(Calendar))
def test_parts_of_a_year_begin_and_end_with_it(year: int, calendar: Calendar) -> None:
    whole = Period.parse(f"{year}")
    for first, last in (("H1", "H2"), ("Q1", "Q4"), ("01", "12")):
        begun, ended = Period.parse(f"{year}-{first}"), Period.parse(f"{year}-{last}")
        assert begun.first_day(calendar) == whole.first_day(calendar)
        assert ended.last_day(calendar) == whole.last_day(calendar)


@given(periods=st.lists(PERIODS, max_size=8))
def test_periods_sort_by_time_and_in_one_way(periods: list[Period]) -> None:
    in_order = sorted(periods)
    assert [item.end for item in in_order] == sorted(item.end for item in periods)
    assert sorted(reversed(periods)) == in_order  # noqa: C414


@given(one=PERIODS, other=PERIODS)
def test_of_two_periods_exactly_one_order_holds(one: Period, other: Period) -> None:
    assert (one < other) + (other < one) + (one == other) == 1


@given(code=ordinary_codes())
def test_a_year_earlier_is_of_the_same_grain_one_year_less(code: str) -> None:
    period = Period.parse(code)
    assume(period.start.year > 1900)
    earlier = period.year_earlier()
    assert earlier.grain is period.grain
    assert earlier.end.year == period.end.year - 1
    if period.grain is not Grain.DAY:
        assert Period.parse(earlier.code) == earlier


# --- numbers


@given(units=st.integers(0, 10**12), decimals=st.integers(0, 4), lang=st.sampled_from(LANGS))
def test_a_written_number_reads_back_as_itself(units: int, decimals: int, lang: Lang) -> None:
    value = units / 10**decimals
    decimal, thousands = (",", ".") if lang == "vi" else (".", ",")
    text = format_number(value, decimals, lang)
    assert parse_number(text, decimal=decimal, thousands=thousands) == (value, decimals)


@given(value=st.floats(-1e9, 1e9), decimals=st.integers(0, 4))
def test_rounding_moves_a_number_by_half_a_unit_at_most(value: float, decimals: int) -> None:
    assert abs(float(round_half_up(value, decimals)) - value) <= 0.5 * 10**-decimals + 1e-6


@given(value=st.floats(-1e9, 1e9), more=st.floats(0, 1e3), decimals=st.integers(0, 4))
def test_rounding_keeps_the_order_of_numbers(value: float, more: float, decimals: int) -> None:
    assert round_half_up(value, decimals) <= round_half_up(value + more, decimals)


TENTHS_OF_MILLIONTHS = st.integers(0, 100 * 10**6).map(lambda units: units / 10**6)


@given(
    value=TENTHS_OF_MILLIONTHS,
    against=st.lists(TENTHS_OF_MILLIONTHS, max_size=4),
    decimals=st.integers(0, 2),
)
@example(value=0.449, against=[0.451, 0.42], decimals=1)
@example(value=69.96, against=[70.0], decimals=1)
def test_written_figures_never_contradict_a_comparison(
    value: float, against: list[float], decimals: int
) -> None:
    shown = separating_decimals(value, decimals, against=tuple(against))
    assert decimals <= shown <= decimals + 6
    for other in against:
        written, target = round_half_up(value, shown), round_half_up(other, shown)
        assert (written < target) == (value < other)
        assert (written > target) == (value > other)


# --- texts


@given(text=st.text(max_size=20))
def test_composing_and_folding_twice_is_composing_and_folding_once(text: str) -> None:
    assert to_nfc(to_nfc(text)) == to_nfc(text)
    assert fold(fold(text)) == fold(text)


@given(name=NAMES)
def test_the_form_of_a_name_does_not_change_its_key(name: str) -> None:
    assert fold(unicodedata.normalize("NFD", name)) == fold(unicodedata.normalize("NFC", name))
    assert fold(name.upper()) == fold(name)


ONSETS = "- b c ch d đ g gh gi h k kh l m n ng nh ph q r s t tr v x"
VOWELS = "a ă â e ê i o ô ơ u ư y ia iê yê oa oă oe ua uâ uê uô uơ uy uyê ưa ươ"
CODAS = "- c ch i m n ng nh o p t u y"


@st.composite
def syllables(draw: st.DrawFn) -> str:
    """A Vietnamese syllable: onset, vowels with a tone on the last one, coda."""
    onset, vowels, coda = (
        draw(st.sampled_from(parts.split())) for parts in (ONSETS, VOWELS, CODAS)
    )
    tone = draw(st.sampled_from(["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]))
    return unicodedata.normalize("NFC", f"{onset}{vowels}{tone}{coda}".replace("-", ""))


@given(words=st.lists(syllables(), min_size=1, max_size=4))
@example(words=["báo", "cáo", "quý"])
def test_no_vietnamese_text_is_taken_for_legacy_text(words: list[str]) -> None:
    text = " ".join(words)
    assert not is_vietnamese_legacy(text)
    assert not is_vietnamese_legacy(text.upper())
    assert not is_vietnamese_legacy(text.title())


@given(names=st.lists(st.text(max_size=6), max_size=6))
def test_names_have_one_alphabetical_order(names: list[str]) -> None:
    in_order = sorted(names, key=collation_key)
    assert sorted(reversed(names), key=collation_key) == in_order  # noqa: C414
    assert len({collation_key(name) for name in names}) == len(set(names))


@given(one=NAMES, other=NAMES)
@pytest.mark.parametrize(("first", "second"), [("d", "đ"), ("D", "Đ"), ("a", "ă"), ("o", "ơ")])
def test_a_letter_of_its_own_comes_after_its_plain_one(
    one: str, other: str, first: str, second: str
) -> None:
    assert collation_key(first + one) < collation_key(second + other)


@given(typed=st.text(max_size=10), known=st.lists(st.text(max_size=10), max_size=5))
def test_the_nearest_word_is_one_of_the_known_or_none(typed: str, known: list[str]) -> None:
    assert nearest(typed, known) in {*known, None}


@given(one=st.text(max_size=10), other=st.text(max_size=10))
def test_filling_puts_each_value_in_its_place_and_nowhere_else(one: str, other: str) -> None:
    assert same("<{a}|{b}|{c}>").fill(a=one, b=other).vi == f"<{one}|{other}|{{c}}>"


@given(vi=st.text(max_size=10), en=st.text(max_size=10))
def test_a_filled_pair_never_mixes_its_languages(vi: str, en: str) -> None:
    assert same("{a}").fill(a=Words(vi, en)) == Words(vi, en)


# --- files: whatever they hold, the answer is rows or problems


@given(content=st.one_of(st.binary(max_size=80), st.text('area,vlu"\n17.;¸\0é', max_size=80)))
@example(content=b"area,value\n17,1")
@example(content='area,value\n"17,1\n')
def test_any_bytes_are_rows_or_problems(content: bytes | str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "one.csv")
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        try:
            rows, problems = read_rows(path, "one.csv", ("area", "value"))
        except DataError as error:
            problems, rows = list(error.problems), []
        assert all(set(row.fields) == {"area", "value"} for row in rows)
        assert all(problem.where.startswith("one.csv") for problem in problems)


@given(content=st.text("ab:[]{}-#&*!|>%@`'\"\n \t,?1", max_size=40))
def test_any_text_is_yaml_or_one_problem(content: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "acts.yml")
        path.write_text(content, encoding="utf-8")
        try:
            read_yaml(path, "acts.yml")
        except DataError as error:
            assert [problem.rule for problem in error.problems] == ["yaml"]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.floats() | st.text("ab1-", max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("vien1", max_size=2), inner)
    ),
    max_leaves=4,
)
_FIELDS = (
    "id", "domain", "name", "decimals", "kind", "bounds", "full_count", "definitions", "maximum",
    "levels", "indicator", "area", "due", "operator", "value", "act", "definition", "date",
    "predecessor", "successor", "weight", "match", "parts", "across_areas", "status", "calendar",
    "report_periods", "headline", "province", "synthetic", "tile_row", "tile_column", "valid_from",
)  # fmt: skip


@given(fields=st.dictionaries(st.sampled_from(_FIELDS), VALUES, max_size=8))
def test_any_entry_becomes_an_object_and_its_problems(fields: dict[str, Any]) -> None:
    problems: list[Problem] = []
    record = Record("here", fields, problems)
    indicators = {"online_share": makers.indicator()}
    areas = {"17": makers.area()}
    indicator_entries.domain(record)
    indicator_entries.indicator(record, {})
    entries.area(record)
    entries.area_change(record, areas)
    entries.source(record, "NEWS1")
    entries.act(record, "decision_1")
    entries.target(record, indicators, areas, {}, {})
    entries.total(record, indicators)
    entries.correction(record)
    settings_of(record, indicators, areas)
    assert problems != []
    assert all(problem.where.startswith("here: ") for problem in problems)
