import io
import json
import zipfile
from datetime import datetime

from openpyxl import Workbook

from chiso.synthetic.still_files import json_bytes, workbook_bytes


def test_no_entry_of_a_workbook_carries_a_time_of_its_own():
    content = workbook_bytes(Workbook(), datetime.fromisoformat("2024-06-17T17:00"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.create_system for entry in archive.infolist()} == {3}
        assert b"2024-06-17T17:00:00Z" in archive.read("docProps/core.xml")


def test_json_keeps_vietnamese_letters_readable():
    content = json_bytes({"TEN": "Huyện Đà Bắc"})
    assert "Huyện Đà Bắc" in content.decode()
    assert json.loads(content) == {"TEN": "Huyện Đà Bắc"}
