"""Laws of sentences and of the choice of figures, over made-up data."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from chiso.catalog import Tier
from chiso.narrative import (
    Trend,
    gap_decimals,
    result_sentence,
    target_words,
    trend_sentence,
    value_words,
)
from chiso.narrative.overview import attention_sentences, restated_sentences
from chiso.numbers import format_number
from chiso.periods import Period
from chiso.report.facts import shown_decimals
from makers import target
from unit.report.rows import catalogue_of, fact, figure, overview, report

INDICATORS = catalogue_of().indicators
PERIODS = [
    Period.parse(code)
    for code in ("2023", "2024-H1", "2024-9M", "2024-Q3", "2024-07", "2021-09-30", "2016..2020",
                 "2023-05..2023-08")
]  # fmt: skip
QUICK = settings(max_examples=100, derandomize=True, deadline=None)
SLOW = settings(max_examples=12, derandomize=True, deadline=None)


def percents():
    """Shares as counts give them and as people print them."""
    counted = st.integers(1, 20_000).flatmap(
        lambda base: st.integers(0, base).map(lambda part: 100 * part / base)
    )
    return st.one_of(counted, st.integers(0, 1000).map(lambda tenths: tenths / 10))


@st.composite
def told_facts(draw):
    """Figures against targets, with verdict, gap and decimals as a report gives them."""
    value, goal = draw(percents()), draw(st.integers(0, 1000).map(lambda tenths: tenths / 10))
    operator = draw(st.sampled_from([">=", ">", "<=", "<"]))
    qualifier = draw(st.sampled_from(["=", "=", ">", ">=", "<", "<=", "~"]))
    rising, strict = operator[0] == ">", len(operator) == 1
    gap = goal - value if rising else value - goal
    decimals, counts = draw(st.integers(0, 2)), {}
    if qualifier == "=":
        row = SimpleNamespace(
            value=value, exact=value, decimals=decimals, is_counted=False, is_bound=False
        )
        decimals = shown_decimals(INDICATORS["online_share"], row, goal)
        verdict = "met" if gap < 0 or (gap == 0 and not strict) else "not_met"
        counts = {"numerator": draw(st.integers(0, 5000)), "denominator": 5000.0}
    else:
        verdict = draw(st.sampled_from(["met", "not_met", "undetermined"]))
    return fact(
        draw(st.sampled_from(["online_share", "late_share", "digitisation_score"])),
        tier=draw(st.sampled_from(Tier)),
        period=draw(st.sampled_from(PERIODS)),
        due=draw(st.sampled_from([None, *PERIODS])),
        value=value,
        qualifier=qualifier,
        decimals=decimals,
        verdict=draw(st.sampled_from([verdict, "no_target"])),
        target=goal,
        operator=operator,
        gap=gap if qualifier == "=" else None,
        gap_low=draw(st.sampled_from([None, gap, 0.0])),
        gap_high=draw(st.sampled_from([None, gap, 0.0])),
        is_borderline=draw(st.booleans()),
        is_restated=draw(st.booleans()),
        **counts,
    )


@st.composite
def trends(draw):
    """Series of every length, slope and p."""
    points = draw(st.integers(2, 12))
    return Trend(
        indicator=INDICATORS[draw(st.sampled_from(["online_share", "dossiers"]))],
        tier=draw(st.sampled_from(Tier)),
        first=PERIODS[0],
        last=PERIODS[0],
        points=points,
        level="",
        slope=draw(st.floats(-50, 50)),
        p=draw(st.floats(0, 1)) if points >= 5 else None,
        first_value=1.0,
        last_value=2.0,
        decimals=2,
    )


def numbers(text, lang, names):
    """Numbers of a text without the names of its periods."""
    text = text.lower()
    for name in names:
        text = text.replace(name.lower(), "")
    thousands, decimal = (".", ",") if lang == "vi" else (",", ".")
    found = re.findall(rf"\d[\d{re.escape(thousands + decimal)}]*\d|\d", text)
    return sorted(float(item.replace(thousands, "").replace(decimal, ".")) for item in found)


def assert_same_numbers(words, *periods):
    vietnamese, english = (
        numbers(words.say(lang), lang, [period.name(lang) for period in periods if period])
        for lang in ("vi", "en")
    )
    assert vietnamese == english


def assert_clean(words):
    for text in words:
        assert not re.search(r"\bnan\b|\bNone\b|[{}]", text)


@QUICK
@given(told_facts())
def test_both_languages_tell_the_same_numbers_of_a_figure(told):
    assert_same_numbers(result_sentence(told), told.period, told.due)


@QUICK
@given(trends())
def test_both_languages_tell_the_same_numbers_of_a_trend(told):
    assert_same_numbers(trend_sentence(told), told.first)


@QUICK
@given(told_facts(), trends())
def test_no_sentence_has_a_gap_in_it(told, trend):
    sentences = [
        result_sentence(told),
        trend_sentence(trend),
        *restated_sentences([told]),
        *attention_sentences(overview(missed=[told], restated=[told], carried=[told])),
    ]
    for words in sentences:
        assert_clean(words)


def shown(words):
    return float(re.search(r"[\d.]+", words.en.replace(",", "")).group())


@QUICK
@given(told_facts().filter(lambda told: not told.is_bound))
def test_what_is_shown_never_contradicts_the_verdict(told):
    value = shown(value_words(told.indicator, told.value, "=", told.decimals))
    goal = shown(target_words(told.indicator, told.target))
    assert (value > goal, value == goal) == (told.value > told.target, told.value == told.target)


@QUICK
@given(told_facts().filter(lambda told: told.gap))
def test_a_gap_is_never_shown_as_nothing(told):
    decimals = gap_decimals(told.gap, told.target, told.decimals)
    assert float(format_number(abs(told.gap), decimals, "en").replace(",", "")) > 0


@QUICK
@given(trends().filter(lambda trend: trend.points >= 5 and abs(trend.slope) > 1e-6))
def test_a_movement_is_never_told_as_nothing(trend):
    words = trend_sentence(trend).en
    assert "no clear change" in words or shown_slope(words) > 0


def shown_slope(text):
    return float(re.search(r"by ([\d.,]+)", text).group(1).replace(",", ""))


GOALS = (
    target(),
    target(tier=Tier.DISTRICT, value=80.0, due=Period.parse("2022")),
    target(tier=Tier.DISTRICT, value=60.0, operator=">"),
    target(indicator="late_share", definition="as_printed", operator="<=", value=5.0),
)


@st.composite
def figures(draw, years=(2020, 2023)):
    """One published figure of any kind, vintage and source."""
    name = draw(st.sampled_from(["online_share", "online_share", "late_share", "dossiers"]))
    value = draw(st.integers(1, 99))
    counts = draw(st.booleans()) and name != "dossiers"
    year, part = draw(st.integers(*years)), draw(st.sampled_from(["", "-Q4", "-12-31"]))
    definition = draw(st.sampled_from(["online_over_all", "online_over_eligible"]))
    return figure(
        name,
        value=value,
        tier=draw(st.sampled_from(["province", "district"])),
        scope=draw(st.sampled_from(["all", "state"])),
        area=draw(st.sampled_from(["17", "17", "148"])),
        period=f"{year}{part}",
        qualifier=draw(st.sampled_from(["=", "=", "=", ">", "<=", "~"])),
        numerator=2 * value if counts else None,
        denominator=200 if counts else None,
        status=draw(st.sampled_from(["final", "final", "provisional", "estimated"])),
        definition=definition if name == "online_share" else "as_printed",
        source=draw(st.sampled_from(["NEWS1", "NEWS2"])),
        published=draw(st.sampled_from(["2024-01-15", "2024-06-01"])),
    )


KEY = (
    "indicator", "area", "tier", "scope", "period", "definition", "source", "published",
)  # fmt: skip


def data_sets(**changes):
    """Some figures, each key once, each with a line of its own."""
    rows = st.lists(
        figures(**changes), min_size=1, max_size=8,
        unique_by=lambda row: tuple(row[name] for name in KEY),
    )  # fmt: skip
    return rows.map(lambda found: [{**row, "row": line} for line, row in enumerate(found)])


def assert_same(left, right):
    pd.testing.assert_frame_equal(
        left.reset_index(drop=True), right.reset_index(drop=True), check_dtype=False
    )


@SLOW
@given(data_sets(), data_sets(years=(2024, 2026)))
def test_a_later_period_never_changes_an_earlier_report(rows, later):
    before = report(*rows, targets=GOALS)
    after = report(*rows, *later, targets=GOALS)
    assert_same(before.figures, after.figures)
    assert_same(before.leading, after.leading)
    assert before.say_summary().texts == after.say_summary().texts


@SLOW
@given(data_sets().flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))))
def test_the_order_of_rows_changes_nothing(pair):
    straight, shuffled = (report(*rows, targets=GOALS) for rows in pair)
    assert_same(straight.figures.sort_values("row"), shuffled.figures.sort_values("row"))
    assert_same(straight.leading, shuffled.leading)
    assert straight.verdict_counts() == shuffled.verdict_counts()
    assert straight.edition_facts() == shuffled.edition_facts()
