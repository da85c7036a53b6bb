"""The published figures of Hòa Bình, checked against an independent list of facts."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "data" / "hoa_binh"
SEED_FACTS = {"S000": 7, "S001": 35, "S002": 21, "S003": 9, "S004": 40}  # numbers per article: 112
COLUMNS = [
    "indicator",
    "area",
    "tier",
    "scope",
    "period",
    "period_kind",
    "value",
    "qualifier",
    "numerator",
    "denominator",
    "decimals",
    "status",
    "definition",
    "source",
    "locator",
    "published",
    "extracted",
    "note",
]
KEY = ["indicator", "area", "tier", "scope", "period", "definition", "source", "published"]

Row = dict[str, str]


def read_csv(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_yaml(name: str) -> Any:
    return yaml.safe_load((DATA / name).read_text(encoding="utf-8"))


OBSERVATIONS = [row for path in sorted(DATA.glob("observations/*.csv")) for row in read_csv(path)]
TARGETS = read_csv(DATA / "targets.csv")
AREAS = {row["area"]: row for row in read_csv(DATA / "areas.csv")}
INDICATORS = {item["id"]: item for item in read_yaml("indicators.yml")}
SOURCES = read_yaml("sources.yml")
ACTS = read_yaml("acts.yml")
LAYOUTS = {path.stem: read_yaml(f"layouts/{path.name}") for path in DATA.glob("layouts/*.yml")}
# What returns will bring: an indicator and definition by each measure of each layout.
MEASURES = [measure for layout in LAYOUTS.values() for measure in layout["measures"]]
FIGURES = read_csv(HERE / "hoa_binh_figures.csv")
LEFT_OUT = read_csv(HERE / "hoa_binh_left_out.csv")


def figure(row: Row) -> tuple[str | float, ...]:
    where = (row[name] for name in ("indicator", "area", "tier", "scope", "period", "qualifier"))
    return (*where, float(row["value"]))


def definitions(indicator: str) -> set[str]:
    return {item["id"] for item in INDICATORS[indicator]["definitions"]}


def pairs(item: Any, where: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Every ``{vi, en}`` pair inside a YAML value, with its place."""
    if isinstance(item, dict):
        if "vi" in item or "en" in item:
            yield where, item
        else:
            for name, value in item.items():
                yield from pairs(value, f"{where}/{name}")
    elif isinstance(item, list):
        for number, value in enumerate(item):
            yield from pairs(value, f"{where}/{number}")


def value_of(row_key: str, **where: str) -> list[str]:
    return [
        row[row_key]
        for row in OBSERVATIONS
        if all(row[name] == value for name, value in where.items())
    ]


# --- every fact has its place


def test_every_listed_figure_stands_in_the_data() -> None:
    present = {figure(row) for row in OBSERVATIONS}
    assert [row["fact"] for row in FIGURES if figure(row) not in present] == []


def test_every_figure_in_the_data_is_on_the_list() -> None:
    listed = {figure(row) for row in FIGURES}
    assert [figure(row) for row in OBSERVATIONS if figure(row) not in listed] == []


def test_each_number_of_the_five_articles_is_entered_or_left_out_with_a_reason() -> None:
    entered = {row["fact"] for row in FIGURES}
    targets = set(re.findall(r"S\d{3}-\d{3}", " ".join(row["locator"] for row in TARGETS)))
    left = {row["fact"] for row in LEFT_OUT if row["reason"].strip()}
    wanted = {f"{seed}-{n:03d}" for seed, count in SEED_FACTS.items() for n in range(1, count + 1)}
    assert len(wanted) == 112
    assert wanted - entered - targets - left == set()
    assert (entered | targets) & left == set()


def test_figures_of_seed_002_come_from_the_article_and_not_from_the_page_around_it() -> None:
    article_paragraphs = {f"¶{number}" for number in range(1, 9)}
    locators = value_of("locator", source="SEED002")
    assert len(locators) == 11
    assert {locator.split()[0] for locator in locators} <= article_paragraphs


# --- references


@pytest.mark.parametrize("rows", [OBSERVATIONS, TARGETS], ids=["observations", "targets"])
def test_indicator_definition_area_and_source_of_each_row_exist(rows: list[Row]) -> None:
    assert rows
    for row in rows:
        assert row["source"] in SOURCES, row
        assert row["indicator"] in INDICATORS, row
        assert row["definition"] in definitions(row["indicator"]), row
        assert row["area"] in AREAS, row
        assert row["locator"], row


