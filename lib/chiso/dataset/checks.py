"""The contract of observations, checked by pandera, told as sentences."""

from __future__ import annotations

import math
from collections.abc import Callable, Container

import numpy as np
import pandas as pd
import pandera.pandas as pandera
from pandera.errors import SchemaErrors

from chiso.catalog import Catalogue, PeriodKind, Scope, Tier
from chiso.dataset.rules import KEY, QUALIFIERS, RULES, STATUSES, period_or_none, span
from chiso.errors import Problem, unknown_word

_SLICE = 65_536  # rows validated at once: what pandera says of wrong rows is far larger than they


def check_frame(
    frame: pd.DataFrame, catalogue: Catalogue, most: int | None = None
) -> list[Problem]:
    """Every break of the contract, as one problem each.

    Parameters
    ----------
    frame
        Typed observations with ``file`` and ``row``; texts may be categories.
    catalogue
        Indicators, areas and sources that the rows may name.
    most
        Stop looking after so many; None finds all.

    Returns
    -------
    list of Problem
        In the order of the rows; empty when all is well.
    """
    wide = _with_catalogue_facts(frame, catalogue)
    schema, found = _schema(catalogue), list[Problem]()
    for start in range(0, max(len(wide), 1), _SLICE):
        try:
            schema.validate(wide.iloc[start : start + _SLICE], lazy=True)
        except SchemaErrors as error:
            found += _problems(wide, error.failure_cases, catalogue)
        if most is not None and len(found) >= most:
            return found[:most]
    return found


def _with_catalogue_facts(frame: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """Columns that let row rules be column operations: bounds, definition, validity, repetition."""
    indicators = catalogue.indicators
    floors = {name: _number(indicator.bounds[0]) for name, indicator in indicators.items()}
    ceilings = {name: _number(indicator.bounds[1]) for name, indicator in indicators.items()}

    known = {name: indicator.definitions for name, indicator in indicators.items()}

    def is_defined(indicator: str, definition: str) -> bool:
        # An unknown indicator has no definitions; one message about it is enough.
        return indicator not in known or definition in known[indicator]

    def is_area_valid(area: str, code: str) -> bool:
        return _is_area_valid(area, code, catalogue)

    return frame.assign(
        floor=frame["indicator"].map(floors).astype(float),
        ceiling=frame["indicator"].map(ceilings).astype(float),
        is_defined=_each_pair(frame, ["indicator", "definition"], is_defined),
        is_area_valid=_each_pair(frame, ["area", "period"], is_area_valid),
        is_repeated=frame.duplicated(list(KEY), keep="first"),
    )


def _number(bound: float | None) -> float:
    return math.nan if bound is None else float(bound)


def _each_pair(
    frame: pd.DataFrame, columns: list[str], is_good: Callable[[str, str], bool]
) -> pd.Series:
    """A check of each different pair of words of two columns."""
    number = frame.groupby(columns, sort=False, observed=True, dropna=False).ngroup()
    first = ~number.duplicated()
    good = np.zeros(int(first.sum()), dtype=bool)
    good[number[first]] = [is_good(*pair) for pair in frame.loc[first, columns].to_numpy()]
    return pd.Series(good[number], index=frame.index)


def _is_area_valid(area: str, code: str, catalogue: Catalogue) -> bool:
    known, period = catalogue.areas.get(area), period_or_none(code)
    return known is None or period is None or known.is_valid(period.end)


def _is_period(code: str) -> bool:
    return period_or_none(code) is not None


def _each(rule: str, is_good: Callable[[str], bool]) -> pandera.Check:
    """A check of each different word of a column."""

    def good(cells: pd.Series) -> pd.Series:
        return cells.isin([word for word in cells.unique() if is_good(word)])

    return pandera.Check(good, name=rule)


def _schema(catalogue: Catalogue) -> pandera.DataFrameSchema:
    """The contract; the name of each check is the name of its rule."""

    def one_of(rule: str, known: Container[str]) -> pandera.Column:
        return pandera.Column(checks=_each(rule, lambda word: word in known))

    def columns(rule: str, test: Callable[[pd.DataFrame], pd.Series]) -> pandera.Check:
        return pandera.Check(test, name=rule, ignore_na=False)

    return pandera.DataFrameSchema(
        {
            "indicator": one_of("indicator", catalogue.indicators),
            "area": one_of("area", catalogue.areas),
            "tier": one_of("tier", [*map(str, Tier)]),
            "scope": one_of("scope", [*map(str, Scope)]),
            "period": pandera.Column(checks=_each("period", _is_period)),
            "period_kind": one_of("period_kind", [*map(str, PeriodKind)]),
            "qualifier": one_of("qualifier", QUALIFIERS),
            "status": one_of("status", STATUSES),
            "source": one_of("source", catalogue.sources),
            "published": pandera.Column(nullable=False),
            "value": pandera.Column(nullable=False),
        },
        checks=[
            columns("definition", lambda rows: rows["is_defined"]),
            columns("range", _in_range),
            columns("parts", lambda rows: ~(rows["numerator"] > rows["denominator"])),
            columns("negative", lambda rows: ~(rows[["numerator", "denominator"]] < 0).any(axis=1)),
            columns("area_validity", lambda rows: rows["is_area_valid"]),
            columns("duplicate", lambda rows: ~rows["is_repeated"]),
        ],
    )


def _in_range(rows: pd.DataFrame) -> pd.Series:
    return ~((rows["value"] < rows["floor"]) | (rows["value"] > rows["ceiling"]))


def _problems(wide: pd.DataFrame, cases: pd.DataFrame, catalogue: Catalogue) -> list[Problem]:
    """One problem a row and rule, in the order of the rows."""
    rules = cases["check"].replace("not_nullable", "missing")
    own_columns = rules.map({name: rule.column for name, rule in RULES.items()})
    named = cases.assign(rule=rules, column=own_columns.where(own_columns != "", cases["column"]))
    once = named.drop_duplicates(["index", "rule", "column"]).sort_values("index", kind="stable")
    places = wide["file"] + ":" + wide["row"].astype("str")
    key = [wide[name] for name in KEY]
    twins = places.groupby(key, dropna=False, observed=True).transform("first")
    told = wide.assign(twin=twins)
    return [
        _problem(told.loc[index], rule, column, catalogue)
        for index, rule, column in once[["index", "rule", "column"]].itertuples(index=False)
    ]


def _problem(row: pd.Series, name: str, column: str, catalogue: Catalogue) -> Problem:
    rule = RULES[name]
    where = f"{row['file']}:{row['row']}: {column}"
    if rule.known:
        return unknown_word(where, str(row[column]), rule.known(catalogue), name)
    allowed = rule.allowed.fill(span=span(row["floor"], row["ceiling"]))
    return Problem(where, rule.got(row, column), allowed, rule.todo.fill(twin=row["twin"]), name)
