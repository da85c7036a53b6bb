"""Faulty files, made on the spot: workbooks, compound files, text and JSON that must be refused."""

from __future__ import annotations

import io
import random
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

import xlwt

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"
BOOK = "xl/workbook.xml"
ONE_CELL = '<row r="1"><c r="A1"><v>5</v></c></row>'
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    "</styleSheet>"
)


@dataclass(frozen=True)
class Hostile:
    """A faulty file: how it is made, how it is read, and what must be said about it."""

    title: str
    rule: str
    said: str
    make: Callable[[], bytes]
    reader: str = "workbook"
    name: str = "bc.xlsx"


# --- .xlsx ------------------------------------------------------------------------------------


def relations(*lines: tuple[str, str, str]) -> str:
    tags = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for key, kind, target in lines
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{tags}</Relationships>'


def book(sheets: str = '<sheet name="06" sheetId="1" r:id="r1"/>', inside: str = "") -> str:
    return (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{inside}<sheets>{sheets}</sheets></workbook>'
    )


def sheet(rows: str = ONE_CELL, after: str = "") -> str:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'


def text_cell(text: str, address: str = "A1") -> str:
    return f'<row><c r="{address}" t="inlineStr"><is><t>{text}</t></is></c></row>'


def parts(**changed: str | bytes) -> dict[str, str | bytes]:
    """Parts of a sound workbook with one cell, by name; ``sheet`` and ``book`` can be changed."""
    return {
        "[Content_Types].xml": '<Types xmlns="x"/>',
        "_rels/.rels": relations(("r1", "officeDocument", BOOK)),
        BOOK: changed.get("book", book()),
        "xl/_rels/workbook.xml.rels": changed.get(
            "relations",
            relations(
                ("r1", "worksheet", "worksheets/sheet1.xml"),
                ("r2", "styles", "styles.xml"),
                ("r3", "sharedStrings", "sharedStrings.xml"),
            ),
        ),
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": changed.get(
            "texts", f'<sst xmlns="{MAIN}"><si><t>Đất đai</t></si></sst>'
        ),
        SHEET: changed.get("sheet", sheet()),
    }


def packed(content: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", method) as package:
        for name, data in content.items():
            package.writestr(zipfile.ZipInfo(name), data, method)
    return written.getvalue()


def workbook(rows: str = ONE_CELL, after: str = "", **changed: str | bytes) -> bytes:
    return packed(parts(sheet=sheet(rows, after), **changed))


def with_part(name: str, data: str | bytes = b"x") -> bytes:
    return packed({**parts(), name: data})


def blown_up(megabytes: int) -> bytes:
    """A workbook whose sheet is so many megabytes of spaces, written without packing them all."""
    spaces = b" " * 2**20
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(spaces) + packer.flush(zlib.Z_FULL_FLUSH)  # stands by itself
    content = block * megabytes + packer.flush()
    total = 0
    for _ in range(megabytes):
        total = zlib.crc32(spaces, total)
    data = bytearray(packed(parts()))
    sheet_at, directory = data.rfind(b"PK\x03\x04"), data.find(b"PK\x01\x02")
    sizes = struct.pack("<3I", total, len(content), megabytes * 2**20)
    entry = data.rfind(b"PK\x01\x02") + 16
    data[entry : entry + 12] = sizes
    data[sheet_at + 14 : sheet_at + 26] = sizes
    start = sheet_at + 30 + len(SHEET)
    data[start:directory] = content
    struct.pack_into("<I", data, len(data) - 6, start + len(content))
    return bytes(data)


def formatted_rows(first: int, last: int) -> str:
    return "".join(f'<row r="{row}" s="1" customFormat="1"/>' for row in range(first, last))


@cache
def million_rows() -> str:
    """One cell, and then as many formatted rows as the file format has."""
    return ONE_CELL + formatted_rows(2, 1_048_576)


def lying_about_size() -> bytes:
    """A package that announces 100 bytes for a part of eight megabytes."""
    data = bytearray(packed({**parts(), SHEET: b"<x>" + b"y" * 2**23}))
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.rfind(mark)
        struct.pack_into("<I", data, at + place, 100)
    return bytes(data)


def twice(name: str) -> bytes:
    """A package with two parts of one name; only the letters' case tells them apart."""
    return packed({**parts(), name.upper(): sheet()})


def flagged(flag: int) -> bytes:
    """A package whose directory sets a flag on its first part (1: encrypted)."""
    data = bytearray(packed(parts()))
    struct.pack_into("<H", data, data.find(b"PK\x01\x02") + 8, flag)
    return bytes(data)


def bit_flipped() -> bytes:
    """A workbook with one bit changed in the packed sheet."""
    data = bytearray(packed(parts(sheet=sheet(formatted_rows(1, 500) + ONE_CELL))))
    data[data.rfind(b"PK\x03\x04") + 100] ^= 1
    return bytes(data)


def laughs() -> bytes:
    """The billion laughs: ten entities, each ten times the one before."""
    lines = ['<!ENTITY a0 "ha">']
    lines += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)]
    head = f'<?xml version="1.0"?><!DOCTYPE x [{"".join(lines)}]>'
    return packed(parts(texts=f'{head}<sst xmlns="{MAIN}"><si><t>&a9;</t></si></sst>'))


