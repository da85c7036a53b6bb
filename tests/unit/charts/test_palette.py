"""The palette on white paper and under simulated colour blindness (REPORT 3.4, check U18)."""

from itertools import combinations

import numpy as np
import pytest

from chiso.charts import palette
from chiso.charts.palette import HIGHLIGHTS, LOOKS, SERIES
from chiso.tables.verdicts import VERDICT_LOOKS

# Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB.
SIMULATIONS = {
    "normal": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)


def linear(colour):
    parts = np.array([int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def luminance(colour):
    return float(TO_XYZ[1] @ linear(colour))


def contrast(colour, ground="#FFFFFF"):
    lighter, darker = sorted((luminance(colour), luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def lab(colour, kind):
    seen = np.clip(np.array(SIMULATIONS[kind]) @ linear(colour), 0, 1)
    xyz = TO_XYZ @ seen / (TO_XYZ @ np.ones(3))
    x, y, z = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def distance(first, second, kind="normal"):
    return float(np.linalg.norm(lab(first, kind) - lab(second, kind)))


def test_the_contrast_of_black_on_white_is_21():
    assert contrast("#000000") == pytest.approx(21.0)


def test_the_distance_of_black_and_white_is_100():
    assert distance("#000000", "#FFFFFF") == pytest.approx(100.0, abs=0.1)


@pytest.mark.parametrize("name", ["MET", "NOT_MET", "NEUTRAL", "INK", "TARGET", "RULE"])
def test_colours_of_text_have_a_contrast_of_4_and_a_half(name):
    assert contrast(getattr(palette, name)) >= 4.5


@pytest.mark.parametrize(
    "colour", [palette.CONTEXT, palette.MIDDLE, *(stroke.colour for stroke in SERIES)]
)
def test_colours_of_marks_have_a_contrast_of_3(colour):
    assert contrast(colour) >= 3


@pytest.mark.parametrize("stroke", HIGHLIGHTS)
def test_highlights_colour_text_too(stroke):
    assert contrast(stroke.colour) >= 4.5


def test_the_contrasts_of_the_report_are_kept():
    measured = [contrast(colour) for colour in (palette.MET, palette.NOT_MET, palette.NEUTRAL)]
    assert measured == pytest.approx([10.3, 5.6, 7.0], abs=0.1)


@pytest.mark.parametrize("kind", SIMULATIONS)
def test_met_and_not_met_differ_by_40_in_every_kind_of_sight(kind):
    assert distance(palette.MET, palette.NOT_MET, kind) >= 40


@pytest.mark.parametrize("kind", SIMULATIONS)
def test_not_met_and_inconclusive_differ_by_15_in_every_kind_of_sight(kind):
    assert distance(palette.NOT_MET, palette.NEUTRAL, kind) >= 15


@pytest.mark.parametrize("kind", SIMULATIONS)
@pytest.mark.parametrize("pair", [*combinations(SERIES, 2)])
def test_series_differ_by_colour_or_at_least_by_dash_and_marker(kind, pair):
    first, second = pair
    differs = distance(first.colour, second.colour, kind) >= 10
    assert differs or (first.dash != second.dash and first.marker != second.marker)


def test_each_state_has_a_mark_of_its_own():
    marks = [(look.marker, look.filled, look.colour) for look in LOOKS.values()]
    assert len(set(marks)) == len(marks)


def test_each_series_has_a_dash_and_a_marker_of_its_own():
    assert len({stroke.dash for stroke in SERIES}) == len(SERIES)
    assert len({stroke.marker for stroke in SERIES}) == len(SERIES)


def test_each_highlight_has_a_marker_of_its_own():
    assert len({stroke.marker for stroke in HIGHLIGHTS}) == len(HIGHLIGHTS) == 3


def test_heat_steps_carry_ink_or_white_text():
    inks = ["#262626", "#262626", "#262626", "#FFFFFF"]
    pairs = zip(palette.HEAT_STEPS, inks, strict=True)
    assert all(contrast(ink, step) >= 4.5 for step, ink in pairs)


def test_charts_and_tables_say_states_with_the_same_symbols_and_words():
    of_tables = {
        verdict.value: (look.symbol, look.words) for verdict, look in VERDICT_LOOKS.items()
    }
    assert {state: (look.symbol, look.words) for state, look in LOOKS.items()} == of_tables
