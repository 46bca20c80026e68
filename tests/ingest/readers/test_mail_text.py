"""The own words of a mail: forwarded heads, quotations, signatures, soft line ends."""

from __future__ import annotations

import time

import pytest

from ingest.readers.mail_foot import foot_of
from ingest.readers.mail_text import (
    Forwarded,
    Words,
    bare_subject,
    is_forwarding,
    is_furniture,
    own_words,
    unflow,
)

BODY = (
    "The harbour board of Lindmouth said on Monday that it would sell two dredgers.\n\n"
    "Neither side has confirmed the price, but it is put at four million crowns."
)
HEAD = Forwarded("Bo Wu <bo@post.example>", "Fri, Aug 15, 2025 at 9:12 AM", "Ships sold")


@pytest.mark.parametrize(
    ("subject", "bare", "forwards"),
    [
        ("Ships sold", "Ships sold", False),
        ("Re: Ships sold", "Ships sold", False),
        ("RE: AW: Fwd: Ships sold", "Ships sold", False),
        ("Fwd: Re: Ships sold", "Ships sold", True),
        ("WG: Schiffe verkauft", "Schiffe verkauft", True),
        ("[EXTERNAL] Re[2]: Ships", "Ships", False),
        ("[Fwd: Ships", "Ships", True),
        ("Re:", "Re:", False),
        ("Reform: the bill", "Reform: the bill", False),
        ("", "", False),
    ],
)
def test_subjects(subject: str, bare: str, forwards: bool) -> None:
    assert bare_subject(subject) == bare
    assert is_forwarding(subject) is forwards


def test_soft_line_ends_are_taken_out() -> None:
    text = "The board \nsaid so. \n\n> quoted \n> on\nplain\n >From here \n-- \nAnn \nLee"
    flowed = unflow(text)
    assert flowed == "The board said so. \n> quoted on\nplain\n>From here \n-- \nAnn Lee"
    assert unflow("wo \nrds", delsp=True) == "words"
    assert unflow("> -- \n> x") == "> -- \n> x"


GMAIL = (
    "---------- Forwarded message ---------\nFrom: Bo Wu <bo@post.example>\n"
    "Date: Fri, Aug 15, 2025 at 9:12 AM\nSubject: Ships sold\nTo: Ann <ann@x.example>\n\n\n"
)
OUTLOOK = (
    "-----Original Message-----\nFrom: Bo Wu <bo@post.example>\n"
    "Sent: Fri, Aug 15, 2025 at 9:12 AM\nTo: Ann\nCc: Eva;\n  Max\nSubject: Ships sold\n\n"
)
BARE = (
    "________________________________\nFrom: Bo Wu <bo@post.example>\n"
    "Sent: Fri, Aug 15, 2025 at 9:12 AM\nTo: Ann\nSubject: Ships sold\n\n"
)
STARS = (
    "*From:* Bo Wu <bo@post.example>\n*Sent:* Fri, Aug 15, 2025 at 9:12 AM\n*To:* Ann\n"
    "*Subject:* Ships sold\n\n"
)
GERMAN = (
    "-------- Weitergeleitete Nachricht --------\nBetreff: Ships sold\n"
    "Datum: Fri, Aug 15, 2025 at 9:12 AM\nVon: Bo Wu <bo@post.example>\nAn: Ann\n\n"
)


@pytest.mark.parametrize("head", [GMAIL, OUTLOOK, BARE, STARS, GERMAN])
def test_a_forwarded_mail_gives_its_own_head_and_text(head: str) -> None:
    assert own_words("FYI, for you\n\n" + head + BODY, forwards=True) == Words(BODY, HEAD, 3, 0)
    assert own_words(head + BODY) == Words(BODY, HEAD, 0, 0)


def test_a_marked_forward_needs_no_subject() -> None:
    assert own_words("See below.\n\n" + GMAIL + BODY) == Words(BODY, HEAD, 2, 0)


def test_apple_mail_quotes_what_it_forwards() -> None:
    quoted = "\n".join("> " + line for line in (STARS.replace("*", "") + BODY).split("\n"))
    found = own_words("Begin forwarded message:\n\n" + quoted)
    assert found == Words(BODY, HEAD, 0, 0)


def test_of_a_forward_of_a_forward_the_innermost_counts() -> None:
    outer = GMAIL.replace("Bo Wu", "Eva Ek").replace("Ships sold", "Fwd: Ships sold")
    assert own_words("FYI\n\n" + outer + "Look!\n\n" + GMAIL + BODY) == Words(BODY, HEAD, 2, 0)
    deep = "x\n\n" + GMAIL * 8 + BODY
    assert own_words(deep).text.endswith("crowns.")


