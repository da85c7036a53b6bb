"""Layout files: everything that is wrong in one is told at once, with the nearest right word."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

import pytest
import yaml

from chiso.catalog import LayoutKind, PeriodFrom, PeriodKind, Tier, named_layouts
from chiso.catalog.layouts import PROVISIONAL_WORDS
from chiso.errors import UsageError
from makers.returns import layout, survey

TABLE = """# quarter
kind: table
name: {vi: "Biểu quý", en: "Quarterly table"}
source: RETURN
words: ["Số hóa hồ sơ"]
units: {city: all, district: all}
within: "17"
table:
  label: "Đơn vị"
  period: title
measures:
  - indicator: dossiers_digitised_share
    definition: as_given
    columns: ["Đã số hóa"]
    denominator: ["Đã giải quyết"]
"""
FORM = """# form_06a
kind: form06
name: {vi: "Biểu II.06a", en: "Form II.06a"}
source: RETURN
words: ["06a/VPCP/KSTT"]
measures:
  - {indicator: dossiers_received, definition: as_given, columns: [4, 5]}
"""


def fields(text: str = TABLE, **changes: Any) -> dict[str, Any]:
    return {**yaml.safe_load(text), **changes}


def told(**changes: Any) -> list[str]:
    return [problem.sentence("en") for problem in survey(fields(**changes))[1]]


def table(**changes: Any) -> dict[str, Any]:
    return {"label": "Đơn vị", "period": "title", **changes}


def measures(**changes: Any) -> list[dict[str, Any]]:
    return [{**fields()["measures"][0], **changes}]


def test_a_table_layout_is_read_whole() -> None:
    found = layout(
        TABLE.replace(
            "  period: title\n",
            "  period: columns\n  totals: [Toàn tỉnh]\n  adds_up: true\n  ranks_all: true\n"
            '  skip: [Ghi chú]\n  provisional: [Sơ bộ]\n  delimiter: "\\t"\n  encoding: cp1258\n',
        )
        + "    period_kind: ytd\n    tier: commune\n    printed: Tỷ lệ\n    factor: 100\n"
    )
    assert (found.id, found.kind, found.source) == ("quarter", LayoutKind.TABLE, "RETURN")
    assert found.units == {"city": Tier.ALL, "district": Tier.ALL}
    assert (found.words, found.within) == (("Số hóa hồ sơ",), "17")
    shape, measure = found.table, found.measures[0]
    assert shape is not None
    assert (shape.label, shape.period, shape.area) == ("Đơn vị", PeriodFrom.COLUMNS, "")
    assert (shape.totals, shape.adds_up, shape.ranks_all) == (("Toàn tỉnh",), True, True)
    assert (shape.skip, shape.provisional) == (("Ghi chú",), ("Sơ bộ",))
    assert (shape.delimiter, shape.encoding) == ("\t", "cp1258")
    assert (measure.columns, measure.denominator) == (("Đã số hóa",), ("Đã giải quyết",))
    assert (measure.period_kind, measure.tier) == (PeriodKind.YTD, Tier.COMMUNE)
    assert (measure.printed, measure.factor) == ("Tỷ lệ", 100)


def test_what_a_table_leaves_out_has_the_usual_value() -> None:
    shape = layout(TABLE).table
    assert shape is not None
    assert (shape.totals, shape.adds_up, shape.provisional) == ((), False, PROVISIONAL_WORDS)
    assert (shape.delimiter, shape.encoding) == (",", "")
    assert (layout(TABLE).measures[0].tier, layout(TABLE).measures[0].period_kind) == (None, None)


def test_a_form_needs_no_units_and_counts_its_columns_by_number() -> None:
    found = layout(FORM)
    assert (found.table, found.units) == (None, {})
    assert found.measures[0].columns == ("4", "5")


def test_texts_are_composed() -> None:
    found, _ = survey(fields(words=["So\u0302\u0301 ho\u0301a"]))
    assert found.words == ("Số hóa",)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"kind": "tables"}, "one.yml: kind: got 'tables'; allowed: form06, index766, one_stop,"
                             " table. Did you mean 'table'?"),
        ({"source": "RETURNS"}, "one.yml: source: got 'RETURNS'; allowed: RETURN. Did you mean"
                                " 'RETURN'?"),
        ({"name": "Biểu"}, "one.yml: name: both vi and en are required."),
        ({"within": "71"}, "one.yml: within: got '71'; allowed: "),
        ({"wrds": []}, "one.yml: got 'wrds'; allowed: kind, measures, name, source, table, units,"
                       " within, words. Did you mean 'words'?"),
        ({"words": "06a"}, "one.yml: words: got '06a'; a list."),
        ({"words": []}, "one.yml: words: words on the form that tell it apart, such as its number."
                        " Mend this layout file."),
        ({"units": {}}, "one.yml: units: kinds of area with their tiers, such as {district: all}."),
        ({"units": {"distric": "all"}}, "one.yml: units: got 'distric'; allowed: city, district,"
                                        " province. Did you mean 'district'?"),
        ({"units": {"city": "al"}}, "one.yml: units: city: got 'al'; allowed: all, commune,"),
        ({"measures": []}, "one.yml: measures: at least one measure."),
        ({"measures": ["dossiers"]}, "one.yml: measures 1: got 'dossiers'; fields written as"),
        ({"measures": measures(indicator="dossiers_digitised")},
         "one.yml: measures 1: indicator: got 'dossiers_digitised'; allowed: "),
        ({"measures": measures(definition="as_gven")},
         "one.yml: measures 1: definition: got 'as_gven'; allowed: as_given. Did you mean"
         " 'as_given'?"),
        ({"measures": measures(column=["A"])},
         "one.yml: measures 1: got 'column'; allowed: columns, definition, denominator,"),
        ({"measures": measures(columns=[])},
         "one.yml: measures 1: columns: at least one column. Mend this layout file."),
        ({"measures": measures(tier="provnce")},
         "one.yml: measures 1: tier: got 'provnce'; allowed: all, commune, district, province."),
        ({"measures": measures(period_kind="yearly")},
         "one.yml: measures 1: period_kind: got 'yearly'; allowed: "),
        ({"measures": measures(factor=0)}, "one.yml: measures 1: factor: got 0; a number above 0."),
        ({"measures": measures(factor="ten")}, "one.yml: measures 1: factor: got 'ten'; a number"),
        ({"measures": measures(indicator="procedures")},
         "one.yml: measures 1: denominator: a base, for shares only."),
        ({"measures": measures(denominator=[], printed="Tỷ lệ")},
         "one.yml: measures 1: printed: a printed share beside a denominator."),
        ({"measures": measures(row="4")},
         "one.yml: measures 1: row: row and table: area together: the rows are no areas."),
        ({"measures": measures() * 2},
         "one.yml: measures: dossiers_digitised_share: each indicator, definition and tier once."),
        ({"table": None}, "one.yml: table: got None; fields written as name: value."),
        ({"table": table(period="titles")},
         "one.yml: table: period: got 'titles'; allowed: columns, hint, title. Did you mean"),
        ({"table": table(area="71")}, "one.yml: table: area: got '71'; allowed: "),
        ({"table": table(total=[])}, "one.yml: table: got 'total'; allowed: "),
        ({"table": table(adds_up="yes")}, "one.yml: table: adds_up: got 'yes'; true or false."),
        ({"table": table(delimiter="/")}, "one.yml: table: delimiter: got '/'; allowed: ,, ;, |."),
        ({"table": table(encoding="utf-7")},
         "one.yml: table: encoding: got 'utf-7'; allowed: cp1258, utf-16, utf-8."),
        ({"table": table(area="46"), "measures": measures(row="4")},
         "one.yml: units: province: the kind of area 46."),
    ],
)  # fmt: skip
def test_each_mistake_is_told_with_its_place(changes: dict[str, Any], said: str) -> None:
    assert f"layouts/{said}" in told(**changes)[0]


def test_an_unknown_indicator_is_told_once() -> None:
    lines = told(measures=measures(indicator="dossiers_digitised", definition="portal"))
    assert len(lines) == 1


def test_columns_of_a_form_are_its_numbers() -> None:
    wrong = fields(FORM, measures=[{**fields(FORM)["measures"][0], "columns": [2, "Trực tuyến"]}])
    assert [problem.sentence("en") for problem in survey(wrong)[1]] == [
        "layouts/one.yml: measures 1: columns: columns 3 to 13 of the form. Mend this layout file."
    ]


def test_a_table_whose_columns_are_periods_needs_no_headings() -> None:
    assert told(table=table(period="columns"), measures=measures(columns=[])) == []


def test_all_mistakes_of_a_file_are_told_at_once() -> None:
    lines = told(source="NONE", units={}, table=table(period="now"), measures=measures(columns=[]))
    assert len(lines) == 4


def test_a_part_that_is_missing_is_told_once() -> None:
    assert len(told(table="title")) == 1


class TestNames:
    """A person names a layout by its id, or all layouts of a kind."""

    LAYOUTS: ClassVar = {
        "form_06": replace(layout(FORM), id="form_06"),
        "form_06a": layout(FORM),
        "digital_quarter": replace(layout(TABLE), id="digital_quarter"),
    }

    @pytest.mark.parametrize(
        ("word", "ids"),
        [
            ("form_06a", ["form_06a"]),
            ("Form-06a", ["form_06a"]),
            ("form06", ["form_06", "form_06a"]),
            ("FORM06", ["form_06", "form_06a"]),
            ("table", ["digital_quarter"]),
        ],
    )
    def test_by_id_or_by_kind(self, word: str, ids: list[str]) -> None:
        assert [found.id for found in named_layouts(self.LAYOUTS, word)] == ids

    def test_an_id_comes_before_a_kind_of_the_same_name(self) -> None:
        layouts = {**self.LAYOUTS, "table": replace(layout(FORM), id="table")}
        assert [found.id for found in named_layouts(layouts, "table")] == ["table"]

    @pytest.mark.parametrize(
        ("word", "near"),
        [("from06", "form_06|form06"), ("tabel", "table"), ("form_6a", "form_06a")],
    )
    def test_of_other_words_the_nearest_is_offered(self, word: str, near: str) -> None:
        with pytest.raises(UsageError) as caught:
            named_layouts(self.LAYOUTS, word)
        (problem,) = caught.value.problems
        assert problem.todo.en in [f"Did you mean {name!r}?" for name in near.split("|")]

    def test_a_kind_without_a_layout_is_not_known_to_the_data_set(self) -> None:
        with pytest.raises(UsageError) as caught:
            named_layouts(self.LAYOUTS, "index766")
        (problem,) = caught.value.problems
        assert problem.allowed.en == "allowed: digital_quarter, form06, form_06, form_06a, table"
