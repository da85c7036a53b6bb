import hashlib
import json

from chiso.synthetic import make_returns
from chiso.synthetic.folder import MANIFEST
from unit.synthetic.sheets import read_form


def test_each_month_has_its_folder_and_ten_returns(made):
    folder, _ = made
    months = sorted(path.name for path in folder.iterdir() if path.is_dir())
    assert months == [f"2025-{month:02d}" for month in range(1, 7)]
    firsts = [path for path in (folder / "2025-03").glob("II06a_*") if "dinh" not in path.name]
    assert len(firsts) == 10


def test_forms_of_quarters_and_tables_stand_in_their_last_month(made):
    folder, _ = made
    assert (folder / "2025-03" / "06_17_2025-Q1.xlsx").is_file()
    assert (folder / "2025-03" / "so-hoa_2025-Q1.csv").is_file()
    assert (folder / "2025-06" / "so-hoa_2025-H1.xlsx").is_file()
    assert (folder / "2025-02" / "766_2025-02.json").is_file()
    assert (folder / "2025-03" / "mot-cua_so-hoa_2025-03.json").is_file()


def test_the_summary_knows_every_file_by_its_digest(made):
    folder, summary = made
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST]
    assert summary.digests == {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }
    assert summary.months == ("2025-01", "2025-06")
    assert list(summary.digests) == sorted(summary.digests)


def test_every_file_says_that_it_is_illustrative(made):
    folder, summary = made
    mark = "SỐ LIỆU MINH HỌA / ILLUSTRATIVE DATA"
    for name in summary.digests:
        path = folder / name
        if path.suffix == ".json":
            assert json.loads(path.read_text(encoding="utf-8"))["illustrative"] is True
        elif path.suffix == ".xlsx" and "so-hoa" not in name:
            assert read_form(path).top[0] == mark
        elif path.suffix != ".xlsx":
            assert path.read_text(encoding="utf-8-sig").startswith(mark)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(made, tmp_path):
    _, summary = made
    again = make_returns(tmp_path / "again", summary.seed, months=1)
    june = {name: digest for name, digest in summary.digests.items() if "2025-06/II06a" in name}
    assert june.items() <= again.digests.items()
    other = make_returns(tmp_path / "other", summary.seed + 1, months=1)
    assert not set(other.digests.values()) & set(again.digests.values())


def test_the_readme_says_how_it_was_made(made):
    folder, summary = made
    told = (folder / "README.txt").read_text(encoding="utf-8")
    assert f"--seed {summary.seed} --months 6" in told
    assert "không phải kết quả thực tế" in told
    assert "none is an actual district result" in told
