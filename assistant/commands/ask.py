"""``briefing ask``: one question, or a batch of them, answered with citations."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from assistant.commands import Parents, Subparsers, declare
from assistant.commands.options import (
    add_filters,
    batch_lines,
    choices_of,
    filters_of,
    filters_with,
    text_argument,
)
from assistant.errors import UsageError
from assistant.exits import Exit, exit_of_answer
from assistant.terminal import Terminal, error_json
from assistant.types import Answer, Checked, Finished, Question
from ingest.errors import BriefingError

if TYPE_CHECKING:
    from assistant.chain import Assistant
    from assistant.config import Settings


def add(subparsers: Subparsers, parents: Parents) -> None:
    """Declares the command."""
    parser = declare(
        subparsers, parents, "ask", run, "answer a question from the library, with citations"
    )
    parser.add_argument("question", nargs="*", help="the question; - reads it from standard input")
    add_filters(parser)
    add_answering(parser)
    parser.add_argument("--json", action="store_true", help="the answer as JSON")
    parser.add_argument(
        "--batch",
        metavar="FILE",
        help='JSONL in ({"id", "question", "since"?, "until"?, "as_of"?, "choices"?}), '
        "JSONL out in the same order",
    )


def add_answering(parser: argparse.ArgumentParser) -> None:
    """The options that say how to answer."""
    from assistant.engines import engine_names

    group = parser.add_argument_group("how to answer")
    group.add_argument("--engine", choices=engine_names(), help="what writes the answer")
    group.add_argument("--model", metavar="M", help="the model of the openai engine")
    group.add_argument(
        "-k", type=positive, metavar="N", help="passages given to the engine (default: 20)"
    )
    group.add_argument(
        "--strict", action="store_true", help="show only sentences that were verified"
    )
    group.add_argument("--no-stream", action="store_true", help="print when all is written")
    group.add_argument(
        "--explain", action="store_true", help="also show which passages were found, and how"
    )


def positive(text: str) -> int:
    """A whole number from 1 to 200; argparse reports anything else."""
    value = int(text)
    if not 1 <= value <= 200:
        raise argparse.ArgumentTypeError(f"{value} is not between 1 and 200")
    return value


def run(args: argparse.Namespace, settings: Settings, terminal: Terminal) -> Exit:
    """Answers, and says so with the exit code."""
    from assistant.wiring import make_assistant, open_library

    base = Question("", filters=filters_of(args), k=args.k or settings.passages, strict=args.strict)
    if args.batch and args.question:
        raise UsageError("Both a question and --batch were given.", "Give one of them.")
    text = "" if args.batch else text_argument(args.question, "question")
    if settings.engine == "extractive" and settings.key_in_environment:
        terminal.hint(
            "An API key is set, but no model is chosen: answering with the extractive engine, "
            "nothing is sent. To use a model: --engine openai --model NAME"
        )
    with open_library(settings) as library:
        assistant = make_assistant(settings, library)
        if args.batch:
            return _batch(args.batch, base, assistant, terminal)
        question = Question(text, filters=base.filters, k=base.k, strict=base.strict)
        return answer_one(question, assistant, terminal, args)


def answer_one(
    question: Question, assistant: Assistant, terminal: Terminal, args: argparse.Namespace
) -> Exit:
    """Answers one question on stdout, sentence by sentence as each is checked."""
    from assistant.render import sentence_text, sources_text, to_json

    answer: Answer | None = None
    streaming = not args.json and not args.no_stream
    for event in assistant.stream(question):
        if isinstance(event, Checked) and streaming:
            terminal.result(sentence_text(event.sentence, width=terminal.width) + "\n")
        elif isinstance(event, Finished):
            answer = event.answer
    if answer is None:
        raise RuntimeError("the chain ended without an answer")
    if args.json:
        terminal.json(to_json(answer))
    else:
        if not streaming:
            for sentence in answer.sentences:
                terminal.result(sentence_text(sentence, width=terminal.width) + "\n")
        terminal.result(sources_text(answer, width=terminal.width, colour=terminal.colour))
    if args.explain and not args.json:
        from assistant.explain import explain

        terminal.result("\n" + explain(answer))
    if answer.incomplete:
        terminal.say(f"briefing: The answer may not be complete: {answer.incomplete}")
    return exit_of_answer(answer, strict=question.strict)


def _batch(path: str, base: Question, assistant: Assistant, terminal: Terminal) -> Exit:
    from assistant.render import to_json

    for number, line in batch_lines(path):
        shape: dict[str, object] = {}
        try:
            if isinstance(line, UsageError):
                raise line
            shape = {"id": line["id"]} if "id" in line else {}
            shape |= to_json(assistant.ask(_question(line, base, number)))
        except BriefingError as error:
            shape |= error_json(error)
        terminal.json_line(shape)
    return Exit.DONE


def _question(line: Mapping[str, Any], base: Question, number: int) -> Question:
    text = line.get("question")
    if not isinstance(text, str) or not text.strip():
        raise UsageError(f"Line {number} of the batch has no question.", 'Add "question": "…".')
    return Question(
        text.strip(),
        filters=filters_with(base.filters, line),
        choices=choices_of(line),
        k=base.k,
        strict=base.strict,
    )
