"""An import as a whole: files in, one batch out, and the same files again change nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiso.dataset import load_observations, read_catalogue
from chiso.errors import UsageError
from chiso.intake.importing import Imported, ImportRequest, import_returns
from chiso.loaders.reading import Hints
from chiso.periods import Period
from unit.intake.made_up import read_made_up, write_return
from unit.intake.makers import RECEIVED, dataset

FIRST = date(2024, 1, 5)


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHISO_LANG", "en")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return dataset(tmp_path / "data")[0]


def run(folder: Path, *paths: Path, **changes: Any) -> Imported:
    fields = {"received": RECEIVED, "hints": Hints(), **changes}
    return import_returns(ImportRequest(folder, tuple(map(str, paths)), **fields), read_made_up)


def tree(folder: Path) -> dict[str, bytes]:
    paths = [path for path in folder.rglob("*") if path.is_file() and path.name != ".import.lock"]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def leading(folder: Path) -> dict[str, float]:
    """The value of each tier that was published last."""
    loaded = load_observations(folder, read_catalogue(folder)).sort_values("published")
    return loaded.groupby("tier")["value"].last().to_dict()


def test_a_folder_of_returns_becomes_one_batch(tmp_path: Path, folder: Path) -> None:
    write_return(tmp_path / "in" / "1.json", 5)
    write_return(tmp_path / "in" / "2.json", 6, tier="all")
    done = run(folder, tmp_path / "in")
    assert done.batch == "2024-08-01-01"
    assert leading(folder) == {"district": 5, "all": 6}


def test_the_same_files_again_add_nothing(tmp_path: Path, folder: Path) -> None:
    write_return(tmp_path / "in" / "1.json", 5)
    run(folder, tmp_path / "in")
    before = tree(folder)
    again = run(folder, tmp_path / "in")
    assert (again.batch, again.plan, again.refused) == ("", None, ())
    assert [known.twin for known in again.known] == ["2024-08-01-01/1.json"]
    assert tree(folder) == before


def test_a_copy_under_another_name_is_the_same_file(tmp_path: Path, folder: Path) -> None:
    run(folder, write_return(tmp_path / "1.json"))
    assert run(folder, write_return(tmp_path / "copy.json")).known[0].label.endswith("copy.json")


def test_a_bad_file_does_not_keep_the_others_out(tmp_path: Path, folder: Path) -> None:
    write_return(tmp_path / "in" / "bad.json", do="refuse")
    write_return(tmp_path / "in" / "low.json", -1)
    write_return(tmp_path / "in" / "good.json", 7)
    done = run(folder, tmp_path / "in")
    assert [Path(each.label).name for each in done.refused] == ["bad.json", "low.json"]
    assert done.batch
    assert leading(folder) == {"district": 7}


def test_when_strict_one_bad_file_keeps_all_out(tmp_path: Path, folder: Path) -> None:
    write_return(tmp_path / "in" / "bad.json", do="refuse")
    write_return(tmp_path / "in" / "good.json", 7)
    before = tree(folder)
    done = run(folder, tmp_path / "in", strict=True)
    assert (done.batch, len(done.refused)) == ("", 1)
    assert tree(folder) == before
    (tmp_path / "in" / "bad.json").unlink()
    assert run(folder, tmp_path / "in", strict=True).batch


def test_a_dry_run_plans_and_writes_nothing(tmp_path: Path, folder: Path) -> None:
    before = tree(folder)
    done = run(folder, write_return(tmp_path / "1.json"), dry_run=True)
    assert done.plan is not None
    assert len(done.plan.rows) == 1
    assert done.batch == ""
    assert tree(folder) == before
    assert not (folder / ".import.lock").exists()


def test_hints_reach_the_reader(tmp_path: Path, folder: Path) -> None:
    hints = Hints(period=Period.parse("Q2/2024"))
    done = run(folder, write_return(tmp_path / "1.json"), hints=hints)
    assert done.plan is not None
    assert done.plan.files[0].entry.period == "2024-Q2"


def test_an_unknown_layout_is_told_before_any_file_is_read(tmp_path: Path, folder: Path) -> None:
    path = write_return(tmp_path / "1.json", do="kill")
    with pytest.raises(UsageError, match="--layout: got 'from06'"):
        run(folder, path, hints=Hints("from06"))


def test_a_file_is_refused_by_what_it_says_and_by_what_is_there(
    tmp_path: Path, folder: Path
) -> None:
    a = write_return(tmp_path / "a.json", 5)
    b = write_return(tmp_path / "b.json", 6)
    done = run(folder, a, b)
    assert [found.problems[0].rule for found in done.refused] == ["conflict", "conflict"]
    assert done.batch == ""


# Laws.

Vintage = tuple[int, int]  # days after the first, value
VINTAGES = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 3)),
    min_size=1,
    max_size=6,
    unique_by=lambda vintage: vintage[0],
)


def write_all(folder: Path, vintages: Sequence[Vintage], tier: str = "district") -> list[Path]:
    return [
        write_return(
            folder / f"{tier}_{after}.json",
            value,
            tier=tier,
            signed=(FIRST + timedelta(days=after)).isoformat(),
        )
        for after, value in vintages
    ]


@settings(max_examples=10, deadline=None)
@given(VINTAGES, st.randoms(use_true_random=False), st.integers(1, 3))
def test_whatever_came_in_each_import_the_last_signed_value_leads(
    vintages: list[Vintage], chance: Any, imports: int
) -> None:
    with tempfile.TemporaryDirectory() as place:
        data, _ = dataset(Path(place) / "data")
        paths = write_all(Path(place), sorted(vintages))
        for at in range(imports):
            part = paths[len(paths) * at // imports : len(paths) * (at + 1) // imports]
            chance.shuffle(part)
            if part:
                run(data, *part)
                before = tree(data)
                run(data, *part, *paths[:1])
                assert tree(data) == before
        assert leading(data) == {"district": max(vintages)[1]}


@settings(max_examples=8, deadline=None)
@given(st.permutations(range(4)))
def test_returns_with_values_of_their_own_may_come_in_any_order(order: list[int]) -> None:
    with tempfile.TemporaryDirectory() as place:
        data, _ = dataset(Path(place) / "data")
        for at in order:
            run(data, *write_all(Path(place), [(at, 100 + at)]))
        assert leading(data) == {"district": 103}
        loaded = load_observations(data, read_catalogue(data)).sort_values("published")
        assert loaded["value"].tolist() == [100, 101, 102, 103]


@settings(max_examples=10, deadline=None)
@given(VINTAGES, st.randoms(use_true_random=False))
def test_the_order_of_paths_decides_not_one_byte(vintages: list[Vintage], chance: Any) -> None:
    with tempfile.TemporaryDirectory() as place:
        trees = []
        paths = write_all(Path(place), vintages) + write_all(Path(place), vintages[:2], "all")
        for name in ("a", "b"):
            data, _ = dataset(Path(place) / name / "tiny")
            run(data, *paths)
            chance.shuffle(paths)
            trees.append(tree(data))
        assert trees[0] == trees[1]