def repeated_text(length: int, cells: int) -> bytes:
    """One long text to which many cells refer: small in the file, huge in memory."""
    rows = "".join(f'<row><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, cells + 1))
    texts = f'<sst xmlns="{MAIN}"><si><t>{"dài " * (length // 4)}</t></si></sst>'
    return packed(parts(sheet=sheet(rows), texts=texts))


# --- .xls -------------------------------------------------------------------------------------


def compound(streams: Mapping[str, bytes], storages: tuple[str, ...] = ()) -> bytes:
    """A compound file (version 3) with these streams and empty storages at its top."""
    sector, free, end = 512, 0xFFFFFFFF, 0xFFFFFFFE
    table: list[int] = []
    content = b""
    names = [*streams, *storages]
    records = [_record("Root Entry", 5, (free, 1 if names else free), (end, 0))]
    for number, name in enumerate(names, start=1):
        right = number + 1 if number < len(names) else free
        if name in streams:
            data = streams[name].ljust(4096, b"\0")
            first, count = len(table), -(-len(data) // sector)
            table += [*range(first + 1, first + count), end]
            content += data.ljust(count * sector, b"\0")
            records.append(_record(name, 2, (right, free), (first, len(data))))
        else:
            records.append(_record(name, 1, (right, free), (0, 0)))
    directory = b"".join(records).ljust(-(-len(records) // 4) * sector, b"\0")
    at, count = len(table), len(directory) // sector
    table += [*range(at + 1, at + count), end]
    own = len(table) // 127 + 1
    first_own = len(table)
    table += [0xFFFFFFFD] * own
    table += [free] * (own * 128 - len(table))
    header = struct.pack("<8s16x5H6x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 62, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, own, at, 0, 4096, end, 0, end, 0)
    header += struct.pack("<109I", *range(first_own, first_own + own), *[free] * (109 - own))
    return header + content + directory + struct.pack(f"<{len(table)}I", *table)


def _record(name: str, kind: int, links: tuple[int, int], content: tuple[int, int]) -> bytes:
    spelled = name.encode("utf-16-le") + b"\0\0"
    right, child = links
    head = struct.pack("<64sHBB3I", spelled, len(spelled), kind, 1, 0xFFFFFFFF, right, child)
    return head + bytes(36) + struct.pack("<IQ", *content)


def record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<2H", kind, len(content)) + content


BEGIN = record(0x0809, struct.pack("<4H2I", 0x0600, 5, 0, 0, 0, 0))
END = record(0x000A)


def binary_stream(cells: bytes, globals_: bytes = b"", kind: int = 0, state: int = 0) -> bytes:
    """Records of a workbook with one sheet called 06."""
    bound = struct.pack("<I4B", 0, state, kind, 2, 0) + b"06"
    start = len(BEGIN + globals_ + record(0x0085, bound) + END)
    bound = struct.pack("<I4B", start, state, kind, 2, 0) + b"06"
    return BEGIN + globals_ + record(0x0085, bound) + END + BEGIN + cells + END


def binary(cells: bytes = b"", **rest: bytes | int) -> bytes:
    """An .xls workbook with one sheet, made of records."""
    return compound({"Workbook": binary_stream(cells, **rest)})  # type: ignore[arg-type]


def number_cell(row: int, column: int, value: float) -> bytes:
    return record(0x0203, struct.pack("<3Hd", row, column, 0, value))


def formula_cell(row: int, column: int, result: bytes) -> bytes:
    return record(0x0006, struct.pack("<3H8sHIH", row, column, 0, result, 0, 0, 0))


def old_workbook(*rows: tuple[object, ...]) -> bytes:
    """An .xls workbook as a spreadsheet program writes it."""
    made = xlwt.Workbook()
    page = made.add_sheet("06")
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            page.write(row, column, cell)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def ring() -> bytes:
    """A compound file whose directory is a chain that bites its tail."""
    data = bytearray(old_workbook((1,)))
    table = (struct.unpack_from("<I", data, 76)[0] + 1) * 512
    directory = struct.unpack_from("<I", data, 48)[0]
    struct.pack_into("<I", data, table + 4 * directory, directory)
    return bytes(data)


def repeated_old_text(length: int, cells: int) -> bytes:
    """As :func:`repeated_text`, in records."""
    texts = struct.pack("<2I", cells, 1) + struct.pack("<HB", length, 0)
    shared = record(0x00FC, texts + b"a" * length)
    rows = b"".join(record(0x00FD, struct.pack("<3HI", n, 0, 0, 0)) for n in range(cells))
    return binary(rows, globals_=shared)


# --- the corpus -------------------------------------------------------------------------------

LEGACY = "TØnh Hoµ B×nh"  # TCVN3 read as Latin-1
VNI = "Tænh Hoøa Bình"
VIETNAMESE = "Huyện Đà Bắc; hồ sơ đã tiếp nhận trực tuyến\n"
HTML = b"<html><head><meta charset='utf-8'></head><table><tr><td>5</td></tr></table></html>"
HIDDEN = '<sheet name="06" sheetId="1" state="hidden" r:id="r1"/>'


def cp1258(text: str) -> bytes:
    """Windows-1258 as Vietnamese programs write it: vowels ready-made, most tones apart."""
    written = b""
    for sign in unicodedata.normalize("NFC", text):
        try:
            written += sign.encode("cp1258")
        except UnicodeEncodeError:
            *base, tone = unicodedata.normalize("NFD", sign)
            marks = [mark for mark in (*base, tone) if mark in "\u0300\u0301\u0303\u0309\u0323"]
            rest = [part for part in (*base, tone) if part not in marks]
            whole = unicodedata.normalize("NFC", "".join(rest)) + "".join(marks)
            written += whole.encode("cp1258")
    return written


def _cell(kind: str, value: str) -> Callable[[], bytes]:
    return lambda: workbook(f'<row><c r="A1"{kind}><v>{value}</v></c></row>')


PACKAGES = (
    Hostile("zip bomb of 497 KiB", "packed_too_tightly", "bom nén", lambda: blown_up(490)),
    Hostile("bomb with a modest ratio", "unpacked_too_large", "64 MB",
            lambda: packed(parts(sheet=random.Random(0).randbytes(10_000).hex() * 3_500))),
    Hostile("zip of zips", "not_a_workbook", "ZIP; nội dung phải là sổ tính",
            lambda: packed({f"{n}.zip": packed({"1.zip": blown_up(1)}) for n in range(9)})),
    Hostile("bomb nested in a workbook", "packed_too_tightly", "200 lần",
            lambda: with_part("xl/media/1.bin", b"\0" * 2**22)),
    Hostile("two thousand parts", "too_many_parts", "1000 mục",
            lambda: packed({**parts(), **{f"x/{n}": b"" for n in range(2000)}})),
    Hostile("size in the directory is a lie", "damaged", "hỏng", lying_about_size),
    Hostile("path up and out", "part_outside", "ra ngoài tệp nén",
            lambda: with_part("../../etc/cron.d/x")),
    Hostile("absolute path", "part_outside", "leaves the package", lambda: with_part("/etc/x")),
    Hostile("drive letter", "part_outside", "leaves the package", lambda: with_part("c:/x")),
    Hostile("backslashes", "part_outside", "leaves the package", lambda: with_part("xl\\x.xml")),
    Hostile("a part twice", "part_twice", "đúng một lần", lambda: twice(SHEET)),
    Hostile("unknown packing method", "damaged", "hỏng",
            lambda: packed(parts(), zipfile.ZIP_LZMA)),
    Hostile("encrypted part", "password", "mật khẩu", lambda: flagged(1)),
    Hostile("billion laughs", "entities", "DOCTYPE", laughs),
    Hostile("external entity", "entities", "bc.xlsx#xl/worksheets/sheet1.xml",
            lambda: packed(parts(sheet='<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
                                       + sheet(text_cell("&f;"))))),
    Hostile("entity in UTF-16", "entities", "DOCTYPE",
            lambda: packed(parts(sheet=("<!DOCTYPE x>" + sheet()).encode("utf-16")))),
    Hostile("sheet in UTF-16", "xml_form", "UTF-8",
            lambda: packed(parts(sheet=sheet().encode("utf-16")))),
    Hostile("entity in a part nobody reads", "entities", "docProps/app.xml",
            lambda: with_part("docProps/app.xml", "<!DOCTYPE x><x/>")),
    Hostile("macro workbook", "macros", "macro",
            lambda: with_part("xl/vbaProject.bin"), name="bc.xlsm"),
    Hostile("macro type without macros", "macros", "[content_types].xml",
            lambda: packed({**parts(), "[Content_Types].xml":
                            '<Types><Override ContentType="x.sheet.macroEnabled.main"/></Types>'})),
    Hostile("sheet of old macros", "macros", "06",
            lambda: packed(parts(relations=relations(("r1", "xlIntlMacrosheet", "m/1.xml"))))),
    Hostile("folder of old macros", "macros", "macrosheets",
            lambda: with_part("xl/macrosheets/sheet1.xml", "<x/>")),
    Hostile("binary workbook", "not_a_workbook", "XLSB", lambda: with_part("xl/workbook.bin")),
    Hostile("OpenDocument", "not_a_workbook", "ODS",
            lambda: packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"})),
    Hostile("Word document", "not_a_workbook", "DOCX",
            lambda: packed({"word/document.xml": "<x/>"})),
)  # fmt: skip
SHEETS = (
    Hostile("truncated workbook", "damaged", "hỏng", lambda: workbook()[:-200]),
    Hostile("bit flipped", "damaged", "hỏng", bit_flipped),
    Hostile("empty file", "empty_file", "tệp rỗng", lambda: b""),
    Hostile("HTML named xlsx", "not_a_workbook", "HTML", lambda: HTML),
    Hostile("HTML named xls", "not_a_workbook", "HTML", lambda: HTML, name="bc.xls"),
    Hostile("CSV named xlsx", "not_a_workbook", "CSV/TXT", lambda: b"a;b\n1;2\n"),
    Hostile("XML spreadsheet of 2003", "not_a_workbook", "XML",
            lambda: b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>'),
    Hostile("PDF named xlsx", "not_a_workbook", "PDF", lambda: b"%PDF-1.7\n"),
    Hostile("picture named xlsx", "not_a_workbook", "PNG", lambda: b"\x89PNG\r\n\x1a\n\0\0"),
    Hostile("random bytes", "not_a_workbook", "binary", lambda: bytes(range(256))),
    Hostile("file of 21 MB", "too_large", "20 MB", lambda: b"PK\x03\x04" + bytes(21 * 2**20)),
    Hostile("million formatted rows before the last value", "sheet_too_large", "40.000 ô",
            lambda: workbook(million_rows() + text_cell("x", "A1048576"))),
    Hostile("two cells at far corners", "sheet_too_large", "bc.xlsx#06!XFD1048576",
            lambda: workbook(ONE_CELL + text_cell("x", "XFD1048576"))),
    Hostile("address beyond the last row", "xml_form", "XML", lambda: workbook(
            text_cell("x", "A1048577"))),
    Hostile("cells where none belong", "xml_form", "XML",
            lambda: workbook(after='<x><c r="A9"><v>1</v></c></x>')),
    Hostile("sheet XML cut off", "xml_form", "quy cách",
            lambda: packed(parts(sheet=sheet()[:-30]))),
    Hostile("workbook XML cut off", "damaged", "hỏng", lambda: packed(parts(book=book()[:-9]))),
    Hostile("sheet part missing", "damaged", "06",
            lambda: packed({name: data for name, data in parts().items() if name != SHEET})),
    Hostile("one long text a thousand times", "sheet_too_large", "4.000.000 ký tự",
            lambda: repeated_text(8_000, 1_000)),
    Hostile("text that does not exist", "damaged", "shared texts", _cell(' t="s"', "7")),
    Hostile("shared texts cut off", "xml_form", "quy cách",
            lambda: packed(parts(texts="<sst><si>"))),
    Hostile("sheet of one endless text", "unpacked_too_large", "16 MB",
            lambda: workbook(text_cell(random.Random(0).randbytes(10_000).hex() * 850))),
    Hostile("ten thousand merged ranges", "sheet_too_large", "5.000 vùng gộp ô",
            lambda: workbook(after='<mergeCell ref="A1:B1"/>' * 10_000)),
    Hostile("merged range that is none", "damaged", "hỏng",
            lambda: workbook(after='<mergeCells><mergeCell ref="A:ZZZZ9"/></mergeCells>')),
    Hostile("formula without a result", "formula_without_result", "bc.xlsx#06!C7",
            lambda: workbook('<row r="7"><c r="C7"><f>SUM(A1:A6)</f><v></v></c></row>')),
    Hostile("formulas that were never calculated", "formula_without_result", "A1, B1",
            lambda: packed(parts(
                book=book(inside='<calcPr fullCalcOnLoad="1"/>'),
                sheet=sheet('<row><c r="A1"><f>1+1</f><v>0</v></c><c r="B1"><f>1</f></c></row>')))),
    Hostile("list of sheets without end", "unpacked_too_large", "1 MB",
            lambda: packed(parts(book=book(random.Random(0).randbytes(10_000).hex() * 60)))),
    Hostile("relations without end", "unpacked_too_large", "workbook.xml.rels",
            lambda: packed(parts(relations=random.Random(0).randbytes(10_000).hex() * 60))),
    Hostile("shared texts of too many pieces", "sheet_too_large", "sharedStrings",
            lambda: packed(parts(texts="".join(f"<{n}>" for n in range(400_001))))),
    Hostile("no sheets", "no_sheets", "Unhide", lambda: packed(parts(book=book("")))),
    Hostile("only a hidden sheet", "no_sheets", "Unhide", lambda: packed(parts(book=book(HIDDEN)))),
    Hostile("only a chart", "no_sheets", "đang hiện",
            lambda: packed(parts(relations=relations(("r1", "chartsheet", "c/1.xml"))))),
    Hostile("only an empty sheet", "no_sheets", "06", lambda: workbook(formatted_rows(1, 50))),
    Hostile("two sheets of one name", "part_twice", "'06'", lambda: packed(parts(book=book(
            '<sheet name="06" sheetId="1" r:id="r1"/><sheet name="06" sheetId="2" r:id="r2"/>')))),
    Hostile("TCVN3 text", "legacy_encoding", "TCVN3", lambda: workbook(text_cell(LEGACY))),
    Hostile("VNI text", "legacy_encoding", "bc.xlsx#06!B2: nhận được 'Tænh",
            lambda: workbook(text_cell(VNI, "B2"))),
    Hostile("control characters", "control_characters", "ký tự điều khiển",
            lambda: workbook(text_cell("x_x0007_y"))),
    Hostile("writing direction turned", "control_characters", "đổi chiều viết",
            lambda: workbook(text_cell("12\u202e34"))),
)  # fmt: skip
COMPOUNDS = (
    Hostile("password (EncryptedPackage)", "password", "Bảo vệ sổ tính",
            lambda: compound({"EncryptionInfo": b"x", "EncryptedPackage": b"x"})),
    Hostile("password in an .xls (FILEPASS)", "password", "mật khẩu",
            lambda: binary(globals_=record(0x002F, bytes(54))), name="bc.xls"),
    Hostile("macros in an .xls", "macros", "macro", name="bc.xls",
            make=lambda: compound({"Workbook": binary_stream(b"")}, ("_VBA_PROJECT_CUR",))),
    Hostile("old macro sheet in an .xls", "macros", "06", lambda: binary(kind=1), name="bc.xls"),
    Hostile("Word document of old", "not_a_workbook", "DOC",
            lambda: compound({"WordDocument": b"x"}), name="bc.xls"),
    Hostile("compound file of another kind", "not_a_workbook", "OLE",
            lambda: compound({"x": b""}), name="bc.xls"),
    Hostile("truncated .xls", "damaged", "hỏng", lambda: old_workbook((1,) * 99)[:3000],
            name="bc.xls"),
    Hostile(".xls of eight bytes", "damaged", "hỏng", lambda: compound({})[:8], name="bc.xls"),
    Hostile("ring in an .xls", "damaged", "chain", ring, name="bc.xls"),
    Hostile("two far cells in an .xls", "sheet_too_large", "bc.xls#06!IV65536", name="bc.xls",
            make=lambda: binary(number_cell(0, 0, 1) + number_cell(65535, 255, 1))),
    Hostile("too many records in an .xls", "sheet_too_large", "40.000 ô", name="bc.xls",
            make=lambda: binary(record(0x0201, bytes(6)) * 100_000)),
    Hostile("merged ranges without end in an .xls", "sheet_too_large", "5.000", name="bc.xls",
            make=lambda: binary(record(0x00E5, struct.pack("<H", 1027) + bytes(8216)) * 5)),
    Hostile("formulas never calculated in an .xls", "formula_without_result", "bc.xls#06!B2",
            lambda: old_workbook((), (1, xlwt.Formula("1+2"))), name="bc.xls"),
    Hostile("one long text many times in an .xls", "sheet_too_large", "ký tự", name="bc.xls",
            make=lambda: repeated_old_text(8_000, 1_000)),
    Hostile("hidden sheet in an .xls", "no_sheets", "Unhide", name="bc.xls",
            make=lambda: binary(number_cell(0, 0, 1), state=1)),
)  # fmt: skip
CELLS = (
    Hostile("broken reference", "error_value", "bc.xlsx#06!A1: nhận được '#REF!'",
            _cell(' t="e"', "#REF!"), "count"),
    Hostile("broken reference in an .xls", "error_value", "'#DIV/0!'", reader="count",
            make=lambda: binary(formula_cell(0, 0, b"\2\0\7\0\0\0\xff\xff")
                                + formula_cell(1, 0, struct.pack("<d", 2))), name="bc.xls"),
    Hostile("negative count", "negative_count", "nhận được -5", _cell("", "-5"), "count"),
    Hostile("half a dossier", "fraction_in_count", "nhận được 12.5", _cell("", "12.5"), "count"),
    Hostile("point where a comma is declared", "number_form", "'1.5'",
            lambda: workbook(text_cell("1.5")), "count"),
    Hostile("comma in the wrong place", "number_form", "'1,3,10'",
            lambda: workbook(text_cell("1,3,10")), "count"),
    Hostile("infinite number", "not_a_number", "inf", _cell("", "1e999"), "count"),
    Hostile("count beyond belief", "count_too_large", "1.000.000.000.000", _cell("", "1e15"),
            "count"),
    Hostile("date for a count", "not_a_number", "2024", _cell(' s="1"', "45458"), "count"),
    Hostile("logical value for a count", "not_a_number", "True", _cell(' t="b"', "1"), "count"),
    Hostile("text of 300 characters for a count", "number_form", "xxx…'",
            lambda: workbook(text_cell("x" * 300)), "count"),
    Hostile("American date", "not_a_day", "'6/15/2024'",
            lambda: workbook(text_cell("6/15/2024")), "day"),
    Hostile("serial number of 1904 for a day", "not_a_day", "15/6/2024", _cell("", "500"), "day"),
    Hostile("two days in one cell", "not_a_day", "một ngày",
            lambda: workbook(text_cell("15/5/2024 - 14/6/2024")), "day"),
)  # fmt: skip
TEXTS = (
    Hostile("UTF-16 without a mark", "unknown_encoding", "UTF-16 có BOM",
            lambda: VIETNAMESE.encode("utf-16-le"), "csv", "bc.csv"),
    Hostile("UTF-16 cut in half", "unknown_encoding", "utf-16",
            lambda: VIETNAMESE.encode("utf-16")[:-1], "csv", "bc.csv"),
    Hostile("Windows-1258", "cp1258", "Windows-1258", lambda: cp1258(VIETNAMESE), "csv", "bc.csv"),
    Hostile("TCVN3 bytes", "legacy_encoding", "TCVN3", lambda: LEGACY.encode("latin-1"), "csv",
            "bc.csv"),
    Hostile("VNI bytes", "legacy_encoding", "VNI", lambda: VNI.encode("latin-1"), "csv", "bc.csv"),
    Hostile("TCVN3 saved as UTF-8", "legacy_encoding", "bc.csv:2",
            lambda: f"x\n{LEGACY}\n".encode(), "csv", "bc.csv"),
    Hostile("bytes of no encoding", "unknown_encoding", "UTF-8", lambda: b"\xff\xff\x81 Ho", "csv",
            "bc.csv"),
    Hostile("NUL in CSV", "unknown_encoding", "NUL", lambda: b"a;b\0c", "csv", "bc.csv"),
    Hostile("control character in CSV", "control_characters", "bc.csv:2", lambda: b"a\n\x1b[31m",
            "csv", "bc.csv"),
    Hostile("open quotes", "csv_form", "bc.csv:2", lambda: b'a;b\n"c;d', "csv", "bc.csv"),
    Hostile("million columns", "sheet_too_large", "100.000 ô", lambda: b";" * 10**6, "csv",
            "bc.csv"),
    Hostile("workbook named csv", "not_text", "ZIP", workbook, "csv", "bc.csv"),
    Hostile("JSON cut off", "json_form", "quy cách", lambda: b'{"a": ', "json", "bc.json"),
    Hostile("JSON of 10,000 levels", "json_too_deep", "32 tầng", lambda: b"[" * 10_000, "json",
            "bc.json"),
    Hostile("JSON of a million values", "json_too_large", "200.000 giá trị",
            lambda: b"[" + b"0," * 10**6 + b"0]", "json", "bc.json"),
    Hostile("JSON of 6 MB", "too_large", "5 MB", lambda: b'"' + b"x" * (6 * 2**20) + b'"', "json",
            "bc.json"),
    Hostile("NaN in JSON", "json_number", "NaN", lambda: b'{"a": NaN}', "json", "bc.json"),
    Hostile("infinite JSON number", "json_number", "1e999", lambda: b"[1e999]", "json", "bc.json"),
    Hostile("JSON number of 5,000 digits", "json_number", "30 chữ số", lambda: b"9" * 5000, "json",
            "bc.json"),
    Hostile("JSON key twice", "json_key_twice", "'a'", lambda: b'{"a": 1, "a": 2}', "json",
            "bc.json"),
    Hostile("control character hidden in JSON", "control_characters", "bc.json/a/0",
            lambda: b'{"a": ["\\u0000"]}', "json", "bc.json"),
    Hostile("TCVN3 hidden in JSON", "legacy_encoding", "TCVN3",
            lambda: b'["T\\u00d8nh Ho\\u00b5 B\\u00d7nh"]', "json", "bc.json"),
)  # fmt: skip
CORPUS = (*PACKAGES, *SHEETS, *COMPOUNDS, *CELLS, *TEXTS)
