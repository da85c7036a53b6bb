"""From the fields of a layout file to a layout, with every problem collected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from chiso.catalog.indicators import Indicator, Kind, PeriodKind
from chiso.catalog.layouts import (
    PROVISIONAL_WORDS,
    Layout,
    LayoutKind,
    Measure,
    PeriodFrom,
    TableShape,
)
from chiso.catalog.model import Area, Source, Tier
from chiso.catalog.record import Record
from chiso.errors import Problem, unknown_word
from chiso.text import to_nfc
from chiso.words import Words

# Columns of form 06 that hold counts; 1 and 2 are its number and its label.
FORM_COLUMNS = tuple(map(str, range(3, 14)))
_FIELDS = ("kind", "name", "source", "words", "units", "within", "table", "measures")
_TABLE_FIELDS = (
    "label", "period", "area", "totals", "adds_up", "ranks_all", "skip", "provisional", "delimiter",
    "encoding",
)  # fmt: skip
_MEASURE_FIELDS = (
    "indicator", "definition", "columns", "denominator", "tier", "period_kind", "printed", "row",
    "factor",
)  # fmt: skip
_ENCODINGS = ("utf-8", "utf-16", "cp1258")
_MEND = Words(vi="Sửa tệp bố cục này", en="Mend this layout file")
_MAPPING = Words(vi="các trường dạng tên: giá trị", en="fields written as name: value")


@dataclass(frozen=True)
class Known:
    """What a layout may name.

    Attributes
    ----------
    indicators, sources, areas
        By id.
    kinds
        Kinds of area that the data set has.
    """

    indicators: Mapping[str, Indicator]
    sources: Mapping[str, Source]
    areas: Mapping[str, Area]
    kinds: Mapping[str, object]


class LayoutRecord(Record):
    """Fields of a layout file or of a part of it; a field of another name is a problem."""

    def layout(self, identity: str, known: Known) -> Layout:
        """The layout that the whole file describes; what is wrong is among the problems."""
        self._only(_FIELDS)
        kind = self.choice("kind", LayoutKind)
        found = Layout(
            id=identity,
            kind=kind,
            name=self.words("name"),
            source=self.known("source", known.sources),
            measures=tuple(part._measure(known) for part in self._parts("measures")),
            words=self._texts("words"),
            units=self._units(known),
            within=self.text("within", default="") and self.known("within", known.areas),
            table=self._part("table")._table(known) if kind is LayoutKind.TABLE else None,
        )
        for place, allowed in _contradictions(found, known):
            self._problem(place, "", allowed)
        return found

    def _table(self, known: Known) -> TableShape:
        self._only(_TABLE_FIELDS)
        return TableShape(
            label=self.text("label", default=""),
            period=self.choice("period", PeriodFrom),
            area=self.text("area", default="") and self.known("area", known.areas),
            totals=self._texts("totals"),
            adds_up=self.flag("adds_up"),
            ranks_all=self.flag("ranks_all"),
            skip=self._texts("skip"),
            provisional=self._texts("provisional", PROVISIONAL_WORDS),
            delimiter=self._delimiter(),
            encoding="" if self._is_empty("encoding") else self.one_of("encoding", _ENCODINGS),
        )

    def _measure(self, known: Known) -> Measure:
        self._only(_MEASURE_FIELDS)
        indicator = self.known("indicator", known.indicators)
        measured = known.indicators.get(indicator)
        return Measure(
            indicator=indicator,
            # Definitions of an unknown indicator are unknown too; one message is enough.
            definition=self.known("definition", measured.definitions)
            if measured
            else self.text("definition"),
            columns=self._texts("columns"),
            denominator=self._texts("denominator"),
            tier=None if self._is_empty("tier") else self.choice("tier", Tier),
            period_kind=None
            if self._is_empty("period_kind")
            else self.choice("period_kind", PeriodKind),
            printed=self.text("printed", default=""),
            row=self.text("row", default=""),
            factor=self._factor(),
        )

    def _units(self, known: Known) -> dict[str, Tier]:
        given = self.mapping("units")
        tiers = Record(f"{self.where}: units", given, self._problems)
        for kind in given:
            self._look_up("units", kind, known.kinds)
        return {kind: tiers.choice(kind, Tier) for kind in given}

    def _delimiter(self) -> str:
        # A tab is a space, and a text field drops outer spaces.
        if self._fields.get("delimiter") == "\t":
            return "\t"
        return "," if self._is_empty("delimiter") else self.one_of("delimiter", (",", ";", "|"))

    def _factor(self) -> float:
        factor = self.number("factor", default=1.0)
        if factor is not None and factor <= 0:
            self._problem("factor", f"{factor:g}", Words(vi="số lớn hơn 0", en="a number above 0"))
        return factor or 1.0

    def _texts(self, name: str, default: Sequence[str] = ()) -> tuple[str, ...]:
        entries = self.entries(name) if name in self._fields else default
        return tuple(to_nfc(str(entry)) for entry in entries)

    def _part(self, name: str) -> LayoutRecord:
        fields = self._fields.get(name)
        if isinstance(fields, Mapping):
            return LayoutRecord(f"{self.where}: {name}", fields, self._problems)
        self._problem(name, repr(fields), _MAPPING)
        # Its problem is told: the blank part must not add others.
        return LayoutRecord(f"{self.where}: {name}", {"period": PeriodFrom.HINT.value}, [])

    def _parts(self, name: str) -> Iterator[LayoutRecord]:
        for number, fields in enumerate(self.entries(name), 1):
            if isinstance(fields, Mapping):
                yield LayoutRecord(f"{self.where}: {name} {number}", fields, self._problems)
            else:
                self._problem(f"{name} {number}", repr(fields), _MAPPING)

    def _only(self, names: Sequence[str]) -> None:
        self._problems += [
            unknown_word(self.where, str(name), names) for name in self._fields if name not in names
        ]

    def _problem(self, place: str, got: str, allowed: Words) -> None:
        self._problems.append(Problem(f"{self.where}: {place}", got, allowed, _MEND, "field"))


def _contradictions(layout: Layout, known: Known) -> Iterator[tuple[str, Words]]:
    """Place and rule of each thing that only the whole layout shows to be wrong."""
    if not layout.measures:
        yield "measures", Words(vi="ít nhất một chỉ tiêu", en="at least one measure")
    if layout.kind is not LayoutKind.FORM06 and not layout.units:
        yield (
            "units",
            Words(
                vi="loại đơn vị và cấp số liệu, như {district: all}",
                en="kinds of area with their tiers, such as {district: all}",
            ),
        )
    if layout.kind in (LayoutKind.FORM06, LayoutKind.TABLE) and not layout.words:
        yield (
            "words",
            Words(
                vi="chữ có trên biểu để nhận ra biểu, như số hiệu biểu",
                en="words on the form that tell it apart, such as its number",
            ),
        )
    area = known.areas.get(layout.table.area) if layout.table else None
    if area and layout.units and area.kind not in layout.units:
        named = Words(vi=f"loại của đơn vị {area.id}", en=f"the kind of area {area.id}")
        yield f"units: {area.kind}", named
    for number, measure in enumerate(layout.measures, 1):
        for place, rule in _measure_contradictions(measure, layout, known):
            yield f"measures {number}: {place}", rule
    yield from _repeated(layout)


def _measure_contradictions(
    measure: Measure, layout: Layout, known: Known
) -> Iterator[tuple[str, Words]]:
    measured = known.indicators.get(measure.indicator)
    needs_columns = not layout.table or layout.table.period is not PeriodFrom.COLUMNS
    if needs_columns and not measure.columns:
        yield "columns", Words(vi="ít nhất một cột", en="at least one column")
    if layout.kind is LayoutKind.FORM06 and {*measure.columns, *measure.denominator} - {
        *FORM_COLUMNS
    }:
        yield "columns", Words(vi="các cột từ 3 đến 13 của biểu", en="columns 3 to 13 of the form")
    if measure.denominator and measured and measured.kind is not Kind.SHARE:
        yield "denominator", Words(vi="mẫu số chỉ dùng cho tỷ lệ", en="a base, for shares only")
    if measure.printed and not measure.denominator:
        yield (
            "printed",
            Words(
                vi="cột tỷ lệ in sẵn đi cùng denominator",
                en="a printed share beside a denominator",
            ),
        )
    if bool(measure.row) is not bool(layout.table and layout.table.area):
        yield (
            "row",
            Words(
                vi="row và table: area đi cùng nhau: dòng không phải là đơn vị",
                en="row and table: area together: the rows are no areas",
            ),
        )


def _repeated(layout: Layout) -> Iterator[tuple[str, Words]]:
    keys = Counter((item.indicator, item.definition, item.tier) for item in layout.measures)
    once = Words(
        vi="mỗi chỉ tiêu, định nghĩa, cấp chỉ xuất hiện một lần",
        en="each indicator, definition and tier once",
    )
    yield from (
        (f"measures: {indicator}", once) for (indicator, _, _), count in keys.items() if count > 1
    )
