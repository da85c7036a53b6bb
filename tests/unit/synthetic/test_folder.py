import pytest

from chiso.errors import UsageError
from chiso.synthetic import check_target
from chiso.synthetic.folder import MANIFEST, manifest_bytes

DIGEST = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03"  # of "hello\n"


@pytest.fixture
def own(tmp_path):
    """A folder with one file that the manifest knows."""
    folder = tmp_path / "own"
    (folder / "2024-06").mkdir(parents=True)
    (folder / "2024-06" / "a b.txt").write_bytes(b"hello\n")
    (folder / MANIFEST).write_bytes(manifest_bytes({"2024-06/a b.txt": DIGEST}))
    return folder


def test_the_manifest_is_what_sha256sum_writes():
    assert manifest_bytes({"b": "2", "a": "1"}) == b"1  a\n2  b\n"


def test_a_new_an_empty_and_an_own_folder_are_free(own, tmp_path):
    (tmp_path / "empty").mkdir()
    for folder in (own, tmp_path / "empty", tmp_path / "new"):
        check_target(folder)


def test_an_own_file_that_was_changed_is_not_replaced(own):
    (own / "2024-06" / "a b.txt").write_text("mine")
    with pytest.raises(UsageError, match=r"a b\.txt"):
        check_target(own)


def test_a_file_of_somebody_else_is_not_lost(own):
    (own / "2024-06" / "thư.docx").write_text("mine")
    with pytest.raises(UsageError, match=r"thư\.docx"):
        check_target(own)


def test_without_the_manifest_nothing_is_ours(own):
    (own / MANIFEST).unlink()
    with pytest.raises(UsageError, match=r"a b\.txt"):
        check_target(own)


def test_a_file_is_no_folder(tmp_path):
    path = tmp_path / "file"
    path.write_text("mine")
    with pytest.raises(UsageError) as error:
        check_target(path)
    assert "made by chiso sample" in error.value.lines("en")[0]


def test_a_link_is_not_followed(own, tmp_path):
    (tmp_path / "link").symlink_to(own)
    with pytest.raises(UsageError):
        check_target(tmp_path / "link")


def test_a_link_among_the_files_is_not_ours(own, tmp_path):
    outside = tmp_path / "outside"
    outside.write_bytes(b"hello\n")
    (own / "2024-06" / "a b.txt").unlink()
    (own / "2024-06" / "a b.txt").symlink_to(outside)
    with pytest.raises(UsageError, match=r"a b\.txt"):
        check_target(own)
