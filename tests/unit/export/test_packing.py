"""The same document in less room."""

import re
import zlib

import pytest

from chiso.export.packing import packed
from makers.browsers import SMALL_PDF, small_pdf


def streams(pdf):
    """Entries and unpacked content of each compressed stream, by object number."""
    pattern = rb"(\d+) 0 obj\n<<([^>]*/FlateDecode[^>]*)>> stream\n(.*?)\nendstream\nendobj"
    return {
        int(number): (entries, zlib.decompress(content))
        for number, entries, content in re.findall(pattern, pdf, re.DOTALL)
    }


def large_pdf(count):
    """A document of many small objects."""
    body, places = b"%PDF-1.4\n", []
    for number in range(1, count + 1):
        places.append(len(body))
        body += b"%d 0 obj\n<</Type /StructElem\n/P %d 0 R>>\nendobj\n" % (number, number)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (count + 1) + rows
    trailer = b"trailer\n<</Size %d\n/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    return body + table + trailer % (count + 1, len(body))


def test_small_objects_stand_in_one_compressed_group():
    entries, content = streams(packed(small_pdf()))[6]
    assert b"/Type /ObjStm /N 4" in entries
    first = int(re.search(rb"/First (\d+)", entries)[1])
    assert [int(word) for word in content[:first].split()][::2] == [1, 2, 3, 4]
    assert content[first:].startswith(b"<</Creator (chiso)")


def test_the_places_of_a_group_lead_to_its_objects():
    entries, content = streams(packed(small_pdf()))[6]
    first = int(re.search(rb"/First (\d+)", entries)[1])
    numbers = [int(word) for word in content[:first].split()]
    found = [content[first + place :][:30] for place in numbers[1::2]]
    assert [text.split(b"\n")[0] for text in found] == [
        b"<</Creator (chiso)",
        b"<</Type /Catalog",
        b"<</Type /Pages",
        b"<</Type /Page",
    ]


def test_streams_stay_as_they_are():
    assert b"5 0 obj\n<</Length 4>> stream\n0 0 m\nendstream\nendobj" in packed(small_pdf())


def test_the_table_leads_to_streams_and_into_groups():
    pdf = packed(small_pdf())
    entries, table = streams(pdf)[7]
    rows = [table[start : start + 7] for start in range(0, len(table), 7)]
    assert b"/W [1 4 2]" in entries
    assert b"/Size 8" in entries
    assert rows[2] == bytes([2, 0, 0, 0, 6, 0, 1])  # the second object of group 6
    place = int.from_bytes(rows[5][1:5], "big")
    assert pdf[place:].startswith(b"5 0 obj")
    assert pdf[int(re.search(rb"startxref\n(\d+)", pdf)[1]) :].startswith(b"7 0 obj")


def test_catalogue_and_properties_stay_named():
    entries, _ = streams(packed(small_pdf()))[7]
    assert b"/Root 2 0 R" in entries
    assert b"/Info 1 0 R" in entries


def test_many_objects_make_several_groups_and_a_small_file():
    pdf = large_pdf(1001)
    small = packed(pdf)
    groups = [content for entries, content in streams(small).values() if b"/ObjStm" in entries]
    assert len(groups) == 3  # 500 + 500 + 1
    assert len(small) < len(pdf) / 5


@pytest.mark.parametrize(
    "pdf",
    [
        b"",
        b"%PDF-1.7\nno table\nstartxref\n9\n%%EOF",
        large_pdf(0),
        small_pdf().replace(b"3 0 obj", b"3 1 obj"),
        small_pdf() + b"\nmore",
    ],
    ids=["nothing", "no table", "no objects", "another generation", "something behind the end"],
)
def test_a_document_of_another_layout_is_left_as_it_is(pdf):
    assert packed(pdf) == pdf


def test_equal_documents_give_equal_bytes():
    assert packed(small_pdf()) == packed(SMALL_PDF + small_pdf()[len(SMALL_PDF) :])
