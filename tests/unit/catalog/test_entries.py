"""From records to the catalogue's objects."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import makers
from chiso.catalog import (
    Direction,
    Kind,
    PeriodKind,
    Target,
    TargetKind,
    Tier,
    entries,
    indicator_entries,
)
from chiso.catalog.record import Record
from chiso.catalog.settings import settings_of
from chiso.errors import Problem
from chiso.periods import Calendar, Period
from chiso.words import Words
from makers.folders import entry

AREAS = {"17": makers.area(), "148": makers.area(id="148"), "151": makers.area(id="151")}
INDICATORS = {"online_share": makers.indicator()}
ACTS = {"decision_1": makers.act()}
SOURCES = {"NEWS1": makers.source()}


def record(fields: dict[str, Any], problems: list[Problem] | None = None) -> Record:
    return Record("here", fields, [] if problems is None else problems)


def target(**changes: Any) -> tuple[Target, list[str]]:
    problems: list[Problem] = []
    made = entries.target(
        record(entry("targets", **changes), problems), INDICATORS, AREAS, ACTS, SOURCES
    )
    return made, [problem.sentence("en") for problem in problems]


def test_an_indicator_has_all_its_parts() -> None:
    made = indicator_entries.indicator(record(entry("indicators")), {"one_stop": None})  # type: ignore[dict-item]
    assert (made.kind, made.direction) == (Kind.SHARE, Direction.HIGHER)
    assert made.period_kind is PeriodKind.FLOW
    assert (made.bounds, made.decimals, made.maximum, made.levels) == ((0.0, 100.0), 1, None, None)
    assert list(made.definitions) == ["online_over_all", "online_over_eligible"]
    assert made.definitions["online_over_all"].text.en == "Online over all."


def test_a_definition_may_say_what_changed() -> None:
    first, *others = entry("indicators")["definitions"]
    told = {**first, "change": {"vi": "mẫu số đổi", "en": "the base changed"}}
    made = indicator_entries.indicator(record(entry("indicators", definitions=[told, *others])), {})
    assert [item.change for item in made.definitions.values()] == [
        Words("mẫu số đổi", "the base changed"), None,
    ]  # fmt: skip


def test_an_indicator_may_have_a_full_score_and_named_levels() -> None:
    levels = {1: {"vi": "Kế hoạch", "en": "Planned"}}
    fields = entry("indicators", maximum=22, levels=levels, full_count=False)
    made = indicator_entries.indicator(record(fields), {"one_stop": None})  # type: ignore[dict-item]
    assert made.maximum == 22.0
    assert made.levels == {1: Words("Kế hoạch", "Planned")}
    assert made.is_full_count is False


def test_an_area_has_its_names_validity_place_and_order() -> None:
    made = entries.area(record(entry("areas", 1)))
    assert (made.id, made.parent, made.kind, made.short) == ("148", "17", "city", "TP Hòa Bình")
    assert made.valid_to == date(2025, 6, 30)
    assert made.aliases == ("TP Hòa Bình", "Hoa Binh City")
    assert (made.tile, made.order) == ((1, 2), 1)


def test_an_area_without_a_short_name_uses_its_name() -> None:
    made = entries.area(record(entry("areas", 2)))
    assert (made.short, made.aliases, made.tile) == ("Huyện Kỳ Sơn", (), None)
    assert made.successor == "148"


def test_a_boundary_change_moves_all_of_an_area_unless_it_says_less() -> None:
    made = entries.area_change(record(entry("area_changes", weight="")), AREAS)
    assert (made.predecessor, made.successor, made.weight) == ("151", "148", 1.0)


def test_an_area_may_end_without_a_successor() -> None:
    problems: list[Problem] = []
    fields = entry("area_changes", successor="")
    assert entries.area_change(record(fields, problems), AREAS).successor == ""
    assert problems == []


def test_a_boundary_change_names_known_areas() -> None:
    problems: list[Problem] = []
    fields = entry("area_changes", predecessor="251", successor="248")
    entries.area_change(record(fields, problems), AREAS)
    assert [problem.got for problem in problems] == ["'251'", "'248'"]


def test_a_source_writes_vietnamese_numbers_unless_it_says_otherwise() -> None:
    fields = {
        "address": "https://example.org",
        "publisher": {"vi": "Báo", "en": "Paper"},
        "title": {"vi": "Bài", "en": "Article"},
        "date": "2024-01-15",
        "date_is": "printed",
        "calendar": "ADM15",
    }
    made = entries.source(record(fields), "NEWS1")
    assert (made.id, made.decimal, made.thousands) == ("NEWS1", ",", ".")
    assert (made.calendar, made.is_day_printed) == (Calendar.ADM15, True)
    assert not entries.source(record({**fields, "date_is": "inferred"}), "NEWS1").is_day_printed


def test_a_target_is_tied_to_its_act() -> None:
    made, told = target()
    assert (made.tier, made.kind, made.operator, made.value) == (
        Tier.PROVINCE, TargetKind.LEVEL, ">=", 50.0,
    )  # fmt: skip
    assert made.due == Period.parse("2025")
    assert made.act is ACTS["decision_1"]
    assert told == []


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("indicator", "onlin_share", "got 'onlin_share'; allowed: online_share. Did you mean"),
        ("area", "999", "got '999'; allowed: 148, 151, 17"),
        ("act", "decision_2", "got 'decision_2'; allowed: decision_1. Did you mean 'decision_1'?"),
        ("source", "NEWS2", "got 'NEWS2'; allowed: NEWS1. Did you mean 'NEWS1'?"),
        ("definition", "all", "got 'all'; allowed: online_over_all"),
        ("tier", "provinces", "Did you mean 'province'?"),
        ("operator", "=>", "got '=>'; allowed: <, <=, =, >, >="),
        ("level", "nation", "Did you mean 'national'?"),
        ("kind", "levels", "Did you mean 'level'?"),
        ("due", "2025-13", "got '2025-13'; periods are written like"),
        ("value", "", "a value is required"),
        ("value", "50%", "got '50%'; a number with a decimal point"),
    ],
)
def test_each_wrong_field_of_a_target_is_one_problem(column: str, value: str, said: str) -> None:
    _, told = target(**{column: value})
    assert len(told) == 1
    assert told[0].startswith(f"here: {column}: ")
    assert said in told[0]


def test_a_total_names_known_indicators() -> None:
    problems: list[Problem] = []
    fields = entry("totals", total="online_share", parts=["online_share", "other"])
    made = entries.total(record(fields, problems), INDICATORS)
    assert made.across_areas is True
    assert [problem.where for problem in problems] == ["here: parts"]


@pytest.mark.parametrize(("status", "is_applied"), [("applied", True), ("proposed", False)])
def test_a_correction_is_applied_only_when_it_says_so(status: str, is_applied: bool) -> None:
    made = entries.correction(record(entry("corrections", status=status)))
    assert made.is_applied is is_applied
    assert made.expect == {"value": "1200"}


def test_a_misspelt_status_is_not_taken_for_proposed() -> None:
    problems: list[Problem] = []
    entries.correction(record(entry("corrections", status="aplied"), problems))
    assert problems[0].sentence("en").endswith("Did you mean 'applied'?")


def test_an_act_has_a_known_level() -> None:
    problems: list[Problem] = []
    fields = {"name": {"vi": "Kế hoạch", "en": "Plan"}, "adopted": "2022-03-31", "level": "local"}
    made = entries.act(record(fields, problems), "plan_2022")
    assert (made.id, made.adopted) == ("plan_2022", date(2022, 3, 31))
    assert (
        problems[0]
        .sentence("en")
        .startswith("here: level: got 'local'; allowed: district, national, provincial.")
    )


def test_a_domain_asks_a_question() -> None:
    made = indicator_entries.domain(record(entry("domains")))
    assert (made.id, made.question.en) == ("one_stop", "How many dossiers are online?")


def test_a_data_set_describes_itself_with_its_periods_in_order() -> None:
    fields = {
        "id": "tiny",
        "name": {"vi": "Nhỏ", "en": "Tiny"},
        "province": 17,
        "calendar": "ADM15",
        "report_periods": ["2024-H1", "2023"],
        "state": {"vi": "Số liệu minh họa", "en": "Illustrative"},
        "synthetic": True,
    }
    made = settings_of(record(fields), INDICATORS, AREAS)
    assert (made.province, made.calendar, made.is_synthetic) == ("17", Calendar.ADM15, True)
    assert [period.code for period in made.report_periods] == ["2023", "2024-H1"]
    assert made.headline == ()


def test_a_data_set_leads_with_known_indicators_about_a_known_province() -> None:
    problems: list[Problem] = []
    fields = {"province": "99", "headline": ["online_share", "onlin_share"]}
    settings_of(record(fields, problems), INDICATORS, AREAS)
    wrong = {problem.where: problem.got for problem in problems if problem.got}
    assert wrong == {"here: province": "'99'", "here: headline": "'onlin_share'"}
