"""Days with months named in other languages than English."""

from __future__ import annotations

import pytest

from ingest.structuring.line_kinds import kind_by_cue
from ingest.structuring.lines import lines_of
from ingest.text.dates import parse_date
from ingest.text.foreign_days import folded, in_english
from ingest.types import BlockKind


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("18. März 2024 14:05", "2024-03-18T14:05:00"),
        ("Montag, 12. August 2025, 14.30 Uhr", "2025-08-12T14:30:00"),
        ("3. Jän. 2024", "2024-01-03"),
        ("1er février 2024", "2024-02-01"),
        ("Publié le 18 mars 2024 à 14h30", "2024-03-18T14:30:00"),
        ("18 de marzo de 2024", "2024-03-18"),
        ("3 ene. 2024", "2024-01-03"),
        ("lunedì 18 giugno 2024", "2024-06-18"),
        ("1º maggio 2024", "2024-05-01"),
        ("18 juli 2024", "2024-07-18"),
        ("2 mrt 2024", "2024-03-02"),
        ("18 de outubro de 2024", "2024-10-18"),
        ("14 AĞUSTOS 2025 Perşembe", "2025-08-14"),
        ("14 EKİM 2025, 09:10", "2025-10-14T09:10:00"),
        ("3 Kasım 2025", "2025-11-03"),
        ("1 ARALIK 2025", "2025-12-01"),
        ("12 września 2025", "2025-09-12"),
        ("7 listopada 2025 r.", "2025-11-07"),
        ("5 října 2025", "2025-10-05"),
        ("9 августа 2025", "2025-08-09"),
        ("9 серпня 2025", "2025-08-09"),
        ("4 Μαΐου 2025", "2025-05-04"),
        ("12. elokuuta 2025", "2025-08-12"),
        ("2024年3月8日 14:05", "2024-03-08T14:05:00"),
        ("2024년 3월 8일", "2024-03-08"),
        ("mars 2024", "2024-03"),
        ("Août 2025", "2025-08"),
        # English stays what it was.
        ("March 18, 2024 Monday", "2024-03-18"),
        ("12 May 2024 10:30 GMT", "2024-05-12T10:30:00+00:00"),
        ("18. Hornung 2024", None),
        ("they sold out 2024", None),
    ],
)
def test_days_in_other_languages(text: str, day: str | None) -> None:
    moment = parse_date(text)
    assert (moment.iso if moment else None) == day


def test_what_is_no_such_day_stays_as_it_is() -> None:
    for text in ("18 March 2024", "", "12 people 2024", "rolled out 2024", "2025-08-12"):
        assert in_english(text) == text.replace("18 March", "18 March")
    assert folded("EKİM.") == folded("ekim")


@pytest.mark.parametrize(
    "line",
    [
        "Publié le 18 mars 2024 à 14h30",
        "lundi 18 mars 2024",
        "Mittwoch, 13. August 2025",
        "14 Ağustos 2025 Perşembe",
        "Opublikowano: 12 września 2025",
        "sexta-feira, 18 de outubro de 2024",
        "9 августа 2025",
        "2024年3月8日 14:05",
    ],
)
def test_a_line_that_is_a_date(line: str) -> None:
    assert kind_by_cue(lines_of(line)[0]) is BlockKind.DATE


def test_a_line_that_only_speaks_of_a_date() -> None:
    for line in ("Le 18 mars 2024, les ports du nord ont fermé leurs portes pour toujours",
                 "Seit 14 Ağustos 2025"):  # fmt: skip
        assert kind_by_cue(lines_of(line)[0]) is not BlockKind.DATE
