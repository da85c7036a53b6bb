"""Which layout a file follows: found by content, never guessed, told when there is none."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

import chiso.loaders
from chiso.catalog import Catalogue
from chiso.errors import UsageError
from chiso.loaders import Hints, read_return
from makers import forms
from makers.returns import catalogue, csv_file, json_file, read, refused, rules, workbook

INDEX = """# index_766
kind: index766
name: {vi: "Bộ chỉ số 766", en: "766 index"}
source: RETURN
units: {province: province}
measures:
  - {indicator: idx766_openness_score, definition: as_given, columns: [CKMB]}
"""
ONE_STOP = """# one_stop
kind: one_stop
name: {vi: "Một cửa", en: "One-stop"}
source: RETURN
units: {district: district}
measures:
  - {indicator: dossiers_received, definition: as_given, columns: [received]}
"""
TABLE = """# settled
kind: table
name: {vi: "Biểu giải quyết", en: "Table of dossiers settled"}
source: RETURN
words: ["Kết quả giải quyết"]
units: {district: all}
table: {label: "Đơn vị", period: hint}
measures:
  - {indicator: dossiers_settled, definition: as_given, columns: ["Đã giải quyết"]}
"""
SEMICOLONS = TABLE.replace("# settled", "# semicolons").replace(
    "period: hint", 'period: hint, delimiter: ";"'
)
ROWS = [["Kết quả giải quyết hồ sơ"], ["Đơn vị", "Đã giải quyết"], ["Huyện Lạc Sơn", 120]]
SCORES = dict.fromkeys(("CKMB", "TDGQ", "CLGQ", "TTTT", "MDHL", "MDSH", "TONG_SCORE"), "9")
ANSWER = {
    "params": {"p_nam": 2024},
    "extracted": "2025-01-05",
    "data": [{"TEN": "Tỉnh Phú Thọ", **SCORES}],
}
REPORT = [{"agency_name": "Huyện Lạc Sơn", "received": 5, "resolved": 4, "receivedOnline": 5}]


def all_layouts() -> Catalogue:
    return catalogue(INDEX, ONE_STOP, TABLE, calendar="CAL")


def with_forms() -> Catalogue:
    """Layouts of both forms, on the catalogue of the forms."""
    arrival = forms.arrival()
    summary = replace(arrival.layout, id="form_06", words=("06/VPCP/KSTT",))
    layouts = {"form_06a": arrival.layout, "form_06": summary}
    return replace(arrival.catalogue, layouts=layouts)


def test_json_is_told_apart_by_its_fields(tmp_path: Path) -> None:
    data = all_layouts()
    index = read(json_file(tmp_path / "a.json", ANSWER | {"data": ANSWER["data"]}), data)
    assert index.layout == "index_766"
    assert rules(index) == ["groups_sum"]
    report = read(json_file(tmp_path / "b.json", REPORT), data, period="2024-06")
    assert report.layout == "one_stop"


@pytest.mark.parametrize("name", ["t.xlsx", "T.XLSX"])
def test_a_workbook_is_told_by_its_headings(tmp_path: Path, name: str) -> None:
    path = workbook(tmp_path / name, {"1": ROWS})
    assert read(path, all_layouts(), period="2024-06").layout == "settled"


@pytest.mark.parametrize(
    ("made", "layout"), [(forms.form(), "form_06a"), (forms.summary(), "form_06")]
)
def test_the_forms_are_told_apart_by_their_number(
    tmp_path: Path, made: forms.Form, layout: str
) -> None:
    reading = read(forms.write_xlsx(tmp_path / "bc.xlsx", made), with_forms())
    assert (reading.layout, reading.period) == (layout, "2024-06")
    old = read(forms.write_xls(tmp_path / "bc.xls", made), with_forms())
    assert old.rows == reading.rows


def test_the_kind_of_both_forms_leaves_their_number_to_decide(tmp_path: Path) -> None:
    path = forms.write_xlsx(tmp_path / "bc.xlsx", forms.summary())
    assert read(path, with_forms(), layout="form06").layout == "form_06"


def test_a_form_without_its_number_is_read_when_a_person_names_it(tmp_path: Path) -> None:
    made = forms.form(title=forms.TITLE[1:])
    path = forms.write_xlsx(tmp_path / "bc.xlsx", made)
    assert "«06a/VPCP/KSTT»" in refused(path, with_forms()).lines("vi")[0]
    assert read(path, with_forms(), layout="form_06a").layout == "form_06a"


def test_a_table_without_its_words_is_read_when_a_person_names_it(tmp_path: Path) -> None:
    path = csv_file(tmp_path / "t.csv", ROWS[1:])
    assert refused(path, all_layouts()).problems[0].rule == "no_layout_fits"
    assert read(path, all_layouts(), period="2024", layout="settled").layout == "settled"
    assert read(path, all_layouts(), period="2024", layout="table").layout == "settled"


def test_the_reading_knows_its_file(tmp_path: Path) -> None:
    name = unicodedata.normalize("NFD", "Lạc Sơn.csv")
    path = csv_file(tmp_path / name, ROWS)
    reading = read(path, all_layouts(), period="2024")
    content = path.read_bytes()
    assert reading.file == "Lạc Sơn.csv"
    assert (reading.digest, reading.size) == (hashlib.sha256(content).hexdigest(), len(content))


def test_each_csv_layout_is_tried_with_its_own_signs(tmp_path: Path) -> None:
    data = catalogue(TABLE, SEMICOLONS)
    with_commas = csv_file(tmp_path / "a.csv", ROWS)
    with_semicolons = csv_file(tmp_path / "b.csv", ROWS, ";")
    assert read(with_commas, data, period="2024").layout == "settled"
    assert read(with_semicolons, data, period="2024").layout == "semicolons"


def test_a_layout_whose_signs_do_not_fit_the_file_is_passed_over(tmp_path: Path) -> None:
    in_utf16 = TABLE.replace("# settled", "# wide").replace("hint}", "hint, encoding: utf-16}")
    path = csv_file(tmp_path / "a.csv", ROWS)
    assert read(path, catalogue(in_utf16, TABLE), period="2024").layout == "settled"
    assert refused(path, catalogue(in_utf16), period="2024").problems[0].rule != "no_layout_fits"


def test_two_layouts_that_fit_are_an_error_that_names_both(tmp_path: Path) -> None:
    data = catalogue(TABLE, TABLE.replace("# settled", "# settled_too"))
    path = csv_file(tmp_path / "t.csv", ROWS)
    assert refused(path, data, period="2024").lines("en") == [
        "t.csv: one layout; these fit: settled, settled_too. Name one with --layout, or declare"
        " stricter words in the layout files."
    ]
    assert read(path, data, period="2024", layout="settled").layout == "settled"


def test_no_layout_that_fits_is_an_error_with_what_was_looked_for_and_found(
    tmp_path: Path,
) -> None:
    rows = [ROWS[0], ["Đơn vị", "Đã giải quyết xong"], ["Huyện Lạc Sơn", 120]]
    said = refused(csv_file(tmp_path / "t.csv", rows), all_layouts()).lines("vi")[0]
    assert said == (
        "t.csv: nhận được 'Kết quả giải quyết hồ sơ | Đơn vị | Đã giải quyết xong'; một tệp theo"
        " bố cục đã khai báo: settled (thiếu cột «Đã giải quyết» (≈ «Đã giải quyết xong»))."
        " Giữ nguyên tiêu đề của biểu, hoặc thêm tệp bố cục cho mẫu mới."
    )


def test_a_workbook_of_another_kind_is_told_which_words_are_missing(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", {"1": [["Danh bạ điện thoại"]]})
    said = refused(path, all_layouts()).lines("en")[0]
    assert "settled (the words «Kết quả giải quyết» are missing)" in said
    assert "'Danh bạ điện thoại'" in said


@pytest.mark.parametrize("content", [[], [{"ten": "Lạc Sơn"}], {"data": []}])
def test_json_of_another_kind_is_told_which_fields_are_missing(
    tmp_path: Path, content: object
) -> None:
    said = refused(json_file(tmp_path / "a.json", content), all_layouts()).lines("en")[0]
    assert "index_766 (no fields CKMB, TDGQ" in said
    assert "one_stop (no fields received, resolved" in said


@pytest.mark.parametrize("content", ["text", 5, None, {"rows": []}, [1, 2], {"data": [{}, 3]}])
def test_json_without_records_is_refused(tmp_path: Path, content: object) -> None:
    error = refused(json_file(tmp_path / "a.json", content), all_layouts())
    assert error.problems[0].rule == "json_records"


def test_a_data_set_without_layouts_for_a_kind_of_file_says_so(tmp_path: Path) -> None:
    path = csv_file(tmp_path / "t.csv", ROWS)
    assert (
        "a file of a layout: none that may be used reads this kind of file."
        in refused(path, catalogue(INDEX)).lines("en")[0]
    )


def test_a_data_set_without_any_layout_says_so(tmp_path: Path) -> None:
    path = csv_file(tmp_path / "t.csv", ROWS)
    assert (
        refused(path, catalogue())
        .lines("vi")[0]
        .startswith("tiny: layouts/: bộ số liệu có tệp bố cục trong thư mục layouts/.")
    )


@pytest.mark.parametrize("name", ["bao_cao.pdf", "bao_cao", "bao_cao.docx"])
def test_files_of_other_types_are_refused_by_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"%PDF-1.7")
    said = refused(path, all_layouts()).lines("en")[0]
    assert "a workbook (xlsx, xls), CSV or JSON" in said


def test_a_layout_that_does_not_exist_is_a_wrong_word(tmp_path: Path) -> None:
    path = csv_file(tmp_path / "t.csv", ROWS)
    with pytest.raises(UsageError, match="Có phải 'settled'"):
        read_return(path, all_layouts(), Hints("setled"))


def test_loaders_are_imported_without_their_parsers() -> None:
    code = "import chiso.loaders, sys; sys.exit('python_calamine' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    code = "from chiso.loaders import read_return; import sys; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_package_has_no_other_names() -> None:
    with pytest.raises(AttributeError, match="no attribute 'read_file'"):
        chiso.loaders.read_file  # noqa: B018
