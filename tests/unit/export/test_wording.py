"""The exporter's words agree with those of the tables that it places."""

import pytest

from chiso.export.wording import LANDING, PAGE, VERDICTS, WORKBOOK, capital
from chiso.tables import Verdict, verdict_html, verdict_text
from chiso.words import LANGS


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_verdict_reads_the_same_in_tables_and_on_the_landing_page(verdict, lang):
    mark = VERDICTS[verdict]
    assert verdict_text(verdict, lang) == f"{mark.sign} {mark.word.say(lang)}"
    assert f"verdict {mark.css}" in verdict_html(verdict, lang)


def test_no_verdict_is_missing():
    assert set(VERDICTS) == set(Verdict)


@pytest.mark.parametrize("words", [PAGE, LANDING, WORKBOOK])
def test_every_text_exists_in_both_languages(words):
    assert all(pair.vi and pair.en for pair in words.values())


def test_capitals_are_set_on_vietnamese_letters_too():
    assert [capital(text) for text in ("đến", "quý I/2024", "")] == ["Đến", "Quý I/2024", ""]
