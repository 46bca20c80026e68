"""Mails, mailboxes and pages saved as MHTML, whole and damaged."""

from __future__ import annotations

import base64
import random
import time
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP
from io import BytesIO

import pytest

from ingest import sandbox
from ingest.readers import mbox
from ingest.types import Article, BlockKind, Link, Rejected

Results = Callable[..., list[Article | Rejected]]
One = Callable[..., Article]
Refused = Callable[..., Rejected]


def paragraphs(count: int, name: str = "dredger") -> list[str]:
    return [
        f"The harbour board of Lindmouth said on Monday that it would sell {name} number {n} to "
        "the city of Aarn before the end of spring, and that nobody had objected to the plan."
        for n in range(count)
    ]


def text(count: int, name: str = "dredger") -> str:
    return "\n\n".join(paragraphs(count, name))


def mail(body: str | None = None, **headers: str) -> EmailMessage:
    """A mail from The Post; ``headers`` with _ for -, "" for none."""
    made = EmailMessage()
    said = {
        "From": '"The Lindmouth Post" <news@post.example>',
        "To": "me@home.example",
        "Subject": "Dredgers sold for four million crowns",
        "Date": "Mon, 18 Aug 2025 10:00:00 +0200",
        "Message_ID": "<a1@post.example>",
    }
    for name, value in (said | headers).items():
        if value:
            made[name.replace("_", "-")] = value
    if body is not None:
        made.set_content(body)
    return made


def raw(message: EmailMessage) -> bytes:
    return message.as_bytes(policy=SMTP)


def newsletter() -> EmailMessage:
    made = mail(
        "View in browser https://post.example/v\n\n" + text(3), List_Unsubscribe="<mailto:x@y.z>"
    )
    rows = "".join(f"<p>{each}</p>" for each in paragraphs(5))
    made.add_alternative(
        "<html><head><link rel='canonical' href='https://other.example/front'></head><body><table>"
        f"<tr><td><h1>Dredgers sold</h1>{rows}<p>Unsubscribe</p></td></tr></table></body></html>",
        subtype="html",
    )
    return made


def test_a_newsletter(one: One) -> None:
    found = one("a.eml", raw(newsletter()))
    assert found.text.count("harbour board") == 5
    meta = found.meta
    assert meta.title == "Dredgers sold for four million crowns"
    assert meta.publisher == "The Lindmouth Post"
    assert meta.authors == ()
    assert (meta.published, meta.published_precision) == ("2025-08-18T10:00:00+02:00", "minute")
    assert dict(found.meta_sources)["publisher"] == "mail sender"
    assert dict(found.meta_sources)["title"] == "mail header"
    assert found.identity == "file:/articles/a.eml#a1@post.example"
    # What its HTML says of itself could name anybody's page.
    assert meta.url is None
    last = found.blocks[-1]
    assert found.text[last.start : last.end] == "Unsubscribe"
    assert last.kind is BlockKind.PROMO
    assert found.warnings == ()


def test_the_plain_text_is_taken_when_the_html_holds_less(one: One) -> None:
    made = mail("View in browser https://post.example/v\n\n" + text(3))
    made.add_alternative("<html><body><p>Your program shows no HTML.</p></body></html>", "html")
    found = one("a.eml", raw(made))
    assert found.text.count("harbour board") == 3
    assert found.blocks[0].kind is BlockKind.PROMO
    assert (found.meta.publisher, found.meta.authors) == ("The Lindmouth Post", ())


def test_a_sender_is_an_author_only_where_the_text_names_none(one: One) -> None:
    written = mail("By Ann Lee\n\n" + text(2), From="Bo Wu <bo@x.example>")
    assert one("a.eml", raw(written)).meta.authors == ("Ann Lee",)
    assert one("a.eml", raw(mail(text(2), From="Bo Wu <b@x.y>"))).meta.authors == ("Bo Wu",)
    nameless = one("a.eml", raw(mail(text(2), From="bo@x.example")))
    assert (nameless.meta.authors, nameless.meta.publisher) == ((), None)
    listed = mail(text(2), From="bo@x.example", List_Id="Harbour Weekly <h.x.example>")
    assert one("a.eml", raw(listed)).meta.publisher == "Harbour Weekly"


