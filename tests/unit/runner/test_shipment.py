import os
from dataclasses import replace

import pytest

from chiso.runner.shipment import Shelf, pack
from unit.runner.tiny import make_project


def test_notebooks_and_data_are_packed_under_their_places_in_the_project(tmp_path):
    packing = pack(make_project(tmp_path))
    names = set(packing.shipment.files)
    assert {"project/notebooks/00_summary.ipynb", "project/data/tiny/dataset.yml"} <= names
    name = "project/data/tiny/dataset.yml"
    state = (tmp_path / "data/tiny/dataset.yml").stat()
    assert packing.states[name] == (state.st_size, state.st_mtime_ns)
    assert packing.source(name) == tmp_path / "data/tiny/dataset.yml"


def test_data_outside_the_project_stay_outside(tmp_path):
    project = make_project(tmp_path / "project")
    other = tmp_path / "elsewhere" / "mine"
    other.parent.mkdir()
    project.data.rename(other)
    packing = pack(replace(project, data=other))
    assert packing.shipment.data == "outside/mine"
    assert packing.source("outside/mine/dataset.yml") == other / "dataset.yml"
    laid = packing.shipment.project(tmp_path / "tree")
    assert dict(laid.paths)[os.fspath(laid.data)] == "mine"


def test_what_is_sent_makes_the_same_tree_elsewhere(tmp_path):
    project = make_project(tmp_path / "project")
    packing, shelf = pack(project), Shelf(tmp_path / "shelf")
    lacking = shelf.lacking(packing.shipment)
    assert set(lacking) == set(packing.shipment.files.values())
    shelf.keep(map(packing.content, lacking))
    assert shelf.lacking(packing.shipment) == ()
    tree = shelf.lay_out(packing.shipment)
    assert shelf.lay_out(packing.shipment) == tree
    for name in packing.shipment.files:
        assert (tree / name).read_bytes() == packing.source(name).read_bytes()
    assert packing.shipment.project(tree).data == tree / "project/data/tiny"


def test_two_chapters_may_lay_out_one_tree_at_once(tmp_path, monkeypatch):
    packing, shelf = pack(make_project(tmp_path / "project")), Shelf(tmp_path / "shelf")
    shelf.keep(map(packing.content, shelf.lacking(packing.shipment)))
    tree = shelf.lay_out(packing.shipment)
    there = type(tree).is_dir
    monkeypatch.setattr("pathlib.Path.is_dir", lambda self: self != tree and there(self))
    assert shelf.lay_out(packing.shipment) == tree
    assert [path.name for path in tree.parent.iterdir()] == [tree.name]


def test_an_edited_file_changes_the_name_of_the_tree_and_only_it_is_lacking(tmp_path):
    project = make_project(tmp_path / "project")
    before, shelf = pack(project), Shelf(tmp_path / "shelf")
    shelf.keep(map(before.content, shelf.lacking(before.shipment)))
    (project.data / "totals.yml").write_text("[]\n\n", encoding="utf-8")
    after = pack(project)
    assert after.shipment.name != before.shipment.name
    changed = after.shipment.files["project/data/tiny/totals.yml"]
    assert shelf.lacking(after.shipment) == (changed,)


def test_a_file_that_was_edited_since_is_not_sent(tmp_path):
    project = make_project(tmp_path / "project")
    packing = pack(project)
    (project.data / "dataset.yml").write_text("edited", encoding="utf-8")
    with pytest.raises(ValueError, match=r"project/data/tiny/dataset\.yml"):
        packing.content(packing.shipment.files["project/data/tiny/dataset.yml"])
