"""Any order of what can happen to a library equals a dictionary: a tenth of the full run."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from benchmarks.state_machine import LibraryMachine
from ingest.library import Library
from ingest.pipeline import IngestOptions, ingest, remove


def run(machine: type[LibraryMachine], cases: int, steps: int) -> None:
    wanted = settings(
        max_examples=cases,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate,),
        report_multiple_bugs=False,
    )
    run_state_machine_as_test(machine, settings=wanted)


def test_the_catalogue_equals_the_model() -> None:
    @seed(1)
    class Catalogued(LibraryMachine):
        pass

    run(Catalogued, 10, 20)
    assert Catalogued.ran >= 10


def test_with_the_index_fed_at_every_step(tmp_path) -> None:
    (tmp_path / "gone.txt").write_text("A first note stood here. It is gone.\n", "utf-8")
    with Library.open(tmp_path / "library", create=True, write=True) as library:
        ingest([str(tmp_path / "gone.txt")], library, IngestOptions("2026-01-01T00:00:00+00:00"))
        remove([row.article_id for row in library.catalogue.rows()], library)

    @seed(2)
    class Indexed(LibraryMachine):
        indexed = True
        begun = tmp_path / "library"

    run(Indexed, 2, 6)


def test_a_library_that_forgets_what_was_stated_is_found_out() -> None:
    @seed(3)
    class Forgetful(LibraryMachine):
        def _edit(self, article_id, change) -> None:
            return

    with pytest.raises(AssertionError):
        run(Forgetful, 20, 20)
