"""Holds coverage to its floors after a test run: 90 % overall, 100 % on pure modules.

Run as a script; exits 1 below a floor. Branches are counted.
"""

from __future__ import annotations

import subprocess
import sys

OVERALL = 90
PURE = (
    "ingest/types/*",
    "ingest/errors.py",
    "ingest/changes.py",
    "ingest/changing/*",
    "ingest/access.py",
    "ingest/boilerplate.py",
    "ingest/chunk.py",
    "ingest/clusters.py",
    "ingest/copies.py",
    "ingest/credits.py",
    "ingest/kinds.py",
    "ingest/languages.py",
    "ingest/following_checks.py",
    "ingest/following_rules.py",
    "ingest/links.py",
    "ingest/framing.py",
    "ingest/pace.py",
    "ingest/plan.py",
    "ingest/reading/slices.py",
    "ingest/reading/wire.py",
    "ingest/readers/pdf_lines.py",
    "ingest/readers/press/*",
    "ingest/readers/properties.py",
    "ingest/sniffing.py",
    "ingest/readers/feed_entry.py",
    "ingest/readers/feed_names.py",
    "ingest/readers/feed_links.py",
    "ingest/readers/feed_xml.py",
    "ingest/readers/mail_foot.py",
    "ingest/readers/mail_sender.py",
    "ingest/readers/mail_text.py",
    "ingest/readers/record.py",
    "ingest/resembling.py",
    "ingest/stating.py",
    "ingest/structure.py",
    "ingest/structuring/comments.py",
    "ingest/structuring/readers_say.py",
    "ingest/text/*",
    "assistant/types/*",
    "assistant/answer_json.py",
    "assistant/conversations/blanking.py",
    "assistant/conversations/finding.py",
    "assistant/conversations/types.py",
    "assistant/differing.py",
    "assistant/disagreement.py",
    "assistant/counting.py",
    "assistant/labels.py",
    "assistant/outcomes.py",
    "assistant/pacing.py",
    "assistant/languages.py",
    "assistant/matters.py",
    "assistant/origins.py",
    "assistant/quantities.py",
    "assistant/exporting/*",
    "assistant/shape.py",
    "assistant/errors.py",
    "assistant/exits.py",
    "assistant/antecedents.py",
    "assistant/assemble.py",
    "assistant/answering.py",
    "assistant/changes.py",
    "assistant/check.py",
    "assistant/claims.py",
    "assistant/condense.py",
    "assistant/corrections.py",
    "assistant/context.py",
    "assistant/covering.py",
    "assistant/tokens.py",
    "assistant/drafts/checkable.py",
    "assistant/drafts/given.py",
    "assistant/drafts/report.py",
    "assistant/drafts/splitting.py",
    "assistant/explain.py",
    "assistant/explain_json.py",
    "assistant/explain_layout.py",
    "assistant/parts.py",
    "assistant/persons.py",
    "assistant/render.py",
    "assistant/verify.py",
    "assistant/steps.py",
    "assistant/terms.py",
    "assistant/topics.py",
    "assistant/units.py",
    "assistant/slash.py",
    "assistant/completing.py",
    "assistant/engine_choice.py",
    "assistant/narrowing.py",
    "assistant/ui/history.py",
    "assistant/ui/ingest_report.py",
    "assistant/ui/key_names.py",
    "assistant/ui/remapping.py",
    "assistant/config_edit.py",
    "assistant/plain/accounts.py",
    "assistant/plain/answers.py",
    "assistant/plain/completing.py",
    "assistant/plain/listings.py",
    "assistant/plain/reports.py",
    "assistant/plain/surroundings.py",
    "assistant/plain/table.py",
    "assistant/plain/wording.py",
    "assistant/ui/library_entries.py",
    "assistant/ui/themes.py",
    "assistant/ui/web_address.py",
    "assistant/checking/*",
    "assistant/questions/*",
    "assistant/retrieval/fusion.py",
    "assistant/retrieval/query.py",
    "assistant/retrieval/reading.py",
    "assistant/retrieval/times.py",
    "assistant/retrieval/tracing.py",
    "assistant/engines/extraction/*",
    "assistant/engines/generation/draft_parser.py",
    "assistant/engines/generation/markers.py",
    "assistant/engines/generation/model_text.py",
    "assistant/engines/generation/prompt_values.py",
    "assistant/engines/generation/short_answers.py",
    "assistant/engines/generation/sizing.py",
    "assistant/engines/generation/uncovered.py",
)


def report(*options: str) -> int:
    """Runs ``coverage report`` and gives its exit code."""
    return subprocess.run([sys.executable, "-m", "coverage", "report", *options]).returncode


def main() -> int:
    """0 when both floors hold."""
    overall = report("--skip-covered", f"--fail-under={OVERALL}")
    pure = report("--skip-covered", "--fail-under=100", f"--include={','.join(PURE)}")
    return 1 if overall or pure else 0


if __name__ == "__main__":
    sys.exit(main())
