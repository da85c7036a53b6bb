"""A data set opened once: its line, its figures by a few words, tables for people."""

from __future__ import annotations

from typing import get_args, get_type_hints

import pytest
from IPython.core.completer import IPCompleter, provisionalcompleter

import chiso
from chiso.errors import UsageError
from chiso.report import open_dataset
from makers import dataset_folder


@pytest.fixture(scope="module")
def data_set(tmp_path_factory):
    return open_dataset(dataset_folder(tmp_path_factory.mktemp("tiny")), lang="en")


def test_it_tells_itself_in_one_line_and_lists_what_it_has(data_set):
    rows = data_set.values
    assert repr(data_set).splitlines() == [repr(data_set)]
    assert f"{rows['indicator'].nunique()} indicators" in repr(data_set)
    shown = data_set._repr_html_()
    assert all(name in shown for name in data_set.indicators)
    assert all(period.code in shown for period in data_set.periods)


def test_its_report_is_the_one_that_is_opened_by_hand(data_set):
    report = data_set.report("6 tháng đầu năm 2024")
    assert (report.period.code, report.lang) == ("2024-H1", "en")


def test_figures_are_filtered_by_ids_and_descriptions(data_set):
    name = data_set.values["indicator"].iloc[0]
    rows = data_set.figures(name)
    assert set(rows["indicator"]) == {name}
    assert rows.equals(data_set.figures(data_set.indicators[name]))
    assert rows["time"].is_monotonic_increasing


@pytest.mark.parametrize("where", ["indicator", "area", "tier"])
def test_an_unknown_word_is_named_with_its_place(data_set, where):
    with pytest.raises(UsageError) as caught:
        data_set.figures(**{where: "nothing_like_it"})
    assert caught.value.problems[0].where == where


def test_a_wrong_period_offers_the_nearest_that_has_a_report(data_set):
    code = data_set.periods[-1].code
    with pytest.raises(UsageError) as caught:
        data_set.report(f"{code}x")
    assert repr(code) in caught.value.problems[0].todo.en


def test_a_table_has_headings_for_people_and_numbers_that_are_numbers(data_set):
    name = data_set.values["indicator"].iloc[0]
    table = data_set.table(data_set.figures(name))
    frame = table.to_frame()
    unit = data_set.indicators[name].unit.en
    assert f"Result ({unit})" in frame.columns
    assert frame[f"Result ({unit})"].tolist() == data_set.figures(name)["value"].tolist()
    assert frame.attrs["caption"] == data_set.indicators[name].name.en


def test_two_periods_side_by_side_have_a_change_only_between_exact_figures(data_set):
    rows = data_set.figures()
    name = rows.loc[rows["qualifier"] == "=", "indicator"].iloc[0]
    rows = data_set.figures(name)
    first, last = rows["period"].iloc[0], rows["period"].iloc[-1]
    frame = data_set.compare(rows, first, last).frame
    for row in frame.to_dict("records"):
        exact = row["first_qualifier"] == row["last_qualifier"] == "="
        known = exact and row["first"] == row["first"] and row["last"] == row["last"]
        assert (row["change"] == row["change"]) == known
        assert not known or row["change"] == row["last"] - row["first"]


def test_nothing_to_show_is_an_error_that_says_so(data_set):
    none = data_set.figures().iloc[:0]
    with pytest.raises(UsageError, match="figure"):
        data_set.table(none)
    with pytest.raises(UsageError):
        data_set.compare(none, "2022", "2023")


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ('data_set.indicators["online', "online_share"),
        ("chiso.Tier.DIS", "DISTRICT"),
        ("chiso.show_comparison(report, ord", "order="),
        ("chiso.open_", "open_dataset"),
    ],
)
def test_tab_offers_ids_tiers_arguments_and_calls(data_set, typed, offered):
    names = {"data_set": data_set, "chiso": chiso, "report": None}
    completer = IPCompleter(namespace=names, use_jedi=False)
    with provisionalcompleter():
        found = [match.text for match in completer.completions(typed, len(typed))]
    assert any(text.endswith(offered) for text in found)


@pytest.mark.parametrize(
    ("call", "argument", "words"),
    [
        ("open_report", "lang", ("vi", "en")),
        ("open_dataset", "lang", ("vi", "en")),
        ("show_comparison", "order", ("code", "value")),
        ("show_profile", "order", ("code", "value")),
    ],
)
def test_an_editor_knows_the_words_that_an_argument_takes(call, argument, words):
    assert get_args(get_type_hints(getattr(chiso, call))[argument]) == words
