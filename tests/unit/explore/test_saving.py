"""Figures for Word and tables for Excel."""

from __future__ import annotations

import pytest
from PIL import Image

from chiso.errors import SetupError
from chiso.explore import save_figure, save_table, show_trend
from chiso.explore.saving import default_folder
from unit.report.rows import figure, report


@pytest.fixture
def shown():
    rows = (figure(value=40, period="2022"), figure(value=45))
    return show_trend(report(*rows), "online_share")


def test_a_figure_is_16_centimetres_wide_and_carries_its_words(shown, tmp_path):
    png, svg, txt = save_figure(shown.figure, folder=tmp_path)
    with Image.open(png) as picture:
        # 1216 pixels at 76 a centimetre.
        assert picture.width == 1216
        assert picture.info["dpi"][0] == pytest.approx(76 * 2.54, abs=0.01)
        assert picture.info["Description"] == shown.figure.caption.alt
    assert f"<title>{shown.figure.caption.title}</title>" in svg.read_text("utf-8")
    assert txt.read_text("utf-8").splitlines()[:2] == [
        shown.figure.caption.title,
        shown.figure.caption.alt,
    ]


def test_the_same_figure_gives_the_same_bytes(shown, tmp_path):
    first = [path.read_bytes() for path in save_figure(shown.figure, folder=tmp_path / "a")]
    again = [path.read_bytes() for path in save_figure(shown.figure, folder=tmp_path / "b")]
    assert first == again


def test_made_up_figures_say_so_in_the_name_and_the_words(tmp_path):
    rows = (figure(value=40, period="2022"), figure(value=45))
    shown = show_trend(report(*rows, is_synthetic=True), "online_share")
    *_, txt = save_figure(shown.figure, folder=tmp_path)
    assert txt.name.endswith("_minh-hoa.vi.txt")
    assert txt.read_text("utf-8").splitlines()[-1] == "Số liệu minh họa"
    assert save_table(shown.table, folder=tmp_path).name.endswith("_minh-hoa.vi.xlsx")


def test_a_name_is_made_fit_for_every_system(shown, tmp_path):
    assert save_table(shown.table, "kỳ: 2023/H1", folder=tmp_path).name == "k-2023-H1.vi.xlsx"


def test_files_go_to_the_project_s_outputs(tmp_path, monkeypatch):
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path / "notebooks")
    assert default_folder() == tmp_path / "outputs" / "explore"


def test_a_folder_that_cannot_be_written_is_told(shown, tmp_path):
    (tmp_path / "taken").write_text("")
    with pytest.raises(SetupError, match="taken"):
        save_figure(shown.figure, folder=tmp_path / "taken")
