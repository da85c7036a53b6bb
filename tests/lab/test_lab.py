"""The notebooks in a real JupyterLab: open, change the period, run all; explore by keyboard."""

from __future__ import annotations

import re
import time

import openpyxl
import psutil
import pytest
from PIL import Image

import chiso
from makers.laboratory import ROOT, Desk, opened_laboratory

pytestmark = pytest.mark.slow
PROFILE = "profile-17_2024-H1.vi"


@pytest.fixture(scope="module")
def laboratory(chromium, tmp_path_factory):
    with opened_laboratory(tmp_path_factory.mktemp("laboratory")) as lab:
        yield lab


@pytest.fixture
def desk(chromium, laboratory):
    page = chromium.new_page(viewport={"width": 1366, "height": 900})
    yield Desk(page, laboratory)
    page.close()


def is_undisturbed(desk):
    """Nothing failed, nothing left the machine, and no window asks about news."""
    windows = desk.page.locator(".jp-Dialog, .Toastify__toast").count()
    return (desk.errors(), desk.outside(), windows) == ([], [], 0)


def test_the_kernel_of_a_notebook_is_forked_from_the_process_of_this_laboratory(desk, laboratory):
    desk.open("10_trends")
    found = [each for each in psutil.process_iter() if is_warm(each, laboratory)]
    assert {each.ppid() for each in found} & {each.pid for each in found}


def is_warm(process, laboratory):
    """Whether this is the warm process of a laboratory, or a fork of it."""
    try:
        is_server = any("chiso.runner.warm.server" in word for word in process.cmdline())
        return is_server and process.environ().get("HOME") == str(laboratory.project / "home")
    except psutil.Error:
        return False


@pytest.mark.parametrize(
    ("chapter", "period", "echo"),
    [
        ("20_target_gaps", "Quý IV/2022", "Quý IV/2022 · số liệu chốt đến ngày 31/12/2022 · "),
        ("10_trends", "2024", "Năm 2024 · số liệu chốt đến ngày 31/12/2024 · "),
    ],
)
def test_a_changed_period_and_run_all_give_the_new_chapter(desk, chapter, period, echo):
    desk.open(chapter)
    desk.replace_parameter("2024-H1", period)
    desk.run_all()
    desk.expect_echo(echo)
    desk.wait_until_idle()
    assert is_undisturbed(desk)


def test_the_start_page_runs_for_another_period_and_leaves_as_our_page(desk):
    desk.open("start_here")
    desk.replace_parameter("2024-H1", "2023")
    desk.run_all()
    desk.expect_echo("Năm 2023 · số liệu chốt đến ngày 31/12/2023 · ")
    desk.wait_until_idle()
    assert is_undisturbed(desk)
    desk.save()
    desk.page.get_by_role("menuitem", name="File", exact=True).click()
    desk.page.get_by_text("Save and Export Notebook As", exact=True).hover()
    desk.page.locator(".lm-Menu-item", has_text="Chiso").wait_for()
    desk.page.keyboard.press("Escape")
    # What that item opens; the browser would save it and close the window at once.
    page = desk.exported("start_here")
    assert "<h1>Báo cáo chỉ số chính quyền số · " in page
    assert "Kỳ: <strong>năm 2023</strong>" in page


def test_a_wrong_parameter_is_answered_in_three_lines_within_five_seconds(desk):
    desk.open("00_summary")
    desk.run_all()
    desk.expect_echo("6 tháng đầu năm 2024")
    desk.wait_until_idle()
    seconds = []
    for old, new, lines in (
        ("2024-H1", "2024-H3", ("nhận được '2024-H3'; kỳ viết như", "period", "'2024-H1'")),
        ('"2024-H3"', "[2024]", ("nhận được '[2024]'; kỳ viết như", "period", "'2024'?")),
    ):
        desk.replace_parameter(old, new)
        begun = time.monotonic()
        desk.run_all()
        told = desk.expect_error(lines[0])
        seconds.append(time.monotonic() - begun)
        heads = [line.partition(":")[0] for line in told.splitlines()]
        assert heads == ["Có lỗi", "Ở đâu", "Cần làm"]
        assert all(part in line for part, line in zip(lines, told.splitlines(), strict=True))
    assert min(seconds) < 5  # the machine may have other work meanwhile
    folded = desk.page.locator("details", has_text="Chi tiết kỹ thuật").first
    assert not folded.locator("pre").is_visible()
    folded.locator("summary").click()
    assert "open_report" in folded.locator("pre").inner_text()


def test_the_explorer_is_used_by_keyboard_and_saves_what_it_shows(desk, laboratory):
    desk.open("explore")
    desk.run_all()
    desk.wait_until_idle()
    panel = desk.page.locator(".jupyter-widgets.widget-vbox").first
    panel.scroll_into_view_if_needed()
    # The four views come first; from the first one, three times Tab leads to the last.
    panel.get_by_role("button", name="Diễn biến").focus()
    for key in ("Tab", "Tab", "Tab", "Enter"):
        desk.page.keyboard.press(key)
    panel.get_by_text("Hòa Bình: 15 tỷ lệ, 6 tháng đầu năm 2024").first.wait_for(timeout=20_000)
    panel.get_by_label("Kỳ").focus()
    desk.page.keyboard.press("ArrowUp")
    panel.get_by_text(re.compile("Hòa Bình: .* tỷ lệ, năm 2023")).first.wait_for(timeout=20_000)
    desk.page.keyboard.press("ArrowDown")
    panel.get_by_text("Hòa Bình: 15 tỷ lệ, 6 tháng đầu năm 2024").first.wait_for(timeout=20_000)
    panel.get_by_role("button", name="Lưu hình").focus()
    desk.page.keyboard.press("Space")
    panel.get_by_text(re.compile(r"Đã lưu: .*\.png, \.svg, \.txt")).wait_for(timeout=20_000)
    desk.page.keyboard.press("Tab")
    desk.page.keyboard.press("Space")
    panel.get_by_text(re.compile(r"Đã lưu: .*\.xlsx")).wait_for(timeout=20_000)
    assert is_undisturbed(desk)
    folder = laboratory.project / "outputs" / "explore"
    assert saved_picture(folder) == (1216, pytest.approx(16, abs=0.01))
    assert saved_figures(folder) == pytest.approx(figures_of_the_library(), rel=1e-14)


def saved_picture(folder):
    """Pixels and centimetres of the picture, once its words stand beside it."""
    with Image.open(folder / f"h-{PROFILE}.png") as picture:
        assert picture.info["Description"] in (folder / f"h-{PROFILE}.txt").read_text("utf-8")
        assert "<svg" in (folder / f"h-{PROFILE}.svg").read_text("utf-8")
        return picture.width, picture.width / picture.info["dpi"][0] * 2.54


def saved_figures(folder):
    sheet = openpyxl.load_workbook(folder / f"b-{PROFILE}.xlsx").active
    rows = list(sheet.iter_rows(min_row=4, values_only=True))
    place = rows[0].index("Kết quả")
    return [row[place] for row in rows[1:16]]


def figures_of_the_library():
    report = chiso.open_report("2024-H1", data=ROOT / "data" / "hoa_binh")
    return chiso.show_profile(report).table.frame["value"].tolist()