def test_a_long_text_is_not_a_note_about_what_it_quotes() -> None:
    article = "\n\n".join([BODY] * 5)
    for head in (GMAIL, OUTLOOK, BARE):
        assert own_words(f"{article}\n\n{head}{BODY}", forwards=True) == Words(article, None, 0, 0)
        assert own_words(f"{article}\n\n{head}{BODY}") == Words(article, None, 0, 0)


def test_an_answer_above_another_mail_is_kept_alone() -> None:
    for head in (OUTLOOK, BARE, "\n" + STARS):
        found = own_words(f"{BODY}\n\n{head}The old words of the mail that is answered here.")
        assert found == Words(BODY, None, 0, 0)


def test_what_only_looks_like_a_head_stays() -> None:
    text = "To: the editor\n\n" + BODY + "\n\nFrom: the archive\n\n_____________\nThe end of it."
    assert own_words(text).text == text
    text = BODY + "\n\n-----Original Message-----\nno head follows here"
    assert own_words(text, forwards=True).text == text
    assert own_words("From: " + "x" * 2000 + "\nDate: today\n").forwarded is None


@pytest.mark.parametrize(
    "announcement",
    [
        "On Mon, Aug 18, 2025 at 3:00 PM Bo Wu <bo@post.example> wrote:\n",
        "On Mon, Aug 18, 2025 at 3:00 PM Bo Wu\n<bo@post.example>\nwrote:\n\n",
        "Am 18.08.2025 um 15:00 schrieb Bo Wu:\n",
        "Le 18 août 2025, Bo Wu a écrit :\n",
        "Bo Wu writes:\n",
    ],
)
def test_quoted_lines_and_their_announcement_go(announcement: str) -> None:
    answer = f"{BODY}\n\n{announcement}> old\n>\n> words\n\n"
    assert own_words(answer) == Words(BODY, None, 0, 3)


def test_words_between_quotations_stay() -> None:
    text = "First.\n\nBo Wu wrote:\n> one\n\nSecond words.\n\n> two\n\nThird. As she\nwrote:\n\n> x"
    assert own_words(text).text.split() == [
        "First.",
        "Second",
        "words.",
        "Third.",
        "As",
        "she",
        "wrote:",
    ]
    assert own_words("> only").text == ""
    assert own_words("One\n\ntwo wrote\n\nso:\n> x").text == "One\n\ntwo wrote\n\nso:"


def test_a_signature_goes_unless_it_is_most_of_the_text() -> None:
    assert own_words(f"{BODY}\n-- \nAnn Lee\nThe Post").text == BODY
    assert own_words(f"{BODY}\n--\nAnn Lee").text == BODY
    long = f"{BODY}\n-- \n" + "\n".join(["more"] * 30)
    assert own_words(long).text == long


@pytest.mark.parametrize(
    ("line", "furniture"),
    [
        ("Unsubscribe", True),
        ("View in browser", True),
        ("View this email in your browser: https://post.example/v", True),
        ("Update your preferences or unsubscribe from this list", True),
        ("You received this email because you signed up at post.example.", True),
        ("You receive this mail because you subscribed.", True),
        ("Newsletter abbestellen", True),
        ("He told readers to unsubscribe from the paper on Monday.", False),
        ("https://post.example", False),
        ("", False),
        ("unsubscribe " * 60, False),
        ("unsubscribe" + "x" * 600, False),
    ],
)
def test_lines_about_the_newsletter(line: str, furniture: bool) -> None:
    assert is_furniture(line) is furniture


@pytest.mark.parametrize(
    "text",
    [
        "From: a\nDate: b\n\n" * 4000,
        "-----Original Message-----\n" * 20_000,
        "-" * 300_000,
        "From: " + " *" * 100_000 + "x",
        "On " + "wrote " * 50_000,
        "> " * 100_000,
        ("On x wrote:\n> y\n") * 20_000,
        "_" * 300_000,
        "\n".join(["-- "] * 50_000),
        "----" + "forwarded by " * 30_000,
    ],
    ids=range(10),
)
def test_no_text_takes_long(text: str) -> None:
    start = time.perf_counter()
    own_words(text, forwards=True)
    unflow(text)
    bare_subject(text[:4000])
    assert time.perf_counter() - start < 3


def test_where_the_foot_of_a_newsletter_begins() -> None:
    texts = [BODY, "Sold.", "© 2026 The Quay", "Dock 4"]
    assert foot_of(texts, [False, False, True, False]) == 2
    # Nothing speaks of the newsletter, or a whole paragraph follows.
    assert foot_of(["Sold.", "© 2026"], [False, True]) == 2
    assert foot_of([BODY, "Read more", "Dock 4"], [False, True, False]) == 3
    assert foot_of(["© 2026", BODY], [True, False]) == 2