def test_each_target_names_an_act_in_the_list_of_acts() -> None:
    assert {row["act"] for row in TARGETS} <= set(ACTS)


def test_published_day_of_a_row_is_the_day_of_its_source() -> None:
    odd = [row for row in OBSERVATIONS if row["published"] != SOURCES[row["source"]]["date"]]
    assert odd == []


def test_area_changes_name_areas_acts_and_sources() -> None:
    for row in read_csv(DATA / "area_changes.csv"):
        assert row["predecessor"] in AREAS
        assert row["successor"] in AREAS or row["kind"] == "end"
        assert row["act"] in ACTS
        assert row["source"] in SOURCES


def test_each_area_has_a_parent_that_exists() -> None:
    parents = {row["parent"] for row in AREAS.values()} - {""}
    assert parents <= set(AREAS)


def test_each_correction_meets_exactly_one_row_with_the_value_it_expects() -> None:
    for item in read_yaml("corrections.yml"):
        rows = [
            row
            for row in read_csv(DATA / item["file"])
            if all(row[name] == value for name, value in item["match"].items())
        ]
        assert [float(row["value"]) for row in rows] == [item["expect"]["value"]], item["id"]
        assert item["status"] in {"applied", "proposed"}
        assert item["source"] in SOURCES


def test_totals_name_indicators() -> None:
    for item in read_yaml("totals.yml"):
        assert {item["total"], *item["parts"]} <= set(INDICATORS), item["id"]


def test_headline_indicators_exist_and_have_figures() -> None:
    headline = read_yaml("dataset.yml")["headline"]
    assert len(headline) == 6
    assert set(headline) <= {row["indicator"] for row in OBSERVATIONS}


# --- shape of the rows


def test_observation_files_have_exactly_the_agreed_columns() -> None:
    for path in DATA.glob("observations/*.csv"):
        header = path.read_text(encoding="utf-8").splitlines()[0]
        assert header.split(",") == COLUMNS, path.name


def test_no_two_rows_share_a_key() -> None:
    counts = Counter(tuple(row[name] for name in KEY) for row in OBSERVATIONS)
    assert [key for key, count in counts.items() if count > 1] == []


def test_no_two_targets_are_the_same() -> None:
    counts = Counter(tuple(sorted(row.items())) for row in TARGETS)
    assert max(counts.values()) == 1


def test_closed_columns_hold_only_agreed_words() -> None:
    allowed = {
        "tier": {"province", "district", "commune", "all"},
        "scope": {"state", "party", "all"},
        "period_kind": {"flow", "ytd", "stock", "total", "year_index", "rank"},
        "qualifier": {"=", ">", ">=", "<", "<=", "~"},
        "status": {"final", "provisional", "estimated"},
    }
    for name, words in allowed.items():
        assert {row[name] for row in OBSERVATIONS} <= words, name


def test_period_codes_have_a_known_form() -> None:
    day = r"\d{4}-\d{2}-\d{2}"
    month = r"\d{4}-\d{2}"
    code = re.compile(
        rf"\d{{4}}(-H[12]|-Q[1-4]|-9M)?|{month}|{day}|\d{{4}}\.\.\d{{4}}"
        rf"|{month}\.\.{month}|{day}\.\.{day}"
    )
    assert [row["period"] for row in OBSERVATIONS if not code.fullmatch(row["period"])] == []


def test_decimals_are_the_digits_of_the_value() -> None:
    for row in OBSERVATIONS:
        digits = len(row["value"].partition(".")[2])
        assert int(row["decimals"]) == digits, row


def test_days_are_iso_days() -> None:
    for row in OBSERVATIONS:
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", row["published"])
        assert re.fullmatch(r"(\d{4}-\d{2}-\d{2})?", row["extracted"])


def test_numerator_never_exceeds_denominator() -> None:
    counted = [row for row in OBSERVATIONS if row["numerator"]]
    assert len(counted) > 10
    for row in counted:
        assert float(row["numerator"]) <= float(row["denominator"]), row


def test_a_counted_share_agrees_with_its_printed_value() -> None:
    for row in OBSERVATIONS:
        if row["numerator"]:
            share = 100 * float(row["numerator"]) / float(row["denominator"])
            within = 0.5 if row["qualifier"] == "~" else 0.101 * 10 ** -(int(row["decimals"]) - 1)
            assert share == pytest.approx(float(row["value"]), abs=within), row


def test_values_stay_inside_the_bounds_of_their_indicator() -> None:
    for row in OBSERVATIONS:
        low, high = INDICATORS[row["indicator"]]["bounds"]
        value = float(row["value"])
        assert low is None or value >= low, row
        assert high is None or value <= high, row


