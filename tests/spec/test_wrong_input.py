"""Wrong input: one message a mistake, with file, row, column, value and what to do, in both
languages, and all mistakes at once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

import makers
from chiso.dataset import check_dataset, load_observations, read_catalogue
from chiso.errors import DataError, Problem
from makers.folders import ROWS, entry

FILE = "observations/one.csv"
LAST = len(ROWS) + 2  # line of a row that is added after the good ones


@dataclass(frozen=True)
class Mistake:
    """A wrong row or file and the words that a reader needs."""

    name: str
    where: str
    got: str
    en: tuple[str, ...]
    vi: tuple[str, ...]
    changes: dict[str, Any] = field(default_factory=dict)


def text(*rows: dict[str, str]) -> str:
    return makers.write_csv([*ROWS, *rows])


GOOD = text()
# The row of a mistake is otherwise good and of a period that no other row has.
ROW = {"period": "2021"}


def in_row(name: str, column: str, got: str, en: tuple[str, ...], vi: tuple[str, ...],
           **fields: object) -> Mistake:  # fmt: skip
    changes = {"rows": [*ROWS, makers.observation(**{**ROW, **fields})]}
    return Mistake(name, f"{FILE}:{LAST}: {column}", got, en, vi, changes)


def in_file(name: str, where: str, got: str, en: tuple[str, ...], vi: tuple[str, ...],
            content: str | bytes) -> Mistake:  # fmt: skip
    return Mistake(name, f"{FILE}{where}", got, en, vi, {"files": {FILE: content}})


IN_ROWS = [
    in_row(
        "a share of 104", "value", "104",
        ("a value from 0 to 100", "Check the decimal comma or the unit"),
        ("giá trị từ 0 đến 100", "Kiểm tra dấu phẩy thập phân hoặc đơn vị"),
        value=104,
    ),
    in_row(
        "an unknown area", "area", "'152'",
        ("allowed: 148, 151, 17", "Did you mean '151'?"),
        ("được phép: 148, 151, 17", "Có phải '151'?"),
        area=152,
    ),
    in_row(
        "a name where a code belongs", "area", "'Hòa Bình'",
        ("allowed: 148, 151, 17", "Choose one of these"),
        ("được phép: 148, 151, 17", "Hãy chọn một trong các giá trị trên"),
        area="Hòa Bình",
    ),
    in_row(
        "a misspelt indicator", "indicator", "'onlin_share'",
        ("allowed: dossiers, online_share", "Did you mean 'online_share'?"),
        ("được phép: dossiers, online_share", "Có phải 'online_share'?"),
        indicator="onlin_share",
    ),
    in_row(
        "two rows for one key", "indicator",
        "'online_share 17 province all 2023 online_over_all NEWS1 2024-01-15'",
        ("one row for a key", f"Remove this row or {FILE}:2", "its own publication date"),
        ("một dòng cho mỗi khóa", f"Bỏ dòng này hoặc dòng {FILE}:2", "ghi ngày công bố khác"),
        period="2023",
    ),
    in_row(
        "a source that is not listed", "source", "'NEWS2'",
        ("allowed: FORM6, NEWS1", "Did you mean 'NEWS1'?"),
        ("được phép: FORM6, NEWS1", "Có phải 'NEWS1'?"),
        source="NEWS2",
    ),
    in_row(
        "a numerator over its denominator", "numerator", "1860/1310",
        ("a numerator up to its denominator", "Check whether the two are swapped"),
        ("tử số không lớn hơn mẫu số", "Kiểm tra xem hai ô có bị đổi chỗ"),
        numerator=1860, denominator=1310,
    ),
    in_row(
        "a decimal comma", "value", "'70,43'",
        ("a number with a decimal point and no thousands mark", "Check the decimal sign"),
        ("số dùng dấu chấm thập phân, không có dấu ngăn hàng nghìn", "Kiểm tra dấu thập phân"),
        value="70,43",
    ),
    in_row(
        "thousands marks", "denominator", "'1.310.000'",
        ("a number with a decimal point and no thousands mark", "Check the decimal sign"),
        ("số dùng dấu chấm thập phân, không có dấu ngăn hàng nghìn", "Kiểm tra dấu thập phân"),
        denominator="1.310.000",
    ),
    in_row(
        "an unreadable date", "published", "'07/05/2024'",
        ("a date like 2024-05-07", "Write year-month-day"),
        ("ngày dạng 2024-05-07", "Ghi năm-tháng-ngày"),
        published="07/05/2024",
    ),
    in_row(
        "an unknown period", "period", "'2021-13'",
        ("a code like 2024, 2024-H1, 2021-09-30", "Correct the period"),
        ("mã kỳ như 2024, 2024-H1, 2021-09-30", "Sửa mã kỳ"),
        period="2021-13",
    ),
    in_row(
        "the definition of another indicator", "definition", "'as_printed'",
        ("a definition listed for this indicator in indicators.yml", "Choose one or add one"),
        ("định nghĩa có khai báo cho chỉ tiêu này", "Chọn định nghĩa đã có"),
        definition="as_printed",
    ),
    in_row(
        "a district after its end", "area", "'151'",
        ("an area that exists on the period's last day", "Use the successor's code"),
        ("đơn vị còn tồn tại vào ngày cuối kỳ", "Dùng mã đơn vị kế thừa"),
        area="151", tier="district",
    ),
    in_row(
        "an empty value", "value", "",
        ("a value is required", "Missing is not zero: leave the row out"),
        ("bắt buộc phải có giá trị", "Thiếu không phải là 0: bỏ cả dòng"),
        value="",
    ),
]  # fmt: skip

_COLUMNS_EN = "the columns indicator, area, tier, scope, period"
_COLUMNS_VI = "các cột indicator, area, tier, scope, period"
_HEADER = GOOD.splitlines()[0]
IN_FILES = [
    in_file(
        "a truncated file", f":{LAST - 1}",
        "'online_share,17,province,all,2024-H1,flow,90,>,,,0,final,online_over_all,FORM'",
        ("the last line ends with a line break", "The file may be cut off"),
        ("dòng cuối có dấu xuống dòng", "Tệp có thể bị cắt cụt"),
        GOOD[: GOOD.rindex("FORM6") + 4],
    ),
    in_file(
        "Latin-1 bytes", f":{LAST}", r"byte b'\xf4'",
        ("text in UTF-8", "save it as «CSV UTF-8»"),
        ("tệp văn bản mã UTF-8", "lưu lại dạng «CSV UTF-8»"),
        text(makers.observation(**ROW, locator="p. 1", note="cô")).replace("¶", "p")
        .encode("latin-1"),
    ),
    in_file(
        "TCVN3 text", f":{LAST}", "'v¨n b¶n cña TØnh'",
        ("Unicode text, not TCVN3 or VNI", "Convert the file from TCVN3 or VNI"),
        ("chữ Việt Unicode, không phải TCVN3 hay VNI", "Chuyển tệp từ bảng mã TCVN3 hoặc VNI"),
        text(makers.observation(**ROW, note="v¨n b¶n cña TØnh")),
    ),
    in_file(
        "UTF-16", ":1", r"byte b'\xff'",
        ("text in UTF-8", "save it as «CSV UTF-8»"),
        ("tệp văn bản mã UTF-8", "lưu lại dạng «CSV UTF-8»"),
        GOOD.encode("utf-16"),
    ),
    in_file(
        "a missing column", ":1", repr(_HEADER.replace(",period_kind", "")),
        (_COLUMNS_EN, "Add the columns ['period_kind']"),
        (_COLUMNS_VI, "Thêm cột ['period_kind']"),
        GOOD.replace(",period_kind", "").replace(",flow", ""),
    ),
    in_file(
        "an extra column", ":1", repr(f"{_HEADER},colour"),
        (_COLUMNS_EN, "Remove or rename the columns ['colour']"),
        (_COLUMNS_VI, "Bỏ hoặc đổi tên cột ['colour']"),
        GOOD.replace("\n", ",colour\n"),
    ),
    in_file(
        "a row with a stray comma", f":{LAST}", "'17,70,43'",
        ("each row has 18 cells, this one has 3", "copy it again from the source"),
        ("mỗi dòng có 18 ô, dòng này có 3 ô", "chép lại dòng này từ nguồn"),
        f"{GOOD}17,70,43\n",
    ),
    in_file(
        "a quotation mark that never closes", f":{LAST}", "'unexpected end of data'",
        ("quotation marks that close", "Mend the quotation marks"),
        ("dấu ngoặc kép mở thì phải đóng", "Sửa dấu ngoặc kép"),
        f'{GOOD}"17,70,43\n',
    ),
]  # fmt: skip

IN_CATALOGUE = [
    Mistake(
        "a stale correction", "corrections.yml: doubtful_city_count", "",
        (f"a row of {FILE} that matches indicator = dossiers, area = 148 and has value = 1234",
         "remove or update this correction"),
        (f"một dòng của {FILE} khớp với indicator = dossiers, area = 148 và có value = 1234",
         "xóa hoặc cập nhật mục đính chính này"),
        {"corrections": [entry("corrections", expect={"value": "1234"})]},
    ),
    Mistake(
        "broken YAML", "acts.yml:2", "\"did not find expected ',' or ']'\"",
        ("well-formed YAML", "Mend the syntax at this line"),
        ("YAML đúng cú pháp", "Sửa cú pháp ở dòng này"),
        {"files": {"acts.yml": "decision_1: [1\n"}},
    ),
    Mistake(
        "a missing file", "sources.yml", "",
        ("the data set needs this file", "Restore the file"),
        ("bộ số liệu cần có tệp này", "Khôi phục tệp"),
        {"files": {"sources.yml": None}},
    ),
    Mistake(
        "a target for an unknown indicator", "targets.csv:2: indicator", "'online_shar'",
        ("allowed: dossiers, online_share", "Did you mean 'online_share'?"),
        ("được phép: dossiers, online_share", "Có phải 'online_share'?"),
        {"targets": [entry("targets", indicator="online_shar")]},
    ),
    Mistake(
        "a target without a value", "targets.csv:2: value", "",
        ("a value is required", "Fill in or correct value"),
        ("bắt buộc phải có giá trị", "Bổ sung hoặc sửa value"),
        {"targets": [entry("targets", value="")]},
    ),
    Mistake(
        "a label in one language", "indicators.yml: online_share: name", "",
        ("both vi and en are required", "Fill in or correct name"),
        ("cần đủ hai ngôn ngữ vi và en", "Bổ sung hoặc sửa name"),
        {"indicators": [entry("indicators", name={"vi": "Trực tuyến"}), entry("indicators", 1)]},
    ),
]  # fmt: skip

MISTAKES = [*IN_ROWS, *IN_FILES, *IN_CATALOGUE]


def found_in(folder: Path, mistake: Mistake) -> list[Problem]:
    return check_dataset(makers.dataset_folder(folder, **mistake.changes))


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_each_mistake_is_one_problem_with_its_place_and_value(
    tmp_path: Path, mistake: Mistake
) -> None:
    (problem,) = found_in(tmp_path, mistake)
    assert (problem.where, problem.got) == (mistake.where, mistake.got)
    assert problem.rule != ""


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_each_mistake_is_told_in_both_languages_with_what_to_do(
    tmp_path: Path, mistake: Mistake
) -> None:
    (problem,) = found_in(tmp_path, mistake)
    told = {"vi": problem.sentence("vi"), "en": problem.sentence("en")}
    assert [words for words in mistake.en if words not in told["en"]] == []
    assert [words for words in mistake.vi if words not in told["vi"]] == []
    assert "\n" not in told["vi"] + told["en"]


def test_all_mistakes_of_one_file_are_told_at_once(tmp_path: Path) -> None:
    wrong = [mistake.changes["rows"][-1] for mistake in IN_ROWS]
    # A day of its own for each row, so that only the meant one repeats a key.
    apart = [
        row | ({"period": f"2021-01-{day:02d}"} if row["period"] == "2021" else {})
        for day, row in enumerate(wrong, 1)
    ]
    rows = [*ROWS, *apart]
    problems = check_dataset(makers.dataset_folder(tmp_path, rows=rows))
    columns = [mistake.where.rpartition(": ")[2] for mistake in IN_ROWS]
    assert [problem.where for problem in problems] == [
        f"{FILE}:{LAST + number}: {column}" for number, column in enumerate(columns)
    ]
    assert [problem.got for problem in problems] == [mistake.got for mistake in IN_ROWS]


def test_loading_refuses_with_exit_code_3_and_every_message(tmp_path: Path) -> None:
    folder = makers.dataset_folder(
        tmp_path,
        rows=[*ROWS, makers.observation(**ROW, value=104), makers.observation(period="soon")],
    )
    with pytest.raises(DataError, match=f"{FILE}:{LAST}: value") as error:
        load_observations(folder, read_catalogue(folder))
    assert error.value.exit_code == 3
    assert len(error.value.lines()) == 2


def test_looking_a_data_set_over_changes_none_of_its_files(tmp_path: Path) -> None:
    folder = makers.dataset_folder(tmp_path, rows=[*ROWS, makers.observation(**ROW, value=104)])
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    check_dataset(folder)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
