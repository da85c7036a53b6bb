import pytest

from chiso.tables import Column
from chiso.tables.signs import SIGN_WORDS, key_of
from unit.tables.makers import frame, table


def note(column, **values):
    html = table(column, data=frame(2, **values)).to_html()
    return html[html.index('<p class="note">') :]


def test_the_key_names_only_signs_that_occur():
    assert key_of({"…"}, "vi") == "Ký hiệu: «…» chưa có số liệu."
    assert key_of({"–", "…"}, "en") == "Signs: “…” no data; “–” none."


@pytest.mark.parametrize("signs", [set(), {""}, {"chưa thẩm định"}])
def test_no_known_sign_needs_no_key(signs):
    assert key_of(signs, "vi") == ""


@pytest.mark.parametrize("sign", SIGN_WORDS)
def test_every_sign_has_words_in_both_languages(sign):
    assert sign in key_of({sign}, "vi")
    assert SIGN_WORDS[sign].vi != SIGN_WORDS[sign].en


def test_a_missing_number_is_explained_below_its_table():
    assert "«…» chưa có số liệu" in note(Column("value", "Kết quả", kind="number"), value=[1, None])


def test_a_full_column_explains_nothing():
    assert "Ký hiệu" not in note(Column("value", "Kết quả", kind="number"), value=[1, 2])


def test_a_bound_is_explained():
    column = Column("value", "Kết quả", kind="bounded")
    assert "«&gt;»" in note(column, value=[90, 1], value_qualifier=[">", "="])


def test_the_sign_of_a_missing_bound_is_not():
    column = Column("value", "Kết quả", kind="bounded")
    assert "«&gt;»" not in note(column, value=[None, 1], value_qualifier=[">", "="])


def test_flags_are_explained_and_texts_of_flags_are_not():
    found = note(Column("flag", "Ghi chú", kind="flag"), flag=["*; #", "r, chưa thẩm định"])
    assert "«*» sơ bộ; «r» điều chỉnh; «#» mẫu số dưới 20." in found


def test_a_verdict_explains_itself():
    assert "Ký hiệu" not in note(
        Column("verdict", "Kết luận", kind="verdict"), verdict=["met", None]
    )
