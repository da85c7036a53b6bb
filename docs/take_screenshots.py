"""Pictures of published reports for the README: on a desktop, on a phone, on paper.

Run by ``make screenshots`` after ``make report``; needs Chromium and poppler.
"""

from __future__ import annotations

import argparse
import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from chiso.export.paper import find_printer

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
COLOURS = 64
MOST_BYTES = 150 * 1024
SWITCHES = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--force-color-profile=srgb",
)  # fmt: skip
# Name of the picture, page, place on it, width and height of the window.
WINDOWS = (
    ("report", "hoa_binh/2024-H1/report.vi.html", "top", 1366, 900),
    ("report-en", "hoa_binh/2024-H1/report.en.html", "top", 1366, 900),
    ("gaps", "hoa_binh/2024-H1/report.vi.html", "chi-tieu", 1366, 900),
    ("districts", "sample/2024/report.vi.html", "so-sanh", 1366, 900),
    ("profiles", "sample/2024/report.vi.html", "dv-148", 1366, 900),
    ("phone", "hoa_binh/2024-H1/report.vi.html", "top", 390, 844),
    ("phone-districts", "sample/2024/report.vi.html", "so-sanh", 390, 844),
)
# The same without colour, and in colours that the reader's system forces on every page (U17).
VIEWS = (
    ("grey", "sample/2024/report.vi.html", "b-ket-qua", 1366, 900),
    ("forced-colours", "sample/2024/report.vi.html", "b-ket-qua", 1366, 900),
)
# Name of the picture, page and sheets of its PDF that stand beside one another.
SHEETS = (("paper", "hoa_binh/2024-H1/report.vi.html", (1, 2, 3)),)


def main(outputs: Path) -> int:
    """Take every picture of the set; how many pages are missing is told and returned."""
    missing = [
        page for _, page, *_ in (*WINDOWS, *VIEWS, *SHEETS) if not (outputs / page).is_file()
    ]
    if missing:
        sys.stderr.write(f"{outputs}: no {', '.join(sorted(set(missing)))}; run make report\n")
        return 4
    IMAGES.mkdir(parents=True, exist_ok=True)
    program = find_printer(os.environ).program
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(SWITCHES))
        for name, page, place, width, height in (*WINDOWS, *VIEWS):
            address = f"{(outputs / page).as_uri()}#{place}"
            forced = "active" if name == "forced-colours" else "none"
            picture = window(browser, address, (width, height), forced)
            save(name, picture.convert("L") if name == "grey" else picture)
        for name, page, sheets in SHEETS:
            save(name, paper(browser, (outputs / page).as_uri(), sheets))
        browser.close()
    return 0


def window(browser: Browser, address: str, size: tuple[int, int], forced: str) -> Image.Image:
    """What a window shows; a phone's at twice its size, as phones do."""
    width, height = size
    is_phone = width < 600
    context = browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=2 if is_phone else 1,
        is_mobile=is_phone,
        locale="vi-VN",
        forced_colors=forced,
    )
    page = context.new_page()
    page.goto(address)
    picture = Image.open(io.BytesIO(page.screenshot()))
    context.close()
    return picture


def paper(browser: Browser, address: str, sheets: tuple[int, ...]) -> Image.Image:
    """Sheets of the page's PDF, side by side on grey."""
    page = browser.new_page()
    page.goto(address)
    with tempfile.TemporaryDirectory() as made:
        target = Path(made) / "page.pdf"
        page.pdf(path=target, prefer_css_page_size=True, tagged=True)
        command = ["pdftoppm", "-png", "-r", "60", "-l", str(max(sheets)), target, f"{made}/sheet"]
        subprocess.run(command, check=True)
        drawn = [Image.open(path).convert("RGB") for path in sorted(Path(made).glob("sheet*.png"))]
    page.close()
    chosen = [drawn[number - 1] for number in sheets]
    width, height, gap = chosen[0].width, chosen[0].height, 16
    board = Image.new("RGB", ((width + gap) * len(chosen) + gap, height + 2 * gap), "#8a939c")
    for place, sheet in enumerate(chosen):
        board.paste(sheet, (gap + place * (width + gap), gap))
    return board


def save(name: str, picture: Image.Image) -> None:
    """Write a picture with few colours, fewer still until it is light enough."""
    target = IMAGES / f"{name}.png"
    for colours in (COLOURS, COLOURS // 2, COLOURS // 4):
        # Not the average of what is frequent: the few red and blue points carry the meaning.
        reduced = picture.convert("RGB").quantize(
            colours, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
        )
        reduced.save(target, optimize=True)
        if target.stat().st_size <= MOST_BYTES:
            break
    sys.stdout.write(f"{target.relative_to(ROOT)} {target.stat().st_size // 1024} KB\n")


if __name__ == "__main__":
    words = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    words.add_argument("outputs", type=Path, nargs="?", default=ROOT / "outputs")
    sys.exit(main(words.parse_args().outputs.resolve()))
