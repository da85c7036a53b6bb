"""Every sentence and every figure of two real reports: words, lengths, numbers, boxes, bytes."""

from __future__ import annotations

import re
from functools import cache

import pytest

from chiso.charts import Figure, outside, overlaps
from chiso.charts.encode import to_webp
from chiso.narrative import Prose
from chiso.report import open_report
from conftest import ROOT

SETS = {"hoa_binh": "2024-H1", "sample": "2024"}
WORDY = {**SETS, "sample": "2024-H1"}  # the period whose names are longest
LANGS = ("vi", "en")
BUDGET = 64 * 1024  # bytes of both renderings of one figure
MOST_WORDS = {"vi": 45, "en": 30}
FORBIDDEN = {
    "vi": r"\b(nhờ|do có|ấn tượng|vượt bậc|đáng kể|xuất sắc)\b",
    "en": r"\b(because of|due to|thanks to|impressive|significant|outstanding)",
}
_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZĐÁÀẢÃẠÂĂÊÔƠƯÍÚ“«])")


@cache
def opened(name, lang, period):
    if lang != "vi":
        return opened(name, "vi", period).in_language(lang)
    return open_report(period, data=ROOT / "data" / name)


def parts(shown):
    inner = getattr(shown, "parts", None)
    return [shown] if inner is None else [part for item in inner for part in parts(item)]


@cache
def shown(name, lang, kind):
    report = opened(name, lang, (WORDY if kind == "say_" else SETS)[name])
    calls = [call for call in dir(report) if call.startswith(kind)]
    return [part for call in calls for part in parts(getattr(report, call)())]


@cache
def sentences(name, lang):
    prose = [part for part in shown(name, lang, "say_") if isinstance(part, Prose)]
    return [end for part in prose for text in part.texts for end in _END.split(text)]


BOTH = pytest.mark.parametrize("lang", LANGS)
EACH = pytest.mark.parametrize("name", SETS)


@BOTH
@EACH
def test_no_cause_and_no_praise_is_written(name, lang):
    found = [text for text in sentences(name, lang) if re.search(FORBIDDEN[lang], text, re.I)]
    assert found == []


@BOTH
@EACH
def test_no_sentence_is_longer_than_a_reader_can_hold(name, lang):
    long = [text for text in sentences(name, lang) if len(text.split()) > MOST_WORDS[lang]]
    assert long == []


@BOTH
@EACH
def test_a_minus_is_never_a_hyphen(name, lang):
    assert [text for text in sentences(name, lang) if re.search(r"(^|[ (])-\d", text)] == []


@BOTH
@EACH
def test_rising_and_falling_are_said_of_tested_trends_only(name, lang):
    moving = r"\b(tăng|giảm) bình quân" if lang == "vi" else r"\b(rose|fell) by"
    told = [text for text in sentences(name, lang) if re.search(moving, text)]
    tested = [text for text in told if re.search(r"p [<=] 0[.,]0[0-4]", text)]
    assert told == tested


@BOTH
@EACH
def test_no_text_of_a_figure_collides_and_both_renderings_fit_the_budget(name, lang):
    figures = [part for part in shown(name, lang, "draw_") if isinstance(part, Figure)]
    assert figures
    for figure in figures:
        assert (overlaps(figure), outside(figure)) == ([], []), figure.id
        # The page carries the pixels as WebP.
        pictures = (figure.wide.data, figure.narrow.data)
        assert sum(len(to_webp(data)) for data in pictures) <= BUDGET, figure.id
