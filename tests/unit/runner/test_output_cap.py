from chiso.runner.output_cap import Cut, OutputCap


def cap(cell=1000, chapter=1500):
    made = OutputCap(cell, chapter)
    made.begin_cell()
    return made


def stream(text):
    return {"msg_type": "stream", "content": {"name": "stdout", "text": text}}


def shown(**data):
    return {"msg_type": "display_data", "content": {"data": data, "metadata": {}}}


def kept(message):
    return message and message["content"]["text"]


def test_output_within_the_limit_is_left_as_it_is():
    limit = cap()
    assert limit.admit(stream("x" * 1000)) == stream("x" * 1000)
    assert limit.lost == 0


def test_text_beyond_the_limit_of_a_cell_is_cut_and_counted():
    limit = cap()
    texts = ("a" * 700, "b" * 300 + "cc", "d")
    assert [kept(limit.admit(stream(text))) for text in texts] == ["a" * 700, "b" * 300, None]
    assert limit.lost == len("ccd")


def test_very_many_short_pieces_are_cut_too():
    limit = cap(cell=1000)
    assert [kept(limit.admit(stream(piece))) for piece in "0123456789ab"] == [
        *"0123456789",
        None,
        None,
    ]
    assert limit.lost == len("ab")


def test_the_next_cell_has_its_own_limit_within_that_of_the_chapter():
    limit = cap(cell=1000, chapter=1500)
    limit.admit(stream("x" * 1000))
    limit.begin_cell()
    assert kept(limit.admit(stream("y" * 1000))) == "y" * 500
    assert limit.lost == 500


def test_a_picture_is_shown_whole_or_not_at_all():
    limit = cap(cell=10)
    picture = shown(**{"image/png": "x" * 6})
    assert limit.admit(picture) == picture
    assert limit.admit(picture) is None
    assert limit.admit(shown(**{"application/json": {"a": 1}})) is None
    assert limit.lost == len("xxxxxx") + len('{"a": 1}')


def test_the_record_behind_what_is_shown_counts_for_nothing():
    limit = cap(cell=10)
    data = shown(**{"text/html": "<p>7</p>", "application/vnd.chiso+json": {"rows": ["x" * 99]}})
    assert limit.admit(data) == data
    assert limit.lost == 0


def test_an_error_keeps_its_last_lines_whatever_was_shown_before():
    limit = cap(cell=1)
    limit.admit(stream("xx"))
    content = {"ename": "E", "evalue": "v" * 30_000, "traceback": ["t" * 30_000 + "end"] * 300}
    found = limit.admit({"msg_type": "error", "content": content})["content"]
    assert (found["ename"], len(found["evalue"]), len(found["traceback"])) == ("E", 20_000, 200)
    assert found["traceback"][0].endswith("end")


def test_messages_that_show_nothing_pass():
    status = {"msg_type": "status", "content": {"execution_state": "idle"}}
    assert cap().admit(status) == status


def test_a_cut_is_said_in_both_languages():
    note = Cut(3, "Xu hướng", 36_000).note
    assert note.vi == "[Kết quả của ô này quá dài: đã bỏ 36.000 ký tự cuối.]"
    assert note.en == "[This cell showed too much: its last 36,000 characters are left out.]"
    note = Cut(3, "Xu hướng", 36_000, "_full/2023/10_x.vi.txt").note
    assert note.vi.endswith("đã bỏ 36.000 ký tự cuối. Toàn văn: _full/2023/10_x.vi.txt]")
    assert note.en.endswith("left out. All that it printed: _full/2023/10_x.vi.txt]")


def test_the_rows_that_a_report_carries_for_its_files_are_not_shown_and_not_cut():
    rows = [{"indicator": "dossiers", "value": number} for number in range(100)]
    message = shown(**{"text/html": "<p>5</p>", "application/vnd.chiso+json": {"data": rows}})
    limit = OutputCap(cell_characters=20, chapter_characters=20)
    limit.begin_cell()
    assert limit.admit(message) == message
    assert limit.lost == 0