@pytest.mark.parametrize(
    ("sender", "foot", "publisher", "author"),
    [
        ("Energy Brief <brief@energy-brief.example>", "", "Energy Brief", ""),
        ("Harbour Watch <mail@sent.example>", "Unsubscribe: https://x.example/u", "Harbour Watch", ""),
        ("Harbour Watch <mail@sent.example>", "", "", "Harbour Watch"),
        ("Valley Gazette <mail@sent.example>", "", "Valley Gazette", ""),
        ("Emily Post <emily.post@sent.example>", "", "", "Emily Post"),
        ("Ann Lee <ann@annlee.example>", "", "", "Ann Lee"),
        ("Ann Lee <al@home.example>", "I will not unsubscribe from it, she said.", "", "Ann Lee"),
    ],
)  # fmt: skip
def test_a_sender_that_is_an_outlet_is_the_publisher(
    one: One, sender: str, foot: str, publisher: str, author: str
) -> None:
    meta = one("a.eml", raw(mail(f"{text(2)}\n\n{foot}", From=sender))).meta
    assert (meta.publisher or "", "".join(meta.authors)) == (publisher, author)


def test_charsets_encodings_and_encoded_headers(one: One) -> None:
    made = mail(Subject="Re: Fähren — verkauft", From="Zoë Bäcker <z@x.example>")
    made.set_content("Die Fähre wurde für vier Millionen verkauft, heißt es.\n" * 4,
                     charset="iso-8859-1", cte="quoted-printable")  # fmt: skip
    data = raw(made)
    assert "Fähr" not in data.decode("latin-1")
    found = one("a.eml", data)
    assert found.meta.title == "Fähren — verkauft"
    assert found.meta.authors == ("Zoë Bäcker",)
    assert "Die Fähre wurde für vier" in found.text
    odd = raw(mail(text(2) + "\nCafé")).replace(b'charset="utf-8"', b'charset="no-such-set"')
    assert "Café" in one("a.eml", odd).text


def test_flowed_text_has_no_lines(one: One) -> None:
    flowed = "\n".join(word + " " for word in paragraphs(1)[0].split()) + "\n\n" + text(1)
    data = (
        b"From: Ann <a@x.y>\r\nSubject: Flowed\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: text/plain; charset=utf-8; format=flowed\r\n\r\n" + flowed.encode()
    )
    assert paragraphs(1)[0] in one("a.eml", data).text


FORWARD = (
    "FYI\n\n---------- Forwarded message ---------\nFrom: Bo Wu <bo@post.example>\n"
    "Date: Fri, Aug 15, 2025 at 9:12 AM\nSubject: Re: Ships of Lindmouth\nTo: Ann <a@x.y>\n\n\n"
)


def test_a_forwarded_article(one: One) -> None:
    made = mail(FORWARD + text(3) + "\n\n-- \nBo Wu", Subject="Fwd: Ships", From="Ann <a@x.y>")
    found = one("a.eml", raw(made))
    assert found.text == text(3)
    assert found.meta.title == "Ships of Lindmouth"
    assert found.meta.authors == ("Bo Wu",)
    assert (found.meta.published or "").startswith("2025-08-15")
    assert found.warnings == ("1 words above the forwarded text were left out.",)
    undated = mail(FORWARD.replace("Date: Fri, Aug 15, 2025 at 9:12 AM\n", "") + text(3))
    # When it was passed on is not when it was written.
    assert one("a.eml", raw(undated)).meta.published is None


def test_an_answer_is_its_own_words(one: One) -> None:
    made = mail(text(2) + "\n\nOn Mon, Bo Wu <b@x.y> wrote:\n\n> old\n> words\n-- \nAnn\n",
                Subject="AW: Ships", In_Reply_To="<x@y>")  # fmt: skip
    found = one("a.eml", raw(made))
    assert found.text == text(2)
    assert found.meta.title == "Ships"
    assert "2 lines quoted" in found.warnings[0]
    rich = mail(Subject="Fwd: Ships")
    html = FORWARD.replace("<", "&lt;").replace("\n", "<br>\n") + "<p>" + text(2) + "</p>"
    rich.set_content(f"<html><body><div>{html}</div></body></html>", subtype="html")
    found = one("a.eml", raw(rich))
    assert found.meta.title == "Ships of Lindmouth"
    assert found.text.startswith("The harbour board")


