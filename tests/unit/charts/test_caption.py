import pytest

from chiso.errors import UsageError
from unit.charts.makers import ALT, caption


def test_a_caption_with_a_finding_and_an_alternative_is_accepted():
    assert caption().title == "Bảy trong mười huyện đạt chỉ tiêu"


@pytest.mark.parametrize("length", [60, 300])
def test_alternatives_of_60_to_300_characters_are_accepted(length):
    assert len(caption(alt="ă" * length).alt) == length


@pytest.mark.parametrize("length", [0, 59, 301])
def test_other_alternatives_are_refused_with_their_length(length):
    with pytest.raises(UsageError, match=f"alt: .*{length}; .*60 .*300"):
        caption(alt="ă" * length)


def test_an_alternative_that_repeats_the_title_is_refused():
    title = "Tỷ lệ hồ sơ trực tuyến tăng ở cả mười huyện trong năm năm liền, theo quý"
    assert 60 <= len(title) <= 100
    with pytest.raises(UsageError, match="alt"):
        caption(title=title, alt=title.upper())


@pytest.mark.parametrize("title", ["", "ă" * 101])
def test_a_title_has_1_to_100_characters(title):
    with pytest.raises(UsageError, match="title"):
        caption(title=title)


def test_characters_are_counted_in_composed_form():
    decomposed = "a\u0306" * 100
    assert caption(title=decomposed).title == decomposed


@pytest.mark.parametrize("name", ["h-xu-huong", "h-dv_148", "h-2"])
def test_an_anchor_is_lower_case_ascii_behind_h(name):
    assert caption(id=name).id == name


@pytest.mark.parametrize("name", ["xu-huong", "h-", "h-Xu", "h-xu hướng", 'h-"><script>'])
def test_other_anchors_are_refused(name):
    with pytest.raises(UsageError, match="figure id"):
        caption(id=name)


def test_all_broken_rules_are_said_at_once():
    with pytest.raises(UsageError) as found:
        caption(id="x", title="", alt="")
    assert [problem.rule for problem in found.value.problems] == [
        "figure_id",
        "figure_title",
        "figure_alt",
    ]


def test_only_a_percent_sign_makes_a_share():
    assert caption(unit="%").is_share
    assert not caption(unit="điểm %", alt=ALT).is_share
