"""What each refusal says: what is allowed, and what the sender of the file should do."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from chiso.words import Words

_RESAVE = Words(
    vi="Mở tệp bằng Excel hoặc LibreOffice, chọn Lưu thành (Save As) dạng XLSX rồi gửi lại",
    en="Open it in Excel or LibreOffice, choose Save As XLSX and send it again",
)
_SEND_AGAIN = Words(
    vi="Tải hoặc xin lại tệp từ nơi gửi; tệp có thể hỏng khi truyền",
    en="Download it or ask the sender again; it may have been damaged on the way",
)
_NOT_OPENED = Words(
    vi="Không mở tệp này; báo nơi gửi và xin bản xuất thẳng từ phần mềm báo cáo",
    en="Do not open this file; tell the sender and ask for one exported by the reporting software",
)
_CELL = Words(vi="Sửa ô này trong tệp gốc rồi gửi lại", en="Correct the cell and send it again")
_UNICODE = Words(
    vi="Chuyển mã sang Unicode (TCVN 6909:2001), lưu dạng UTF-8 rồi gửi lại",
    en="Convert it to Unicode (TCVN 6909:2001), save it as UTF-8 and send it again",
)
_SMALLER = Words(
    vi="Xóa dòng, cột, định dạng, ảnh và trang tính không thuộc báo cáo rồi lưu lại",
    en="Delete rows, columns, formats, pictures and sheets that are no part of the return",
)
_COUNT = Words(
    vi="số đếm phải là số nguyên không âm", en="a count must be a whole number, not negative"
)

# What is allowed, and what to do, by rule. The first sentence must stand without a found value.
_FILES: dict[str, tuple[Words, Words]] = {
    "no_file": (
        Words(vi="không có tệp này", en="there is no such file"),
        Words(vi="Kiểm tra lại đường dẫn", en="Check the path"),
    ),
    "unreadable": (
        Words(vi="phải là tệp đọc được", en="it must be a file that can be read"),
        Words(vi="Kiểm tra quyền đọc và ổ đĩa", en="Check the right to read it, and the disk"),
    ),
    "not_a_file": (
        Words(
            vi="phải là tệp thường, không phải thư mục, liên kết, ống dẫn hay thiết bị",
            en="it must be an ordinary file, not a folder, link, pipe or device",
        ),
        Words(vi="Chép nội dung ra một tệp thường", en="Copy the content into an ordinary file"),
    ),
    "unsafe_name": (
        Words(
            vi="tên tệp không được có ký tự điều khiển, dấu \\ hoặc dài quá 255 byte",
            en="a file name must have no control characters, no \\ and at most 255 bytes",
        ),
        Words(vi="Đổi tên tệp rồi nhập lại", en="Rename the file and import it again"),
    ),
    "empty_file": (Words(vi="tệp rỗng", en="the file is empty"), _SEND_AGAIN),
    "too_large": (
        Words(vi="tệp phải không quá {limit}", en="a file must have at most {limit}"),
        _SMALLER,
    ),
    "not_a_workbook": (
        Words(
            vi="nội dung phải là sổ tính XLSX hoặc XLS; phần mở rộng của tên không đủ",
            en="the content must be an XLSX or XLS workbook; the extension of a name is no proof",
        ),
        _RESAVE,
    ),
    "not_text": (
        Words(vi="phải là tệp văn bản (CSV, JSON)", en="it must be a text file (CSV, JSON)"),
        Words(vi="Nhập tệp theo đúng loại của nó", en="Import the file as what it is"),
    ),
    "damaged": (
        Words(vi="sổ tính bị hỏng hoặc thiếu", en="the workbook is damaged or cut off"),
        _SEND_AGAIN,
    ),
    "password": (
        Words(
            vi="sổ tính có mật khẩu; chỉ nhận sổ tính không có mật khẩu mở tệp",
            en="the workbook has a password; only workbooks that open without one are read",
        ),
        Words(
            vi="Bỏ mật khẩu trong Excel (Tệp > Thông tin > Bảo vệ sổ tính) rồi gửi lại",
            en="Remove the password in Excel (File > Info > Protect Workbook) and send it again",
        ),
    ),
    "macros": (
        Words(
            vi="sổ tính chứa macro; chỉ nhận sổ tính không có macro",
            en="the workbook carries macros; only workbooks without macros are read",
        ),
        _RESAVE,
    ),
}
_PACKAGES: dict[str, tuple[Words, Words]] = {
    "too_many_parts": (
        Words(
            vi="tệp nén phải có không quá {limit} mục",
            en="a package must have at most {limit} parts",
        ),
        _NOT_OPENED,
    ),
    "unpacked_too_large": (
        Words(
            vi="sau khi giải nén phải không quá {limit}",
            en="unpacked it must have at most {limit}",
        ),
        _NOT_OPENED,
    ),
    "packed_too_tightly": (
        Words(
            vi="nội dung phải được nén không quá {limit} lần (bom nén)",
            en="content must be packed at most {limit} times (zip bomb)",
        ),
        _NOT_OPENED,
    ),
    "part_outside": (
        Words(
            vi="mục bên trong có đường dẫn ra ngoài tệp nén; mọi đường dẫn phải nằm bên trong",
            en="a part's path leaves the package; all paths must stay inside",
        ),
        _NOT_OPENED,
    ),
    "part_twice": (
        Words(
            vi="mỗi mục và mỗi trang tính phải có đúng một lần",
            en="each part and each sheet must be there once only",
        ),
        _NOT_OPENED,
    ),
    "entities": (
        Words(
            vi="XML có khai báo DOCTYPE hoặc ENTITY; sổ tính thật không có",
            en="the XML declares a DOCTYPE or an ENTITY; real workbooks do not",
        ),
        _NOT_OPENED,
    ),
    "xml_form": (
        Words(vi="XML phải đúng quy cách, mã UTF-8", en="the XML must be well formed and in UTF-8"),
        _RESAVE,
    ),
}
_SHEETS: dict[str, tuple[Words, Words]] = {
    "no_sheets": (
        Words(
            vi="sổ tính phải có ít nhất một trang tính đang hiện và có số liệu",
            en="a workbook must have at least one visible sheet with values",
        ),
        Words(
            vi="Bỏ ẩn (Unhide) trang tính của báo cáo, lưu rồi gửi lại",
            en="Unhide the sheet of the return, save and send it again",
        ),
    ),
    "sheet_too_large": (
        Words(vi="trang tính phải không quá {limit}", en="a sheet must have at most {limit}"),
        _SMALLER,
    ),
    "formula_without_result": (
        Words(
            vi="công thức chưa có kết quả; phải được tính và lưu kèm kết quả",
            en="formulas have no stored results; they must be calculated and saved",
        ),
        Words(
            vi="Mở tệp bằng Excel cho tính lại, lưu rồi gửi lại",
            en="Open the file in Excel so that it calculates, save and send it again",
        ),
    ),
    "legacy_encoding": (
        Words(
            vi="giống chữ mã cũ TCVN3 (ABC) hoặc VNI; chữ Việt phải là Unicode",
            en="this looks like the old encodings TCVN3 (ABC) or VNI; text must be Unicode",
        ),
        _UNICODE,
    ),
    "control_characters": (
        Words(
            vi="chữ không được lẫn ký tự điều khiển hoặc ký tự đổi chiều viết",
            en="text must not hold control characters or marks that turn the writing direction",
        ),
        _CELL,
    ),
}
_TEXT_FILES: dict[str, tuple[Words, Words]] = {
    "cp1258": (
        Words(
            vi="giống bảng mã Windows-1258; phải là UTF-8, hoặc UTF-16 có BOM",
            en="this looks like Windows-1258; it must be UTF-8, or UTF-16 with a BOM",
        ),
        Words(
            vi="Lưu lại dạng UTF-8, hoặc khai báo bảng mã cp1258 cho nguồn này",
            en="Save it as UTF-8, or declare the encoding cp1258 for this source",
        ),
    ),
    "unknown_encoding": (
        Words(
            vi="văn bản phải là UTF-8, UTF-16 có BOM, hoặc đúng bảng mã đã khai báo",
            en="text must be UTF-8, UTF-16 with a BOM, or in the declared encoding",
        ),
        _UNICODE,
    ),
    "csv_form": (
        Words(
            vi="CSV phải theo dấu ngăn cột đã khai báo, ngoặc kép khép kín",
            en="CSV must follow the declared delimiter and close its quotes",
        ),
        Words(vi="Kiểm tra dòng này", en="Check that line"),
    ),
    "json_form": (Words(vi="JSON phải đúng quy cách", en="JSON must be well formed"), _SEND_AGAIN),
    "json_too_deep": (
        Words(
            vi="JSON phải lồng nhau không quá {limit} tầng",
            en="JSON must be at most {limit} levels deep",
        ),
        _NOT_OPENED,
    ),
    "json_too_large": (
        Words(vi="JSON phải có không quá {limit}", en="JSON must have at most {limit}"),
        Words(vi="Xin mỗi kỳ báo cáo một tệp", en="Ask for one file a reporting period"),
    ),
    "json_number": (
        Words(
            vi="số phải hữu hạn, không quá {limit} chữ số (không nhận NaN, Infinity)",
            en="numbers must be finite and of at most {limit} digits (no NaN, no Infinity)",
        ),
        _SEND_AGAIN,
    ),
    "json_key_twice": (
        Words(vi="mỗi khóa phải có đúng một lần", en="each key must be there once only"),
        _SEND_AGAIN,
    ),
}
_CELLS: dict[str, tuple[Words, Words]] = {
    "error_value": (
        Words(vi="ô đang báo lỗi công thức; phải là số", en="a formula error; must be a number"),
        _CELL,
    ),
    "negative_count": (_COUNT, _CELL),
    "fraction_in_count": (_COUNT, _CELL),
    "count_too_large": (
        Words(vi="số đếm phải không quá {limit}", en="a count must be at most {limit}"),
        Words(vi="Kiểm tra dấu ngăn cách và đơn vị", en="Check the separators and the unit"),
    ),
    "not_a_number": (
        Words(
            vi="phải là số, hoặc để trống khi chưa có số liệu",
            en="it must be a number, or empty when missing",
        ),
        _CELL,
    ),
    "number_form": (
        Words(
            vi="phải là số dùng '{thousands}' ngăn hàng nghìn và '{decimal}' ngăn thập phân",
            en="must be a number with '{thousands}' for thousands and '{decimal}' for decimals",
        ),
        Words(
            vi="Kiểm tra ô này và dấu ngăn cách đã khai báo cho nguồn",
            en="Check the cell, and the separators declared for the source",
        ),
    ),
    "not_a_day": (
        Words(
            vi="phải là một ngày từ năm 2000 đến 2099, như 15/6/2024",
            en="it must be one day from 2000 to 2099, such as 15/6/2024 (day first)",
        ),
        _CELL,
    ),
}
RULES: Mapping[str, tuple[Words, Words]] = MappingProxyType(
    _FILES | _PACKAGES | _SHEETS | _TEXT_FILES | _CELLS
)
"""What is allowed and what to do, by rule."""