def test_attachments_are_articles_of_their_own(results: Results) -> None:
    made = newsletter()
    made.add_attachment(text(2, "ferry").encode(), "text", "plain", filename="../ferry 1.txt")
    made.add_attachment(b"\x89PNG\r\n", "image", "png", filename="x.png")
    made.add_attachment(b"\x89PNG\r\n", "image", "png", cid="<logo>")
    made.add_attachment(b"MZ", "application", "x-msdownload", filename="y.html.exe")
    whole, ferry = results("a.eml", raw(made))
    assert isinstance(whole, Article)
    assert whole.warnings == ("Attached, but not read: x.png, y.html.exe.",)
    assert isinstance(ferry, Article)
    assert ferry.source == "/articles/a.eml#ferry 1.txt"
    assert ferry.meta.title == "Ferry 1"
    assert ferry.meta.published is None


def test_mails_and_archives_in_mails_are_read_to_a_depth(results: Results) -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("in.txt", text(2, "ferry"))
        archive.writestr("deep.eml", raw(mail(text(2, "barge"))))
    inner = mail(text(2, "tug"), Message_ID="<inner@x>")
    inner.add_attachment(packed.getvalue(), "application", "zip", filename="p.zip")
    outer = mail(text(2))
    outer.add_attachment(inner)
    outer.add_attachment(packed.getvalue(), "application", "zip", filename="q.zip")
    found = results("a.eml", raw(outer))
    read = [item.source for item in found if isinstance(item, Article)]
    left = {item.source: item for item in found if isinstance(item, Rejected)}
    assert read == ["/articles/a.eml", "/articles/a.eml#part 1", "/articles/a.eml#q.zip#in.txt",
                    "/articles/a.eml#q.zip#deep.eml"]  # fmt: skip
    assert list(left) == ["/articles/a.eml#part 1#p.zip#in.txt",
                          "/articles/a.eml#part 1#p.zip#deep.eml"]  # fmt: skip
    assert all(item.skipped and "lies in a file" in item.reason for item in left.values())


def test_a_mail_without_words(refused: Refused, one: One) -> None:
    empty = mail("")
    assert "no article text of its own" in refused("a.eml", raw(empty)).reason
    empty.add_attachment(b"x", "application", "octet-stream", filename="x.bin")
    assert "only attachments: x.bin" in refused("a.eml", raw(empty)).reason
    empty.add_attachment(text(2).encode(), "text", "plain", filename="a.txt")
    assert one("a.eml", raw(empty)).source == "/articles/a.eml#a.txt"
    assert "no mail" in refused("a.eml", text(3)).reason
    quoted = mail("On Monday Bo Wu <b@x.y> wrote:\n" + "> old\n" * 9)
    assert "no article text of its own" in refused("a.eml", raw(quoted)).reason


