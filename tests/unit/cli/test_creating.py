"""``chiso new``: a data set that takes the same returns as another one, or a chapter."""

import re

import pytest
import yaml

import makers
from chiso.cli import run_command_line
from chiso.dataset import check_dataset, creating, read_catalogue

LAYOUT = """kind: form06
name: {vi: Biểu II.06a, en: Form II.06a}
source: FORM6
words: [II.06a]
measures:
  - {indicator: dossiers, definition: as_printed, columns: ["4"]}
"""


@pytest.fixture(autouse=True)
def root(tmp_path, monkeypatch):
    monkeypatch.setenv("CHISO_LANG", "en")
    monkeypatch.setattr("chiso.cli.place.DEFAULT_DATA", "tiny")
    (tmp_path / "notebooks").mkdir()
    makers.dataset_folder(tmp_path / "data" / "tiny", files={"layouts/form_06a.yml": LAYOUT})
    monkeypatch.chdir(tmp_path / "notebooks")
    return tmp_path


def said(capsys, *words, code=0):
    assert run_command_line(list(words)) == code
    return capsys.readouterr()


def test_a_new_data_set_has_the_catalogue_and_layouts_of_its_model_but_no_figure(capsys, root):
    told = said(capsys, "new", "dataset", "mine")
    target = root / "data" / "mine"
    assert told.out == f"{target}\n"
    assert told.err.splitlines() == [
        "This data set is for real returns; illustrative files will be refused.",
        "Next: chiso import … --data mine",
    ]
    made, model = read_catalogue(target), read_catalogue(root / "data" / "tiny")
    assert made.settings.id == "mine"
    assert made.settings.name.en == "A tiny data set (mine)"
    assert (made.indicators, made.areas, made.targets) == (
        model.indicators,
        model.areas,
        model.targets,
    )
    assert list(made.layouts) == list(model.layouts) == ["form_06a"]
    assert made.corrections == ()
    assert not (target / "observations").exists()
    assert [problem.rule for problem in check_dataset(target)] == ["no_observations"]


def test_an_illustrative_model_makes_an_illustrative_data_set(capsys, root):
    path = root / "data" / "tiny" / "dataset.yml"
    path.write_text(path.read_text().replace("synthetic: false", "synthetic: true"))
    sources = root / "data" / "tiny" / "sources.yml"
    content = yaml.safe_load(sources.read_text())
    marked = {name: {**fields, "synthetic": True} for name, fields in content.items()}
    sources.write_text(yaml.safe_dump(marked, allow_unicode=True))
    told = said(capsys, "new", "dataset", "practice", "--like", "tiny")
    assert "takes illustrative data only" in told.err
    assert read_catalogue(root / "data" / "practice").settings.is_synthetic


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("new", "chiso new: DATASET is required|chiso new: .* is required"),
        ("new dataset", "chiso new: NAME is required"),
        ("new datset mine", "chiso new: got 'datset'; .*Did you mean 'dataset'"),
        ("new dataset Mine", "NAME: got 'Mine'; a name of small letters"),
        ("new dataset ../mine", r"NAME: got '\.\./mine'"),
        ("new dataset hòa_bình", "NAME: got 'hòa_bình'"),
        ("new dataset tiny", "NAME: got 'tiny'; a name that data/ does not have yet"),
        ("new dataset mine --like tny", "--like: got 'tny'; .*Did you mean 'tiny'"),
    ],
)
def test_a_wrong_word_is_told_in_one_sentence(capsys, root, words, told):
    found = said(capsys, *words.split(), code=2)
    assert re.match(told, found.err)
    assert found.err.count("\n") == 1
    assert [path.name for path in (root / "data").iterdir()] == ["tiny"]


def test_a_broken_model_is_not_followed(capsys, root):
    (root / "data" / "tiny" / "totals.yml").unlink()
    assert "totals.yml" in said(capsys, "new", "dataset", "mine", code=3).err


def test_a_data_folder_that_cannot_be_written_is_exit_code_4(capsys, root, monkeypatch):
    def refuse(*words):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(creating, "write_folder", refuse)
    told = said(capsys, "new", "dataset", "mine", code=4)
    assert "got No space left on device" in told.err
    assert [path.name for path in (root / "data").iterdir()] == ["tiny"]


def test_a_new_chapter_is_written_and_the_next_step_named(capsys, root):
    told = said(capsys, "new", "notebook", "citizens")
    assert told.out == f"{root / 'notebooks' / '00_citizens.ipynb'}\n"
    assert told.err == "Next: chiso lab, or chiso run --only 00_citizens --dry-run\n"
    assert (root / "notebooks" / "00_citizens.ipynb").is_file()


def test_a_chapter_is_never_overwritten(capsys, root):
    said(capsys, "new", "notebook", "citizens")
    before = (root / "notebooks" / "00_citizens.ipynb").read_bytes()
    assert "'00_citizens'" in said(capsys, "new", "notebook", "citizens", code=2).err
    assert (root / "notebooks" / "00_citizens.ipynb").read_bytes() == before


def test_another_thing_is_answered_with_the_nearest(capsys):
    assert "'notebook'" in said(capsys, "new", "notebok", "citizens", code=2).err
