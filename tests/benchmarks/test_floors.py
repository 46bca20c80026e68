"""The kept figures are as good as agreed, and what computes them computes what it says."""

import gzip
import json
from pathlib import Path

import pytest

from benchmarks.data import DataError, Item, bare_url, holds, load
from benchmarks.floors import RESULTS, Floors, read_floors, write_result
from benchmarks.retrieval import Outcome, figures


@pytest.mark.parametrize("name", sorted(read_floors()))
def test_kept_figures_hold_their_floors(name: str) -> None:
    path = RESULTS / f"{name}.json"
    if not path.exists():
        pytest.skip("never measured")
    kept = json.loads(path.read_text("utf-8"))
    floors = read_floors()[name]
    assert kept["data"] == floors.data
    assert floors.broken(kept["data"], kept["figures"]) == []
    missing = {*floors.at_least, *floors.at_most} - set(kept["figures"])
    assert missing == set()


def test_a_worse_figure_is_told() -> None:
    floors = Floors("abc", {"R2": 0.5}, {"P2": 0.15})
    assert floors.broken("abc", {"R2": 0.5, "P2": 0.15}) == []
    assert floors.broken("abc", {"R2": 0.49, "P2": 0.2}) == [
        "R2 is 0.49, below 0.5",
        "P2 is 0.2, above 0.15",
    ]
    assert floors.broken("other data", {"R2": 0.0}) == []


def test_results_are_kept_with_their_data(tmp_path: Path) -> None:
    path = write_result("retrieval", "abc", {"R2": 0.5}, tmp_path)
    assert json.loads(path.read_text("utf-8")) == {"data": "abc", "figures": {"R2": 0.5}}


@pytest.mark.parametrize(
    "url",
    [
        "https://www.cnn.com/2022/06/13/us/story/index.html",
        "http://edition.cnn.com/2022/06/13/us/Story?ref=x#top",
        "cnn.com/2022/06/13/us/story/",
        "cnn.com/2022/06/13/us/story",
    ],
)
def test_addresses_are_compared_bare(url: str) -> None:
    assert bare_url(url) == "cnn.com/2022/06/13/us/story"


def test_an_answer_must_stand_in_whole_words() -> None:
    assert holds("They won 23 titles", "23")
    assert not holds("In 2023 they won", "23")
    assert holds("“Squid Game” returns", "Squid  Game")
    assert holds("Beyoncé’s tour", "beyonce's")
    assert not holds("Game, Squid", "Squid Game")


def item(number: int, gold: frozenset[str] = frozenset({"x"})) -> Item:
    return Item(number, str(number), "2022-01-01", "What?", ("a", "b"), 1, gold)


def test_figures_of_retrieval() -> None:
    found = figures(
        [
            Outcome(item(0), 1, 5, True),
            Outcome(item(1), 4, 6, True),
            Outcome(item(2), None, None, False),
            Outcome(item(3, frozenset()), None, 20, False),
        ]
    )
    assert found["R1 hit@1"] == pytest.approx(1 / 3, abs=1e-4)
    assert found["R1 hit@5"] == pytest.approx(2 / 3, abs=1e-4)
    assert found["R1 mrr@10"] == pytest.approx(1.25 / 3, abs=1e-4)
    assert found["R1 ceiling"] == pytest.approx(2 / 3, abs=1e-4)
    assert found["R2"] == 0.25
    assert found["R3"] == 0.75
    assert found["R3 odd"] == 1.0
    assert found["R1 mrr@10 odd"] == 0.25
    assert found["questions"] == 4


def test_data_is_read_from_its_folder_or_the_one_above(tmp_path: Path) -> None:
    folder = tmp_path / "realtimeqa-tiny"
    folder.mkdir()
    with gzip.open(folder / "articles.jsonl.gz", "wt") as file:
        file.write("{}\n")
    question = {
        "question_id": "q1",
        "question_date": "2022/06/16",
        "question_sentence": "Which one?",
        "choices": ["this", "that"],
        "answer": ["1"],
    }
    (folder / "questions.json").write_text(json.dumps([question]))
    (folder / "qrels.json").write_text(
        json.dumps([{"question_id": "q1", "urls": ["cnn.com/a/index.html"]}])
    )
    data = load(tmp_path)
    assert data.questions[0].asked == "2022-06-16"
    assert data.questions[0].answer_text == "that"
    assert data.questions[0].gold == {"cnn.com/a"}
    assert load(folder).sha256 == data.sha256
    before = data.sha256
    (folder / "qrels.json").write_text("[]")
    assert load(folder).sha256 != before
    with pytest.raises(DataError):
        load(tmp_path / "nowhere")
