"""``briefing ask``: one question, or a batch of them, answered with citations."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from assistant.commands import Parents, Subparsers, declare
from assistant.commands.options import (
    add_filters,
    check_engine,
    filters_of,
    no_article_passes,
    positive,
    text_argument,
    whole_ids,
)
from assistant.errors import UsageError
from assistant.exits import Exit, exit_of_answer

if TYPE_CHECKING:
    from assistant.chain import Assistant
    from assistant.config import Settings
    from assistant.terminal import Terminal
    from assistant.types import Answer, Question


def add(subparsers: Subparsers, parents: Parents) -> None:
    """Declares the command."""
    parser = declare(
        subparsers, parents, "ask", run, "answer a question from the library, with citations",
        epilog='Example: briefing ask --since 2025-08-01 "who might object?"',
    )  # fmt: skip
    parser.add_argument("question", nargs="*", help="the question; - reads it from standard input")
    add_filters(parser)
    add_answering(parser)
    parser.add_argument("--json", action="store_true", help="the answer as JSON")
    parser.add_argument(
        "--batch",
        metavar="FILE",
        help='JSONL in ({"id", "question", "since"?, "until"?, "as_of"?, "choices"?}), '
        "JSONL out in the same order; - reads standard input",
    )


def add_answering(parser: argparse.ArgumentParser) -> None:
    """The options that say how to answer."""
    group = parser.add_argument_group("how to answer")
    group.add_argument(
        "--engine", metavar="E", help="what writes the answer: extractive (default) or openai"
    )
    group.add_argument("--model", metavar="M", help="the model of the openai engine")
    group.add_argument(
        "-k", type=positive, metavar="N", help="passages given to the engine (default: 20)"
    )
    group.add_argument(
        "--strict", action="store_true", help="show only sentences that were verified"
    )
    group.add_argument("--no-stream", action="store_true", help="print when all is written")
    group.add_argument(
        "--explain",
        action="store_true",
        help="also show how it was searched, which passages were found, and how each sentence "
        "was checked",
    )


def run(args: argparse.Namespace, settings: Settings, terminal: Terminal) -> Exit:
    """Answers, and says so with the exit code."""
    from assistant.types import Question
    from assistant.wiring import make_assistant, open_library

    if args.batch and args.question:
        raise UsageError("Both a question and --batch were given.", "Give one of them.")
    filters = filters_of(args)
    text = "" if args.batch else text_argument(args.question, "question")
    check_engine(settings)
    if settings.engine == "extractive" and settings.key_in_environment:
        terminal.hint(
            "An API key is set, but no model is chosen: answering with the extractive engine, "
            "nothing is sent. To use a model: --engine openai --model NAME"
        )
    with open_library(settings) as library:
        filters = whole_ids(filters, library.catalogue)
        question = Question(
            text, filters=filters, k=args.k or settings.passages, strict=args.strict
        )
        assistant = make_assistant(settings, library)
        if args.batch:
            return _batch(args.batch, question, assistant, terminal)
        code = answer_one(question, assistant, terminal, args)
        if code is Exit.NOTHING_FOUND and (said := no_article_passes(filters, library.catalogue)):
            terminal.say(f"briefing: {said}")
        return code


def answer_one(
    question: Question, assistant: Assistant, terminal: Terminal, args: argparse.Namespace
) -> Exit:
    """Answers one question on stdout, sentence by sentence as each is checked."""
    from assistant.render import sentence_text, sources_text, to_json
    from assistant.types import Checked, Finished

    answer: Answer | None = None
    explaining = getattr(args, "explain", False)
    streaming = not args.json and not getattr(args, "no_stream", False)
    for event in assistant.stream(question):
        if isinstance(event, Checked) and streaming:
            terminal.result(sentence_text(event.sentence, width=terminal.width) + "\n")
        elif isinstance(event, Finished):
            answer = event.answer
    if answer is None:
        raise RuntimeError("the chain ended without an answer")
    if args.json:
        shape = to_json(answer, explain=explaining)
        if explaining:
            from assistant.explain_json import explain_json

            shape["explain"] = explain_json(answer)
        terminal.json(shape)
    else:
        if not streaming:
            for sentence in answer.sentences:
                terminal.result(sentence_text(sentence, width=terminal.width) + "\n")
        terminal.result(sources_text(answer, width=terminal.width, colour=terminal.colour))
        if explaining:
            from assistant.explain import explain

            terminal.result("\n" + explain(answer))
    if answer.incomplete:
        terminal.say(f"briefing: The answer may not be complete: {answer.incomplete}")
    return exit_of_answer(answer, strict=question.strict)


def _batch(path: str, base: Question, assistant: Assistant, terminal: Terminal) -> Exit:
    from assistant.commands.batch import run_batch
    from assistant.render import to_json

    def answer(number: int, line: Mapping[str, Any]) -> Mapping[str, object]:
        return to_json(assistant.ask(_question(line, base, number)))

    run_batch(path, answer, terminal)
    return Exit.DONE


def _question(line: Mapping[str, Any], base: Question, number: int) -> Question:
    from dataclasses import replace

    from assistant.commands.batch import filters_with, strings_of, text_of

    return replace(
        base,
        text=text_of(line, number, "question"),
        filters=filters_with(base.filters, line),
        choices=strings_of(line, "choices"),
    )
