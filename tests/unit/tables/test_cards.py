import pytest

from chiso.charts import sparkline
from chiso.tables import Card, Cards
from unit.tables.makers import read


def html(lang="vi", **changes):
    card = {
        "name": "Hồ sơ trực tuyến",
        "value_text": "72,9%",
        "target_text": "Chỉ tiêu 2023: 70%",
        "verdict": "met",
        "movement_text": "▲ Tăng trong 5 quý gần nhất",
    }
    return Cards((Card(**{**card, **changes}),), lang=lang).to_html()


def test_a_card_says_name_value_target_verdict_and_movement():
    assert read(html()).text == (
        "Hồ sơ trực tuyến72,9%Chỉ tiêu 2023: 70% ✓ Đạt▲ Tăng trong 5 quý gần nhất"
    )


def test_a_borderline_card_has_the_tag():
    assert "✗ Chưa đạt sát ngưỡng" in read(html(verdict="not_met", is_borderline=True)).text


def test_a_card_has_the_class_of_its_verdict():
    assert read(html(verdict="not_met")).all("div", role="listitem")[0]["class"] == "card v-not"


@pytest.mark.parametrize("verdict", ["no_target", "no_data"])
def test_a_card_without_target_or_data_repeats_no_verdict(verdict):
    assert 'class="verdict' not in html(verdict=verdict)


def test_an_english_card_has_an_english_verdict():
    assert "Inconclusive" in html("en", verdict="undetermined")


def test_a_sparkline_is_drawn():
    drawn = sparkline([(50, "exact"), (60, "more_than"), (None, "exact"), (70, "at_most")])
    assert drawn in html(spark=drawn)


@pytest.mark.parametrize(
    "spark",
    [
        "<script>alert(1)</script>",
        '<svg onload="x"></svg>',
        '<svg class="spark"><script/></svg>',
        '<svg class="spark"><path onclick="x" d="M0 0"/></svg>',
        '<svg class="spark"><path d="M0 0"/></svg><b>',
        "đường xu hướng",
    ],
)
def test_anything_but_a_plain_drawing_is_left_out(spark):
    assert spark not in html(spark=spark)
    assert "svg" not in html(spark=spark)


def test_hostile_words_stay_text():
    bad = '<img src="x" onerror="y">'
    assert "<img" not in html(name=bad, value_text=bad, target_text=bad, movement_text=bad)


def test_an_unknown_verdict_is_refused():
    with pytest.raises(ValueError, match="maybe"):
        html(verdict="maybe")


def test_the_bundle_says_that_it_holds_cards():
    bundle = Cards((), "vi")._repr_mimebundle_()
    assert bundle["application/vnd.chiso+json"] == {"kind": "cards"}
    assert bundle["text/html"] == '<div class="cards" role="list"></div>'


def test_one_line_of_text_lists_the_values():
    card = Card("A", "1", "", "no_target", "")
    assert repr(Cards((card, card), "vi")) == "A: 1 · A: 1"
