import json

import numpy as np
import pytest

from chiso.catalog import Tier
from chiso.synthetic.ledger import Column
from chiso.synthetic.portal import index_766, index_scores, one_stop_digitised, one_stop_dossiers
from chiso.synthetic.timeline import sample_months

JULY = [month.code for month in sample_months()].index("2024-07")
MOST = {"CKMB": 18, "TDGQ": 20, "CLGQ": 12, "TTTT": 10, "MDHL": 18, "MDSH": 22}


@pytest.fixture
def answer(ledger):
    return json.loads(index_766(index_scores(ledger), JULY))


def test_the_answer_says_that_it_is_illustrative_and_what_was_asked(answer):
    assert answer["illustrative"] is True
    assert answer["params"]["p_nam"] == "2024"
    assert answer["params"]["p_thang"] == "7"
    assert answer["extracted"] == "2024-08-05T08:15:00+07:00"


def test_ten_districts_and_the_province_are_scored(answer):
    names = [row["TEN"] for row in answer["data"]]
    assert len(names) == 11
    assert names[:2] == ["Thành phố Hòa Bình", "Huyện Đà Bắc"]
    assert names[-1] == "Tỉnh Hòa Bình"


def test_numbers_arrive_as_strings_that_add_up(answer):
    for row in answer["data"]:
        groups = [float(row[name]) for name in MOST]
        assert float(row["TONG_SCORE"]) == pytest.approx(sum(groups))
        assert isinstance(row["CKMB"], str)


def test_scores_stay_within_their_highest(ledger):
    scores = index_scores(ledger)
    assert (scores >= 0).all()
    assert (scores <= np.array(list(MOST.values()))).all()


def test_the_province_scores_about_as_published_in_july_2024(answer):
    # 15.7 / 18.7 / 7.9 / 9.0 / 18.0 / 13.8, together 83.08.
    assert float(answer["data"][-1]["TONG_SCORE"]) == pytest.approx(83.08, abs=5)


def test_the_one_stop_system_counts_calendar_months(ledger):
    row = json.loads(one_stop_dossiers(ledger, JULY))["data"][0]
    halves = ledger.office("148", Tier.DISTRICT)[[JULY, JULY + 1]].sum(axis=0) // 2
    assert row["agency"] == {"code": 148, "name": "UBND thành phố Hòa Bình"}
    assert row["receivedOnline"] == halves[Column.ONLINE]
    assert row["received"] == row["receivedOnline"] + row["receivedDirect"]
    assert row["resolvedOverdue"] <= row["resolved"] <= row["received"]


def test_the_one_stop_system_prints_shares_beside_their_parts(ledger):
    answer = json.loads(one_stop_digitised(ledger, JULY))
    assert answer["illustrative"] is True
    assert answer["params"] == {"from": "2024-07-01", "to": "2024-07-31"}
    for row in answer["data"]:
        assert row["totalReceiverHavingFile"] + row["totalReceiverNopeFile"] == row["totalReceiver"]
        assert row["percentTotalCompleteHavingFile"] == pytest.approx(
            100 * row["totalCompleteHavingFile"] / row["totalComplete"], abs=0.005
        )