def test_shares_are_bounded_by_0_and_100() -> None:
    shares = [item for item in INDICATORS.values() if item["kind"] == "share"]
    assert shares
    assert all(item["bounds"] == [0, 100] for item in shares)


def test_scores_have_a_maximum_or_are_changes() -> None:
    scores = {name for name, item in INDICATORS.items() if item["kind"] == "score"}
    without = {name for name in scores if "maximum" not in INDICATORS[name]}
    assert without == {"par_index_change"}


def test_ranks_say_how_many_units_were_ranked_where_it_is_known() -> None:
    ranked = [row for row in OBSERVATIONS if row["period_kind"] == "rank" and row["denominator"]]
    assert all(float(row["value"]) <= float(row["denominator"]) for row in ranked)
    unknown = {row["indicator"] for row in OBSERVATIONS if row["period_kind"] == "rank"} - {
        row["indicator"] for row in ranked
    }
    assert unknown == {"papi_rank", "egov_level_rank"}


# --- catalogue


def test_each_domain_has_an_indicator_with_a_figure_or_a_target() -> None:
    used = {row["indicator"] for row in OBSERVATIONS + TARGETS}
    alive = {INDICATORS[name]["domain"] for name in used}
    assert {item["id"] for item in read_yaml("domains.yml")} == alive


def test_each_indicator_has_a_figure_a_target_or_a_form_that_brings_it() -> None:
    assert set(INDICATORS) == {row["indicator"] for row in [*OBSERVATIONS, *TARGETS, *MEASURES]}


def test_each_definition_is_used() -> None:
    rows = [*OBSERVATIONS, *TARGETS, *MEASURES]
    used = {(row["indicator"], row["definition"]) for row in rows}
    assert {(name, item) for name in INDICATORS for item in definitions(name)} == used


