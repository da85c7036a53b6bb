"""A report knows nothing later than its last day: no figure, no target."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd
from hypothesis import example, given
from hypothesis import strategies as st

import makers
from chiso.catalog import Catalogue, Target
from chiso.dataset import load_observations, read_catalogue
from chiso.dataset.observations import cut_after
from chiso.periods import Period
from chiso.report.goals import KEY, targets_on

DATA = Path(__file__).parents[2] / "data" / "hoa_binh"
DAYS = st.dates(date(2015, 1, 1), date(2031, 12, 31))
CODES = st.builds(
    "{}{}".format,
    st.integers(2016, 2030),
    st.sampled_from(["", "-H1", "-H2", "-9M", "-Q1", "-Q2", "-Q3", "-Q4", "-02", "-06-14"]),
)


@cache
def published() -> tuple[Catalogue, pd.DataFrame]:
    """The real catalogue and its observations, read once."""
    catalogue = read_catalogue(DATA)
    return catalogue, load_observations(DATA, catalogue)


def closing_day(code: str) -> date:
    return Period.parse(code).last_day(published()[0].settings.calendar)


# --- figures


@given(code=CODES)
@example(code="2024-H1")
@example(code="2023")
def test_no_published_figure_of_a_report_ends_after_it(code: str) -> None:
    _, observations = published()
    day = pd.Timestamp(closing_day(code))
    kept = cut_after(observations, day.date())
    assert (kept["last_day"] <= day).all()
    assert (observations.drop(kept.index)["last_day"] > day).all()


@given(ends=st.lists(DAYS, max_size=8), day=DAYS)
def test_the_cut_keeps_each_figure_up_to_its_day_and_drops_each_later_one(
    ends: list[date], day: date
) -> None:
    observations = pd.DataFrame({"last_day": pd.to_datetime(ends), "value": range(len(ends))})
    kept = cut_after(observations, day)
    assert list(kept["value"]) == [place for place, end in enumerate(ends) if end <= day]


@given(ends=st.lists(DAYS, max_size=8), days=st.tuples(DAYS, DAYS))
def test_a_later_report_knows_everything_that_an_earlier_one_knew(
    ends: list[date], days: tuple[date, date]
) -> None:
    observations = pd.DataFrame({"last_day": pd.to_datetime(ends)})
    earlier, later = sorted(days)
    assert set(cut_after(observations, earlier).index) <= set(cut_after(observations, later).index)


# --- targets


@given(code=CODES)
@example(code="2024-H1")
@example(code="2021")
def test_no_published_target_of_a_report_was_adopted_after_it(code: str) -> None:
    catalogue, _ = published()
    day = closing_day(code)
    found = targets_on(catalogue, day)
    assert (found["adopted"] <= pd.Timestamp(day)).all()
    assert len(found) == sum(target.act.adopted <= day for target in catalogue.targets)


@given(code=CODES)
def test_in_force_means_still_due_on_the_last_day(code: str) -> None:
    catalogue, _ = published()
    day = closing_day(code)
    found = targets_on(catalogue, day)
    assert list(found["is_in_force"]) == [due >= pd.Timestamp(day) for due in found["due_date"]]


@given(code=CODES)
def test_one_target_leads_for_each_thing_that_has_targets(code: str) -> None:
    found = targets_on(published()[0], closing_day(code))
    leading = found[found["is_leading"]]
    assert not leading.duplicated([*KEY, "kind"]).any()
    assert len(leading) == len(found[[*KEY, "kind"]].drop_duplicates())


@st.composite
def made_up_targets(draw: st.DrawFn) -> Target:
    """A target of some act for one of two indicators."""
    act = makers.act(id=draw(st.sampled_from("abc")), adopted=draw(DAYS))
    return makers.target(
        indicator=draw(st.sampled_from(["online_share", "paid_share"])),
        due=Period.parse(str(draw(st.integers(2020, 2030)))),
        value=float(draw(st.integers(10, 100))),
        act=act,
    )


@given(targets=st.lists(made_up_targets(), max_size=6), day=DAYS)
def test_of_made_up_targets_those_adopted_by_the_day_are_known(
    targets: list[Target], day: date
) -> None:
    found = targets_on(makers.catalogue(targets=tuple(targets)), day)
    assert list(found["target"]) == [
        target.value for target in targets if target.act.adopted <= day
    ]


@given(targets=st.lists(made_up_targets(), min_size=1, max_size=6), day=DAYS)
def test_a_target_past_due_never_leads_while_one_is_still_ahead(
    targets: list[Target], day: date
) -> None:
    found = targets_on(makers.catalogue(targets=tuple(targets)), day)
    ahead = found.groupby("indicator")["is_in_force"].transform("any")
    assert not (found["is_leading"] & ~found["is_in_force"] & ahead).any()


@given(targets=st.lists(made_up_targets(), min_size=1, max_size=6), day=DAYS)
def test_no_target_in_force_is_due_sooner_or_stricter_than_the_leading_one(
    targets: list[Target], day: date
) -> None:
    found = targets_on(makers.catalogue(targets=tuple(targets)), day)
    in_force = found[found["is_in_force"]]
    for _, group in in_force.groupby("indicator"):
        leader = group[group["is_leading"]].iloc[0]
        soonest = group[group["due_date"] == group["due_date"].min()]
        assert leader["due_date"] == soonest["due_date"].iloc[0]
        assert leader["target"] == soonest["target"].max()
