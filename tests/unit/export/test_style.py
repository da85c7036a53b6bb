"""The style sheets: every agreed class is dressed, and every text can be read."""

import re

import pytest

from chiso.export.page import TEMPLATES, style
from chiso.export.wording import VERDICTS

LIGHT, DARK = 0, 1
TEXT_COLOURS = ("ink", "blue", "rust", "grey")
CLASSES = (
    "table scroll caption-line no unit num text colno flag note source cards card card-name "
    "card-value card-target card-move spark chart prose verdict v-met v-not v-unknown v-none "
    "v-nodata v-border permalink downloads illustrative banner"
)


def palette(mode):
    sheet = (TEMPLATES / "chiso" / "base.css").read_text(encoding="utf-8")
    blocks = re.findall(r":root \{(.*?)\n *\}", sheet, flags=re.DOTALL)
    found = re.findall(r"--(\w+): (#[0-9a-f]{3,6});", blocks[mode])
    return {name: value if len(value) == 7 else "#" + value[1:] * 2 for name, value in found}


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_measure_of_contrast_is_the_usual_one():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#12436d", "#ffffff") == pytest.approx(10.25, abs=0.01)


@pytest.mark.parametrize("mode", [LIGHT, DARK])
@pytest.mark.parametrize("ground", ["paper", "soft", "warn"])
@pytest.mark.parametrize("colour", TEXT_COLOURS)
def test_every_text_colour_is_readable_on_every_ground(mode, ground, colour):
    colours = palette(mode)
    assert contrast(colours[colour], colours[ground]) >= 4.5


@pytest.mark.parametrize(
    ("ink", "step"),
    [
        ("#1f2933", "#ffffff"),
        ("#1f2933", "#dce8f2"),
        ("#1f2933", "#a9c8e0"),
        ("#ffffff", "#12436d"),
    ],
)
def test_every_step_of_a_heat_table_is_readable(ink, step):
    assert contrast(ink, step) >= 4.5


@pytest.mark.parametrize("name", CLASSES.split())
def test_every_agreed_class_is_dressed(name):
    assert re.search(rf"\.{name}(?![\w-])", style("base", "page"))


def test_every_verdict_has_a_sign_of_its_own_and_a_dressed_class():
    marks = list(VERDICTS.values())
    assert len({mark.sign for mark in marks}) == len(marks)
    assert all(f".{mark.css}" in style("base") for mark in marks)


@pytest.mark.parametrize("feature", ["print", "(forced-colors: active)", "(max-width: 40rem)"])
def test_other_ways_of_reading_have_rules_of_their_own(feature):
    assert f"@media {feature}" in style("base", "page")


def test_a_printed_page_is_that_of_the_decree():
    sheet = style("page")
    assert "size: A4; margin: 20mm 15mm 20mm 30mm;" in sheet
    assert "@page :first { @top-center { content: none; } }" in sheet


def test_style_sheets_are_written_without_comments_and_load_nothing():
    sheet = style("base", "page", "landing")
    assert "/*" not in sheet
    assert "@import" not in sheet
    assert "url(" not in sheet
