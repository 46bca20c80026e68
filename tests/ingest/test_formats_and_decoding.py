"""What a file is taken for, how its bytes become text, and which language that is in."""

from __future__ import annotations

import importlib
import os

import pytest

from ingest import formats
from ingest.fetching.decoding import declared_in_page, decode
from ingest.structuring.language import language_of

GERMAN = (
    "Die Hafenbehörde hat am Montag erklärt, dass sie beide Bagger verkaufen wird. Für die Käufer "
    "aus Norfeld ist das ein gutes Geschäft, und die Fischer hören es nicht gern. "
)


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.txt", "text"),
        ("A.MD", "markdown"),
        ("x/y.jsonl.gz", "jsonl"),
        ("c:\\x\\y.htm", "html"),
        ("a.pdf", "pdf"),
        ("a.png", None),
        ("README", None),
        (".txt.d/README", None),
    ],
)
def test_formats_by_name(name: str, form: str | None) -> None:
    found = formats.by_name(name)
    assert (found.name if found else None) == form


def test_formats_by_media_type() -> None:
    found = formats.by_media_type("Text/HTML; charset=x")
    assert found is not None
    assert found.name == "html"
    assert formats.by_media_type("image/png") is None


@pytest.mark.parametrize(
    ("head", "form"),
    [
        (b"<!DOCTYPE html><p>x", "html"),
        (b"\xef\xbb\xbf\n <!-- saved --> <html lang=en>", "html"),
        (b'{"a": 1}\n{"a": 2}\n', "jsonl"),
        (b'{\n "a": 1}\n', "json"),
        (b"[1, 2]", "json"),
        (b"Plain words.", "text"),
        (b"", "text"),
        (b"%PDF-1.7", "pdf"),
        (b"\x89PNG\r\n", None),
        (b"a\x00b", None),
        (b"\xff\xfea\x00", "text"),
    ],
)
def test_formats_by_content(head: bytes, form: str | None) -> None:
    found = formats.by_content(head)
    assert (found.name if found else None) == form


def test_binary_files_are_known_by_their_first_bytes() -> None:
    assert formats.binary_kind(b"PK\x03\x04rest") == "a ZIP archive or office document"
    assert formats.binary_kind(os.urandom(4000)) is not None
    assert formats.binary_kind("Käse".encode("cp1252")) is None


def test_every_format_has_its_reader() -> None:
    for form in formats.FORMATS:
        assert callable(importlib.import_module(form.reader).read)
        for extension in form.extensions[:1]:
            assert formats.by_name("x" + extension) is form
        for media_type in form.media_types[:1]:
            assert formats.by_media_type(media_type) is form
    assert ".jsonl" in formats.extensions()


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "iso8859-15"]
)
def test_text_in_common_charsets(encoding: str) -> None:
    assert decode((GERMAN * 3).encode(encoding)) == GERMAN * 3


def test_a_declared_charset_is_used_where_it_fits() -> None:
    russian = "Порт продал оба корабля."
    assert decode(russian.encode("koi8-r"), "koi8-r") == russian
    assert decode("Käse für alle".encode("cp1252"), "iso-8859-1") == "Käse für alle"
    assert decode("売却しました。".encode("iso-2022-jp"), "ISO-2022-JP") == "売却しました。"
    # What is valid UTF-8 is UTF-8, whatever the header says; nonsense is passed over.
    assert decode("Käse".encode(), "latin-1") == "Käse"
    assert decode(GERMAN.encode("cp1252"), "no-such-charset") == GERMAN
    assert decode(GERMAN.encode("cp1252"), "hex") == GERMAN


def test_a_last_letter_of_a_declared_charset_is_kept() -> None:
    assert decode("Fünf Boote für Malmö".encode("latin-1"), "iso-8859-1") == "Fünf Boote für Malmö"
    assert decode("Fünf Boote für Malmö".encode()[:-1], "utf-8") == "Fünf Boote für Malm"


def test_damaged_utf8_is_still_utf8() -> None:
    data = ("Größe für Käufer. " * 20).encode()
    assert decode(data + "ö".encode()[:1]) == data.decode()
    text = decode(data + b" \xff\xfe " + data)
    assert text.count("\ufffd") == 2
    assert "Größe" in text


def test_other_charsets_are_detected() -> None:
    russian = "Порт продал оба корабля, и рыбаки этому совсем не рады, сказал начальник. " * 5
    assert decode(russian.encode("cp1251")) == russian


def test_bytes_of_no_charset_become_replacement_characters() -> None:
    assert isinstance(decode(bytes(range(128, 256)) * 3), str)
    assert isinstance(decode(b"\x81\x8d\x8f\x90\x9d"), str)


def test_the_charset_of_a_page() -> None:
    assert declared_in_page(b"<meta http-equiv=x content='text/html; charset=koi8-r'>") == "koi8-r"
    assert declared_in_page(b'<meta charset="utf-8">') == "utf-8"
    assert declared_in_page(b"<p>") is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The board said on Monday that it would sell both of the ships to a firm in the north.", "en"),
        (GERMAN, "de"),
        ("Le port a dit lundi que les deux navires seront vendus et que ce n’est pas tout.", "fr"),
        ("El puerto dijo el lunes que los dos barcos se venden y que no es todo para la ciudad.", "es"),
        ("Il porto ha detto lunedì che le due navi sono vendute e che non è tutto per la città.", "it"),
        ("De haven zei maandag dat de twee schepen worden verkocht en dat het niet alles is.", "nl"),
        ("O porto disse na segunda que os dois navios são vendidos e que não é tudo para a cidade.", "pt"),
        ("Liman pazartesi günü iki geminin satılacağını ve bu kararın çok önemli olduğunu söyledi; "
         "bir de yeni bir gemi için para var.", "tr"),
        ("Порт сообщил в понедельник, что оба корабля проданы, и это ещё не всё.", "ru"),
        ("Порт повідомив у понеділок, що обидва кораблі продано, і це ще не все її майно.", "uk"),
        ("港は月曜日に二隻の船を売却すると発表しました。", "ja"),
        ("港口星期一宣布将出售两艘船。", "zh"),
        ("Ship ship ship", None),
        ("1234", None),
        ("", None),
        ("é", None),
    ],
)  # fmt: skip
def test_languages(text: str, code: str | None) -> None:
    assert language_of(text) == code
