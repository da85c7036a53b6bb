"""Sentences as paragraphs and lists."""

from __future__ import annotations

import unicodedata

from chiso.narrative import Prose
from chiso.narrative.methods import RULES
from chiso.narrative.prose import MIME, capitalised
from chiso.words import Words

BOTH = [Words("hồ sơ > 90% & <b>", "files > 90% & <b>"), Words("Đạt.", "Met.")]


def test_the_language_is_chosen():
    assert Prose(BOTH, "en").texts == ["Files > 90% & <b>", "Met."]


def test_a_paragraph_runs_sentences_together():
    prose = Prose(BOTH[1:] * 2, "vi")
    assert prose.to_html() == '<div class="prose"><p>Đạt. Đạt.</p></div>'


def test_a_list_gives_each_sentence_its_line():
    prose = Prose(BOTH[1:] * 2, "vi", style="list")
    assert prose.to_html() == '<div class="prose"><ul><li>Đạt.</li><li>Đạt.</li></ul></div>'


def test_a_lead_stands_in_bold_before_its_line():
    prose = Prose([Words("không có.", "none.")], "vi", style="list", leads=[Words("Đạt <", "Met")])
    assert (
        prose.to_html() == '<div class="prose"><ul><li><b>Đạt &lt;:</b> Không có.</li></ul></div>'
    )
    assert prose.texts == ["Đạt <: Không có."]


def test_signs_are_escaped():
    assert "&gt; 90% &amp; &lt;b&gt;" in Prose(BOTH, "vi").to_html()


def test_text_is_composed():
    loose = Words(unicodedata.normalize("NFD", "tỷ lệ"), "rate")
    assert Prose([loose], "vi").texts == [unicodedata.normalize("NFC", "Tỷ lệ")]


def test_only_the_first_letter_becomes_capital():
    assert capitalised("tỷ lệ DTI") == "Tỷ lệ DTI"
    assert capitalised("") == ""


def test_a_notebook_gets_html_text_and_kind():
    bundle = Prose(BOTH, "en")._repr_mimebundle_()
    assert bundle["text/plain"] == repr(Prose(BOTH, "en")) == "Files > 90% & <b> Met."
    assert bundle["text/html"] == Prose(BOTH, "en").to_html()
    assert bundle[MIME] == {"kind": "prose"}


def test_every_rule_of_the_report_stands_in_both_languages():
    assert all(rule.vi.endswith(".") and rule.en.endswith(".") for rule in RULES)
