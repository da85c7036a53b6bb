import pytest

from chiso.tables import Verdict, verdict_html, verdict_text
from chiso.tables.verdicts import VERDICT_LOOKS


@pytest.mark.parametrize(
    ("verdict", "vi", "en"),
    [
        ("met", "✓ Đạt", "✓ Met"),
        ("not_met", "✗ Chưa đạt", "✗ Not met"),
        ("undetermined", "≈ Chưa đủ căn cứ", "≈ Inconclusive"),
        ("no_target", "– Không có chỉ tiêu", "– No target"),
        ("no_data", "… Chưa có số liệu", "… No data"),
    ],
)
def test_a_verdict_has_its_symbol_and_word_in_both_languages(verdict, vi, en):
    assert (verdict_text(verdict, "vi"), verdict_text(verdict, "en")) == (vi, en)


def test_a_borderline_verdict_keeps_its_word_and_adds_the_tag():
    assert verdict_text("not_met", "en", is_borderline=True) == "✗ Not met, borderline"
    html = verdict_html("met", "vi", is_borderline=True)
    assert html.endswith('<span class="v-border">sát ngưỡng</span>')


def test_each_verdict_has_a_look_of_its_own():
    assert set(VERDICT_LOOKS) == set(Verdict)
    assert len({look.style for look in VERDICT_LOOKS.values()}) == len(Verdict)
    assert len({look.symbol for look in VERDICT_LOOKS.values()}) == len(Verdict)


def test_an_unknown_verdict_is_refused():
    with pytest.raises(ValueError, match="maybe"):
        verdict_text("maybe", "vi")