def test_a_damaged_mail_says_so(one: One, refused: Refused) -> None:
    data = raw(newsletter())
    cut = one("a.eml", data[: data.index(b"text/html") - 60])
    assert "damaged or cut off" in cut.warnings[0]
    assert cut.text.count("harbour board") == 3
    packed = base64.encodebytes(text(3).encode())
    head = b"From: a@b.c\nSubject: S\nContent-Transfer-Encoding: base64\n\n"
    whole = one("a.eml", head + packed)
    assert whole.text == text(3)
    half = one("a.eml", head + packed[: len(packed) // 2 - 3])
    assert "damaged or cut off" in half.warnings[0]
    head = b"From: a@b.c\nContent-Type: multipart/mixed; boundary=x\n\n"
    assert "damaged" in refused("a.eml", head).reason


def test_a_mail_is_known_by_its_content(one: One) -> None:
    data = raw(mail(text(2)))
    found = one("-", data)
    assert found.meta.title == "Dredgers sold for four million crowns"
    assert found.identity.startswith("text:")
    assert one("saved.bin", data).meta.title == found.meta.title


def boxed(*mails: bytes) -> bytes:
    return b"".join(
        b"From news@post.example Mon Aug 18 10:00:00 2025\n"
        + each.replace(b"\r\n", b"\n").replace(b"\nFrom ", b"\n>From ")
        + b"\n\n"
        for each in mails
    )


def test_a_mailbox(results: Results) -> None:
    first = mail("From the harbour we heard this:\n\n" + text(2) + "\n\nFrom here on it is dark.")
    data = boxed(raw(first), raw(mail("")), raw(mail(text(2, "ferry"), Message_ID="")))
    for name in ("a.mbox", "a.mbox.gz", "-"):
        whole, empty, ferry = results(name, data)
        assert isinstance(whole, Article)
        assert whole.text.startswith("From the harbour we heard")
        assert "\nFrom here on" in whole.text
        assert isinstance(empty, Rejected)
        assert empty.skipped
        assert isinstance(ferry, Article)
        if name == "a.mbox":
            assert (whole.source, ferry.source) == ("/articles/a.mbox:1", "/articles/a.mbox:3")
            assert whole.identity == "file:/articles/a.mbox#a1@post.example"
            assert ferry.identity == "file:/articles/a.mbox#3"


def test_attachments_in_a_mailbox_are_told_apart(results: Results) -> None:
    mails = []
    for number in "12":
        made = mail(text(2, f"ship {number}"), Message_ID=f"<{number}@x>")
        made.add_attachment(text(2, f"tug {number}").encode(), "text", "plain", filename="t.txt")
        mails.append(raw(made))
    found = [item for item in results("a.mbox", boxed(*mails)) if isinstance(item, Article)]
    assert len({item.identity for item in found}) == 4
    assert found[1].source == "/articles/a.mbox#1@x#t.txt"


def test_damaged_mailboxes(
    results: Results, refused: Refused, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "no mail begins in it" in refused("a.mbox", text(3)).reason
    data = boxed(raw(mail(text(2))), raw(newsletter()))
    whole, cut = results("a.mbox", data[: data.rindex(b"text/html")])
    assert isinstance(whole, Article)
    assert isinstance(cut, Article)
    assert "damaged or cut off" in cut.warnings[0]
    monkeypatch.setattr(mbox, "MAX_TEXT", 700)
    first, *rest = results("a.mbox", boxed(raw(mail(text(9))), raw(mail(text(1)))))
    assert "larger than" in first.reason  # type: ignore[union-attr]
    assert [type(item) for item in rest] == [Article]
    (only,) = results("a.mbox", boxed(raw(mail(text(9)))))
    assert isinstance(only, Rejected)


def saved(address: str = "https://www.post.example/2025/08/17/dredgers") -> bytes:
    rows = "".join(f"<p>{each}</p>" for each in paragraphs(5))
    page = f"<html><body><article><h1>Dredgers sold</h1>{rows}</article></body></html>"
    return (
        "From: <Saved by Blink>\r\n"
        f"Snapshot-Content-Location: {address}\r\n"
        "Subject: Dredgers sold\r\nDate: Mon, 18 Aug 2025 10:00:00 +0200\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="B"\r\n'
        "\r\n--B\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n"
        f"Content-Location: {address}\r\n\r\n"
        + base64.encodebytes(page.encode()).decode().replace("\n", "\r\n")
        + "\r\n--B\r\nContent-Type: image/png\r\nContent-Location: https://x.y/z.png\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\naGVsbG8=\r\n--B--\r\n"
    ).encode()


def test_a_page_saved_as_mhtml(one: One, refused: Refused) -> None:
    for name in ("a.mhtml", "a.mht", "-"):
        found = one(name, saved())
        assert found.identity == "post.example/2025/08/17/dredgers"
        assert found.meta.url == "https://www.post.example/2025/08/17/dredgers"
        assert found.meta.title == "Dredgers sold"
        assert (found.meta.retrieved or "").startswith("2025-08-18T10:00")
        assert found.source == ("-" if name == "-" else f"/articles/{name}")
    local = one("a.mhtml", saved("file:///C:/page.html"))
    assert local.meta.url is None
    assert local.identity == "file:/articles/a.mhtml"
    data = saved()
    cut = one("a.mhtml", data[: data.index(b"--B\r\nContent-Type: image") - 300])
    assert "cut off" in cut.warnings[0]
    assert "no page in it" in refused("a.mhtml", data[: data.index(b"text/html\r\n")]).reason


def test_a_mail_under_the_name_of_a_saved_page(one: One) -> None:
    assert one("a.mht", raw(mail(text(2)))).meta.publisher == "The Lindmouth Post"


SEED_MAILS = {
    "a.eml": raw(newsletter()),
    "b.eml": raw(mail(FORWARD + text(2), Subject="Fwd: x")),
    "c.mhtml": saved(),
    "d.mbox": boxed(raw(newsletter()), raw(mail(text(2)))),
}


@pytest.mark.parametrize("name", sorted(SEED_MAILS))
def test_mutated_mails_never_fail_in_an_unforeseen_way(name: str, results: Results) -> None:
    chance = random.Random(f"mail {name}")
    for _ in range(40):
        data = bytearray(SEED_MAILS[name])
        for _ in range(chance.randint(1, 12)):
            at = chance.randrange(len(data))
            match chance.randrange(4):
                case 0:
                    data[at] = chance.randrange(256)
                case 1:
                    del data[at : at + chance.randrange(1, 60)]
                case 2:
                    data[at:at] = data[chance.randrange(len(data)) :][: chance.randrange(60)]
                case _:
                    data[at:at] = chance.choice(
                        (b"\n\n", b"=?utf-8?b?", b"\x00", b"--B\r\n", b"Content-Type: ", b'"', b";")
                    )
        start = time.perf_counter()
        found = results(name, bytes(data))
        assert time.perf_counter() - start < 5
        assert found
        for item in found:
            assert isinstance(item, Article | Rejected | Link)
            assert not isinstance(item, Rejected) or "report this" not in item.reason, item


@pytest.mark.parametrize(
    "data",
    [
        b"From: " + b"a, " * 200_000 + b"\nSubject: x\n\nwords",
        b"From: a@b.c\nSubject: " + b"=?utf-8?q?a?= " * 40_000 + b"\n\nwords",
        b"From: a@b.c\nContent-Type: text/plain; " + b"a*0*=b; " * 50_000 + b"\n\nwords",
        b"From: a@b.c\n"
        + b"".join(
            b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(3000)
        ),
        b"From: a@b.c\nContent-Type: multipart/mixed; boundary=x\n\n"
        + b"--x\nContent-Type: text/plain\n\nword\n" * 60_000,
        b"From: a@b.c\n" + b"Content-Type: message/rfc822\n\n" * 5000,
        b"From: a@b.c\nContent-Type: text/html\n\n" + b"<div>" * 200_000,
    ],
    ids=["addresses", "words", "parameters", "nested", "parts", "mails", "divs"],
)
def test_mails_made_to_exhaust_are_given_up_in_time(
    data: bytes, results: Results, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = sandbox.Sandbox(timeout=0.7)
    monkeypatch.setattr(sandbox, "shared", lambda: small)
    try:
        start = time.perf_counter()
        found = results("a.eml", data)
        assert time.perf_counter() - start < 12
        assert 0 < len(found) <= 250
    finally:
        small.close()


def test_a_newsletters_byline_counts_and_its_foot_does_not(one: One) -> None:
    foot = ("Share Tweet Forward", "Copyright 2026 The Quay, All rights reserved.",
            "Our mailing address is:", "The Quay, Dock 4, Lindmouth", "Want to change this?",
            "You can update your preferences or unsubscribe from this list.")  # fmt: skip
    page = "".join(f"<p>{line}</p>" for line in ("By Ann Lee", *paragraphs(4), *foot))
    made = mail(text(4), From="The Quay <hello@quay.example>", List_Unsubscribe="<https://q/u>")
    made.add_alternative(f"<html><body><h1>Ships</h1>{page}</body></html>", subtype="html")
    article = one("a.eml", made.as_bytes())
    assert (article.meta.authors, article.meta.publisher) == (("Ann Lee",), "The Quay")
    kept = " ".join(article.text[b.start : b.end] for b in article.blocks if b.kind.citable)
    assert paragraphs(4)[3] in kept
    assert not any(line in kept for line in foot)
