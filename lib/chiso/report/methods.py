"""The last chapter: rules, definitions, targets, sources and the data to take away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from chiso.narrative import Prose, number_words, plain_decimals
from chiso.narrative.methods import RULES, SUM_RULES
from chiso.packed import pack_rows
from chiso.periods import format_date
from chiso.report.columns import column
from chiso.report.edition import Edition
from chiso.report.records import plain_rows, records_of
from chiso.report.rows import rows_of
from chiso.report.sheets import Sheet, lay_out
from chiso.report.wording import (
    ACT_LEVELS,
    DUE,
    INDICATOR,
    SOURCE,
    TARGET,
    TIER,
    TIER_NAMES,
    UNIT,
)
from chiso.tables import Table
from chiso.words import Words

MIME = "application/vnd.chiso+json"
_DEFINITIONS = Words(
    vi="Định nghĩa các chỉ tiêu có số liệu", en="Definitions of indicators with figures"
)
_TARGETS = Words(vi="Mục tiêu đã giao đến {period}", en="Targets set up to {period}")
_AHEAD_NOTE = Words(
    vi="Trang nêu mục tiêu chưa đến hạn; năm trong ngoặc là hạn.",
    en="The page shows targets that are not yet due; the year in brackets is when they are.",
)
_NO_TARGETS = Words(
    vi="Đến kỳ này chưa có mục tiêu nào được giao.", en="No target had been set by this period."
)
_SOURCES = Words(vi="Nguồn số liệu", en="Sources of figures")
_SAY_SOURCES = Words(
    vi="Số liệu đến hết kỳ này lấy từ {sources} nguồn, công bố muộn nhất ngày {day}; báo cáo này"
    " không thay đổi con số nào của nguồn.",
    en="The figures up to this period come from {sources} sources, the latest published on {day};"
    " the report changes no figure of a source.",
)
_DATA = Words(
    vi="Tệp data.csv có {rows} dòng: mọi số liệu đến kỳ này của các đơn vị trong báo cáo, với"
    " nguồn, kỳ, định nghĩa và đánh giá; tệp tables.{lang}.xlsx có mọi biểu của trang.",
    en="The file data.csv has {rows} rows: every figure up to this period of the areas in this"
    " report, with source, period, definition and verdict; tables.{lang}.xlsx has every table of"
    " the page.",
)
_COMPUTED = Words(
    vi="Trong đó {rows} dòng do báo cáo cộng từ các dòng khác, ghi ở cột derived_from.",
    en="Rows among them that the report added up from others: {rows}; see the column derived_from.",
)
_HEADS = {
    "definition": Words(vi="Định nghĩa", en="Definition"),
    "domain": Words(vi="Lĩnh vực", en="Domain"),
    "system": Words(vi="Hệ thống nguồn", en="Source system"),
    "better": Words(vi="Chiều tốt", en="Better when"),
    "act": Words(vi="Văn bản", en="Act"),
    "level": Words(vi="Cấp giao", en="Set by"),
    "publisher": Words(vi="Cơ quan, đơn vị", en="Publisher"),
    "title": Words(vi="Nội dung", en="Content"),
    "date": Words(vi="Ngày công bố", en="Published"),
    "calendar": Words(vi="Lịch kỳ", en="Calendar"),
    "address": Words(vi="Địa chỉ", en="Address"),
}
_BETTER = {
    "higher_is_better": Words(vi="cao hơn", en="higher"),
    "lower_is_better": Words(vi="thấp hơn", en="lower"),
    "target_is_best": Words(vi="bằng mức giao", en="at target"),
    "neutral": Words(vi="không xét", en="not judged"),
}
_DEFINED = Words(
    vi="{text} Đơn vị: {unit}. Chiều tốt: {better}. Hệ thống nguồn: {system}.",
    en="{text} Unit: {unit}. Better when: {better}. Source system: {system}.",
)
_INFERRED = Words(vi=" (suy ra)", en=" (inferred)")
_BY_ID = Words(vi="mã nguồn", en="source id")
_DATE_NOTE = Words(
    vi="Lịch CAL: theo tháng dương lịch; ADM15: chốt ngày 14 theo chế độ báo cáo hành chính.",
    en="Calendar CAL: calendar months; ADM15: closes on the 14th as administrative reports do.",
)


@dataclass(frozen=True, repr=False)
class DataFile:
    """The observations of the report as records for ``data.csv``."""

    text: Prose
    frame: pd.DataFrame

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        payload = {
            "kind": "data",
            "columns": list(self.frame.columns),
            "packed_rows": pack_rows(plain_rows(self.frame)),
        }
        return {"text/html": self.text.to_html(), "text/plain": repr(self.text), MIME: payload}


class MethodChapter(Edition):
    """Everything a reader needs to check the report."""

    def say_methods(self) -> Prose:
        """The rules by which verdicts, movements and grades are given."""
        adding = SUM_RULES if self.figures["is_derived"].any() else ()
        return Prose([*RULES, *adding], self.lang, style="list")

    def show_definitions(self) -> Table:
        """One row a definition that has a figure up to this period."""
        used = self.figures[["indicator", "definition"]].drop_duplicates()
        used = self.in_catalogue_order(used.assign(tier="all", scope="all"))
        indicators = [self.indicator(name) for name in used["indicator"]]
        frame = used.assign(
            name=[self.say(indicator.name) for indicator in indicators],
            domain=[self.say(self.catalogue.domains[item.domain].name) for item in indicators],
            unit=[self.say(indicator.unit) for indicator in indicators],
            text=[
                self.say(indicator.definitions[definition].text)
                for indicator, definition in zip(indicators, used["definition"], strict=True)
            ],
            better=[self.say(_BETTER[indicator.direction]) for indicator in indicators],
            system=[self.say(indicator.system) for indicator in indicators],
        )
        columns = (
            column(self, "name", INDICATOR, scope_row=True),
            column(self, "unit", UNIT),
            column(self, "text", _HEADS["definition"]),
            column(self, "better", _HEADS["better"]),
            column(self, "system", _HEADS["system"]),
        )
        told = zip(frame["text"], frame["unit"], frame["better"], frame["system"], strict=True)
        listed = frame.assign(
            group=frame["domain"],
            line=[
                self.say(_DEFINED.fill(text=text, unit=unit, better=better, system=system))
                for text, unit, better, system in told
            ],
            anchor=_anchors(frame["indicator"]),
            on_page=self._is_spoken_of(frame),
        )
        return lay_out(
            self,
            Sheet(
                "b-dinh-nghia",
                _DEFINITIONS,
                columns,
                listed,
                is_grouped=True,
                is_folded=True,
                is_listed=True,
                on_page="on_page",
            ),
        )

    def _is_spoken_of(self, used: pd.DataFrame) -> pd.Series:
        """Which definitions have a figure of this period, or a target that leads."""
        led = self.leading[["indicator", "definition"]]
        spoken = pd.concat([self.current[["indicator", "definition"]], led])
        keys = pd.MultiIndex.from_frame(spoken.drop_duplicates())
        among = pd.MultiIndex.from_frame(used[["indicator", "definition"]]).isin(keys)
        return pd.Series(among, index=used.index)

    def show_targets(self) -> Table | Prose:
        """All targets adopted by the closing date, with their acts."""
        if self.targets.empty:
            return Prose([_NO_TARGETS], self.lang)
        rows = self.in_catalogue_order(self.targets.assign(scope="all"))
        acts = self.catalogue.acts
        frame = pd.DataFrame(
            {
                "name": [self._target_name(row) for row in rows_of(rows)],
                "tier_name": [self.say(TIER_NAMES[tier]) for tier in rows["tier"]],
                "target": rows["target"],
                "target_qualifier": rows["operator"],
                "target_decimals": [plain_decimals(goal) for goal in rows["target"]],
                "target_percent": [self.indicator(name).is_percent for name in rows["indicator"]],
                "target_suffix": [f" ({self.period_label(code)})" for code in rows["due_period"]],
                "due_label": [self.period_label(code) for code in rows["due_period"]],
                "on_page": rows["is_in_force"],
                "level": [self.say(ACT_LEVELS[level]) for level in rows["level"]],
                "act": [self.say(acts[act].name) for act in rows["act"]],
            }
        )
        columns = (
            column(self, "name", INDICATOR, scope_row=True),
            column(self, "tier_name", TIER),
            column(self, "target", TARGET, "bounded"),
            column(self, "due_label", DUE, is_shown=False),
            column(self, "level", _HEADS["level"], is_shown=False),
            column(self, "act", _HEADS["act"]),
        )
        sheet = Sheet(
            "b-muc-tieu",
            _TARGETS,
            columns,
            frame,
            notes=(_AHEAD_NOTE,) if not frame["on_page"].all() else (),
            is_folded=True,
            on_page="on_page",
        )
        return lay_out(self, sheet)

    def say_sources(self) -> Prose:
        """How many sources, and the latest publication."""
        latest = self.published["published"].max()
        days = Words(*(self._dates(latest)))
        count = self.published["source"].nunique()
        return Prose([_SAY_SOURCES.fill(sources=count, day=days)], self.lang)

    def show_sources(self) -> Table:
        """Publisher, title, date, calendar and address of every source that was used."""
        used = [self.catalogue.sources[name] for name in sorted(self.published["source"].unique())]
        frame = pd.DataFrame(
            {
                "id": [source.id for source in used],
                "publisher": [self.say(source.publisher) for source in used],
                "title": [self.say(source.title) for source in used],
                "date": [
                    self.date_name(source.day)
                    + ("" if source.is_day_printed else self.say(_INFERRED))
                    for source in used
                ],
                "calendar": [str(source.calendar) for source in used],
                "address": [source.address for source in used],
            }
        )
        columns = (
            column(self, "id", SOURCE, "code", scope_row=True),
            column(self, "publisher", _HEADS["publisher"]),
            column(self, "title", _HEADS["title"]),
            column(self, "date", _HEADS["date"]),
            column(self, "calendar", _HEADS["calendar"]),
            column(self, "address", _HEADS["address"]),
        )
        told = frame[["publisher", "title", "date", "calendar", "address"]]
        listed = frame.assign(line=[". ".join(row) for row in told.itertuples(index=False)])
        return lay_out(
            self,
            Sheet(
                "b-nguon",
                _SOURCES,
                columns,
                listed,
                order=_BY_ID,
                notes=(_DATE_NOTE,),
                is_folded=True,
                is_listed=True,
            ),
        )

    def show_data(self) -> DataFile:
        """Every figure up to the closing date as records, with verdicts."""
        records = self.records()
        computed = int(records["is_derived"].sum())
        told = [_DATA.fill(rows=number_words(len(records), 0), lang=self.lang)]
        told += [_COMPUTED.fill(rows=number_words(computed, 0))] if computed else []
        return DataFile(Prose(told, self.lang), records)

    def records(self) -> pd.DataFrame:
        """Every figure up to the closing date as a record (``records.records_of``)."""
        return records_of(self)

    def _target_name(self, row: Any) -> str:
        name = self.say(self.indicator(row.indicator).name)
        return name if row.area == self.province else f"{name} ({self.area_name(row.area)})"

    def _dates(self, day: pd.Timestamp) -> tuple[str, str]:
        return format_date(day.date(), "vi"), format_date(day.date(), "en")


def _anchors(indicators: pd.Series) -> pd.Series:
    """An id for the first definition of each indicator; the others have none."""
    return ("ct-" + indicators.str.replace("_", "-")).mask(indicators.duplicated(), "")
