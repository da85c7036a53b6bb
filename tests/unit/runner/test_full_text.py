"""What a notebook cuts stands whole in a file beside it."""

import errno
from contextlib import closing
from io import FileIO
from pathlib import Path

from chiso.runner.full_text import FullText

END = "\n[Tệp này chỉ giữ đến đây. / This file keeps no more than this.]\n"


def stream(text):
    return {"msg_type": "stream", "content": {"name": "stdout", "text": text}}


def written(folder, *cells, **limit):
    """What is kept of cells: what each of them prints, and whether it was cut."""
    path = folder / "x.full"
    kept = []
    with closing(FullText(path, "_full/x.txt", **limit)) as full_text:
        for number, (pieces, is_cut) in enumerate(cells, 1):
            for piece in pieces:
                full_text.take(stream(piece))
            kept.append(full_text.end_cell(f"#{number}", keep=is_cut))
    return kept, path.read_text(encoding="utf-8") if path.exists() else None


def test_the_text_of_cells_that_were_cut_is_kept_whole(tmp_path):
    cells = (["một ", "hai"], True), (["ba"], False), (["bốn"], True)
    assert written(tmp_path, *cells) == ([True, False, True], "một hai\n[#1]\nbốn\n[#3]\n")


def test_where_nothing_was_cut_there_is_no_file(tmp_path):
    assert written(tmp_path, (["một"], False)) == ([False], None)


def test_a_cell_that_showed_too_many_pictures_printed_nothing(tmp_path):
    path = tmp_path / "x.full"
    full_text = FullText(path, "_full/x.txt")
    full_text.take({"msg_type": "display_data", "content": {"data": {"image/png": "x"}}})
    assert not full_text.end_cell("#1", keep=True)
    full_text.close()
    assert not path.exists()


def test_no_more_than_a_limit_is_kept_and_the_file_says_so(tmp_path):
    cells = (["12345678", "90ab", "cd"], True), (["e"], True)
    assert written(tmp_path, *cells, most_bytes=10) == ([True, False], f"1234567890{END}\n[#1]\n")


def test_a_full_disk_ends_the_file_and_not_the_chapter(tmp_path, monkeypatch):
    class FullDisk(FileIO):
        def write(self, text):
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "open", lambda path, mode, buffering: FullDisk(path, mode))
    assert written(tmp_path, (["x", "x"], True)) == ([False], None)