def test_ids_are_ascii_snake_case_and_unique() -> None:
    ids = [item["id"] for item in read_yaml("indicators.yml")]
    ids += [item["id"] for item in read_yaml("domains.yml")]
    assert max(Counter(ids).values()) == 1
    words = [*ids, *ACTS, *(item for name in INDICATORS for item in definitions(name))]
    assert [word for word in words if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", word)] == []


def test_short_names_fit_a_chart_and_tell_indicators_apart() -> None:
    for lang in ("vi", "en"):
        shorts = [item["short"][lang] for item in INDICATORS.values()]
        assert [short for short in shorts if len(short) > 34] == []
        assert max(Counter(shorts).values()) == 1


def test_ict_index_and_dti_never_share_a_name() -> None:
    ict, dti = INDICATORS["ict_index_rank"], INDICATORS["dti_rank"]
    for lang in ("vi", "en"):
        assert "ICT" in ict["short"][lang]
        assert "ICT" not in dti["name"][lang] + dti["short"][lang]
        assert "DTI" not in ict["name"][lang] + ict["short"][lang]


def test_layouts_name_sources_that_are_known() -> None:
    assert {layout["source"] for layout in LAYOUTS.values()} <= set(SOURCES)
    assert set(LAYOUTS) == {"form_06a", "form_06", "index_766", "one_stop", "digital_quarter"}


# --- language


@pytest.mark.parametrize("path", sorted(DATA.rglob("*.*")), ids=lambda path: path.name)
def test_text_is_nfc_and_lines_end_in_lf(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert "\r" not in text
    assert text.endswith("\n")
    assert [line for line in text.splitlines() if line != line.rstrip()] == []


@pytest.mark.parametrize("name", sorted(path.name for path in DATA.glob("*.yml")))
def test_every_name_stands_in_both_languages(name: str) -> None:
    found = list(pairs(read_yaml(name)))
    assert found
    for where, item in found:
        assert set(item) == {"vi", "en"}, where
        assert all(isinstance(text, str) and text.strip() for text in item.values()), where


def test_each_area_is_named_in_both_languages() -> None:
    for row in AREAS.values():
        assert row["name_vi"] and row["name_en"] and row["short_vi"], row


def test_aliases_lead_to_one_area_only() -> None:
    """Two areas may share a spelling only if they never exist on the same day."""
    seen: dict[str, Row] = {}
    for row in AREAS.values():
        for alias in {row["name_vi"], *row["aliases"].split("|")} - {""}:
            other = seen.setdefault(alias.casefold(), row)
            assert other is row, f"{alias}: {other['area']} and {row['area']}"


# Words of the official vocabulary that would be wrong without their marks.
WITHOUT_MARKS = re.compile(
    r"\b(ho so|truc tuyen|tinh|huyen|chung thu|dich vu|ty le|xu ly|moi truong|quyet dinh|nghi quyet"
    r"|so hoa|thanh pho|ke hoach|thu tuc|hanh chinh|van ban)\b"
)


def test_vietnamese_texts_carry_their_marks() -> None:
    texts = [item["vi"] for path in DATA.glob("*.yml") for _, item in pairs(read_yaml(path.name))]
    texts += [row["name_vi"] for row in AREAS.values()]
    assert [text for text in texts if WITHOUT_MARKS.search(text.casefold())] == []


# --- the places the reports are built around


def test_integration_share_of_june_2024_is_1310_of_1860() -> None:
    (row,) = [r for r in OBSERVATIONS if r["indicator"] == "procedures_integrated_npsp_share"]
    assert (row["value"], row["numerator"], row["denominator"]) == ("70.43", "1310", "1860")
    assert row["definition"] == "of_all_procedures"


def test_integration_share_of_2021_counts_online_services() -> None:
    found = value_of(
        "definition", indicator="online_services_integrated_npsp_share", period="2021-09-30"
    )
    assert found == ["of_online_services"]


def test_2021_target_and_result_of_online_dossiers_share_a_definition() -> None:
    (target,) = [r for r in TARGETS if r["act"] == "qd_449_2021_hoa_binh"]
    result = value_of("definition", indicator="dossiers_online_share", period="2021-Q2", area="17")
    assert result == [target["definition"]]


def test_district_target_of_2023_is_comparable_with_lac_thuy() -> None:
    (target,) = [r for r in TARGETS if r["area"] == "159"]
    (row,) = [
        r
        for r in OBSERVATIONS
        if (r["indicator"], r["area"], r["value"]) == ("dossiers_online_share", "159", "92.5")
    ]
    same = ("indicator", "area", "tier", "definition")
    assert [target[name] for name in same] == [row[name] for name in same]


def test_par_index_of_2023_keeps_both_vintages() -> None:
    rows = [
        (row["published"], row["value"])
        for row in OBSERVATIONS
        if (row["indicator"], row["area"], row["period"]) == ("par_index", "17", "2023")
    ]
    assert sorted(rows) == [("2024-04-17", "86.89"), ("2024-05-07", "86.76")]


def test_complete_panels_are_complete() -> None:
    dti = set(value_of("area", indicator="dti_rank", period="2022", source="DTI2022"))
    assert len(dti) == 63
    departments = Counter(
        (row["indicator"], row["period"])
        for row in OBSERVATIONS
        if row["definition"] == "departments"
    )
    assert set(departments.values()) == {19}
    assert len(departments) == 6  # index, satisfaction and rank in two years
    people = Counter(value_of("period", indicator="population", source="GSO21P67"))
    assert people == {str(year): 11 for year in range(2017, 2022)}


@pytest.mark.parametrize("year", [str(year) for year in range(2017, 2022)])
def test_district_populations_add_to_the_province(year: str) -> None:
    rows = [r for r in OBSERVATIONS if r["indicator"] == "population" and r["period"] == year]
    (total,) = [int(r["value"]) for r in rows if r["area"] == "17"]
    assert sum(int(r["value"]) for r in rows if r["area"] != "17") == total


def test_communes_of_the_districts_add_to_210_then_151() -> None:
    for day, expected in (("2019-12-01", 210), ("2020-01-01", 151)):
        rows = [r for r in OBSERVATIONS if (r["indicator"], r["period"]) == ("commune_units", day)]
        assert sum(int(r["value"]) for r in rows if r["area"] != "17") == expected
        assert [int(r["value"]) for r in rows if r["area"] == "17"] == [expected]


def test_targets_are_the_49_of_the_list_and_two_of_districts() -> None:
    assert len(TARGETS) == 49 + 2
    assert Counter(row["kind"] for row in TARGETS) == {"level": 49, "change": 1, "rank": 1}


def test_province_has_eleven_districts_until_2019_and_ten_after() -> None:
    districts = [r for r in AREAS.values() if r["kind"] in {"city", "district"}]
    assert len(districts) == 11
    assert [r["area"] for r in districts if r["valid_to"] == "2019-12-31"] == ["151"]
    assert {r["valid_to"] for r in districts} == {"2019-12-31", "2025-06-30"}
    communes = [r for r in AREAS.values() if r["kind"] in {"ward", "commune"}]
    assert Counter(r["kind"] for r in communes) == {"commune": 42, "ward": 4}
