"""Files, folders and web addresses, over real files and a real server on loopback."""

from __future__ import annotations

import errno
import gzip
import io
import os
import socket
import struct
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ingest.errors import FetchError
from ingest.fetch import FetchSettings, expand, fetch
from ingest.fetching import web
from ingest.types import Fetched, Rejected, Source

PAGE = b"<html><body><p>The board sold the ship on Monday.</p></body></html>"
OPEN = FetchSettings(allow_private=True, timeout=5, max_bytes=200_000)
posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX files")


def sources(*arguments: str) -> list[str]:
    return [item.location for item in expand(arguments) if isinstance(item, Source)]


def rejected(*arguments: str) -> list[Rejected]:
    return [item for item in expand(arguments) if isinstance(item, Rejected)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "articles"
    (root / "sub" / ".hidden").mkdir(parents=True)
    for name in ("b.txt", "a.md", "sub/c.html", ".d.txt", "sub/.hidden/e.txt", "f.png", "README"):
        (root / name).write_text("words", encoding="utf-8")
    return root


# -- files and folders -------------------------------------------------------------------------


def test_folders_are_walked_in_order_without_hidden_files(folder: Path) -> None:
    names = [os.path.relpath(path, folder) for path in sources(str(folder))]
    assert names == ["a.md", "b.txt", os.path.join("sub", "c.html")]


def test_unknown_formats_in_folders_are_skipped_with_a_reason(folder: Path) -> None:
    found = rejected(str(folder))
    assert [os.path.basename(item.source) for item in found] == ["README", "f.png"]
    assert all(item.skipped and "name the file itself" in item.reason for item in found)
    # Named by itself, the file is tried.
    assert sources(str(folder / "README")) == [str(folder / "README")]


def test_a_folder_without_files_is_said_to_hold_none(folder: Path) -> None:
    (folder / "none" / "below").mkdir(parents=True)
    (folder / "none" / ".hidden.txt").write_text("words", encoding="utf-8")
    (found,) = rejected(str(folder / "none"))
    assert (found.source, found.skipped) == (str(folder / "none"), True)
    assert found.reason == "The folder holds no files."


def test_a_file_named_twice_is_one_source(folder: Path) -> None:
    path = str(folder / "b.txt")
    assert sources(path, path, str(folder / "*.txt")) == [path]


def test_globs(folder: Path) -> None:
    assert sources(str(folder / "**" / "*.html")) == [str(folder / "sub" / "c.html")]
    assert sources(str(folder / "s*")) == []
    for pattern in ("*.doc", "s*"):
        (found,) = rejected(str(folder / pattern))
        assert "No file matches" in found.reason


def test_sizes_and_times_come_along(folder: Path) -> None:
    (source,) = expand([str(folder / "b.txt")])
    assert isinstance(source, Source)
    assert source.size == 5
    assert source.mtime_ns == (folder / "b.txt").stat().st_mtime_ns


@pytest.mark.parametrize(
    ("argument", "reason"),
    [
        ("/no/such/file.txt", "no such file"),
        ("", "names no file"),
        ("a\x00b", "names no file"),
        ("ftp://x.org/a", "ftp: addresses"),
        ("file:///etc/passwd", "file: addresses"),
    ],
)
def test_arguments_that_name_nothing(argument: str, reason: str) -> None:
    (found,) = rejected(argument)
    assert reason in found.reason
    assert not found.skipped
    assert "\x00" not in found.source


def test_web_addresses_and_standard_input_are_sources() -> None:
    assert list(expand(["https://x.org/a", "-"])) == [
        Source("https://x.org/a", "url"),
        Source("-", "stdin"),
    ]


@posix
def test_links_are_followed_only_inside_the_folder(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "secret.txt"
    outside.write_text("secret", encoding="utf-8")
    (tmp_path / "articles-2").mkdir()
    (tmp_path / "articles-2" / "g.txt").write_text("words", encoding="utf-8")
    (folder / "z1.txt").symlink_to(outside)
    (folder / "z2").symlink_to(tmp_path / "articles-2")
    (folder / "z3").symlink_to(folder)
    (folder / "z4").symlink_to("z4")
    (folder / "z5.txt").symlink_to(folder / "b.txt")
    names = [os.path.relpath(path, folder) for path in sources(str(folder))]
    assert names == ["a.md", "b.txt", "sub/c.html"]
    reasons = {os.path.basename(item.source): item for item in rejected(str(folder))}
    assert "leads out of the folder" in reasons["z1.txt"].reason
    assert "leads out of the folder" in reasons["z2"].reason
    assert "leads to itself" in reasons["z4"].reason
    # Named by itself, a link is the user's own choice.
    assert sources(str(folder / "z1.txt")) == [str(folder / "z1.txt")]


@posix
def test_special_files_and_strange_names(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "sock.txt"))
        (tmp_path / "new\nline\x1b[2J.txt").write_text("words", encoding="utf-8")
        bad = os.fsencode(tmp_path) + b"/\xff\xfe.txt"
        with open(bad, "w", encoding="utf-8") as file:
            file.write("words")
        found = {item.source: item.reason for item in rejected(str(tmp_path), "/dev/zero")}
    assert found[str(tmp_path / "pipe.txt")].startswith("It is a pipe")
    assert found[str(tmp_path / "sock.txt")].startswith("It is a socket")
    assert found["/dev/zero"].startswith("It is a device")
    assert any("name is not valid text" in reason for reason in found.values())
    assert all(source.isprintable() for source in found)
    assert len(sources(str(tmp_path))) == 1


@posix
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_unreadable_files_and_folders(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    closed.chmod(0)
    secret = tmp_path / "x.txt"
    secret.write_text("words", encoding="utf-8")
    secret.chmod(0)
    assert "permissions" in rejected(str(tmp_path))[0].reason
    with pytest.raises(FetchError, match="may not be read"):
        fetch(Source(str(secret), "file"))


def test_reading_a_file(folder: Path) -> None:
    path = folder / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b"{}"))
    found = fetch(Source(str(path), "file"))
    assert found == Fetched(Source(str(path), "file"), path.read_bytes(), "application/x-ndjson")
    assert fetch(Source(str(folder / "README"), "file")).media_type == "application/octet-stream"


def test_files_that_cannot_be_read_say_why(folder: Path, tmp_path: Path) -> None:
    cases = [(str(folder / "gone.txt"), "no such file"), (str(folder / ("x" * 300)), "too long")]
    if os.name == "posix":
        os.mkfifo(tmp_path / "pipe")
        cases += [(str(tmp_path / "pipe"), "a pipe"), (str(folder), "a folder")]
        cases += [(str(folder / "b.txt" / "x"), "could not be read")]
    for location, reason in cases:
        with pytest.raises(FetchError, match=reason) as caught:
            fetch(Source(location, "file"))
        assert caught.value.hint, location
    with pytest.raises(FetchError, match="larger than"):
        fetch(Source(str(folder / "b.txt"), "file"), settings=FetchSettings(max_bytes=4))


@posix
def test_a_file_that_pretends_to_be_small_is_cut_off_too() -> None:
    if not os.path.exists("/proc/self/smaps"):
        pytest.skip("needs /proc")
    with pytest.raises(FetchError, match="larger than"):
        fetch(Source("/proc/self/smaps", "file"), settings=FetchSettings(max_bytes=100))


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"words")))
    assert fetch(Source("-", "stdin")).data == b"words"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"words")))
    with pytest.raises(FetchError, match="larger than"):
        fetch(Source("-", "stdin"), settings=FetchSettings(max_bytes=4))


# -- the web -----------------------------------------------------------------------------------

Serve = Callable[..., str]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """``serve(answer)`` gives the URL of a server that sends these raw bytes to every request.

    ``answer`` may also be a function of the connection. ``serve.requests`` keeps what came in.
    """
    listening: list[socket.socket] = []
    requests: list[bytes] = []

    def start(answer: bytes | Callable[[socket.socket], None]) -> str:
        server = socket.create_server(("127.0.0.1", 0))
        listening.append(server)

        def run() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    try:
                        requests.append(connection.recv(65536))
                        if callable(answer):
                            answer(connection)
                        else:
                            connection.sendall(answer)
                    except OSError:
                        pass

        threading.Thread(target=run, daemon=True).start()
        return f"http://127.0.0.1:{server.getsockname()[1]}/page"

    start.requests = requests  # type: ignore[attr-defined]
    yield start
    for server in listening:
        server.close()


def answer(body: bytes = PAGE, status: str = "200 OK", **headers: str) -> bytes:
    fields = {"Content-Length": str(len(body)), "Content-Type": "text/html; charset=koi8-r"}
    fields |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value)
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body


def fails(url: str, settings: FetchSettings = OPEN) -> str:
    with pytest.raises(FetchError) as caught:
        fetch(Source(url, "url"), settings=settings)
    assert caught.value.hint
    assert "\n" not in str(caught.value)
    assert "\x1b" not in str(caught.value)
    return str(caught.value)


def test_a_page_is_fetched_with_its_type_and_charset(serve: Serve) -> None:
    url = serve(answer())
    found = fetch(Source(url, "url"), settings=OPEN)
    assert found.data == PAGE
    assert (found.media_type, found.charset, found.url) == ("text/html", "koi8-r", url)
    assert found.retrieved is not None
    assert found.retrieved.endswith("+00:00")
    request = serve.requests[0].decode()  # type: ignore[attr-defined]
    assert request.startswith("GET /page HTTP/1.1\r\n")
    assert f"Host: {url.split('/')[2]}\r\n" in request
    assert "Cookie" not in request
    assert "Authorization" not in request


def test_without_a_type_the_name_tells(serve: Serve) -> None:
    url = serve(answer(Content_Type="")).replace("/page", "/a.md?x=y.html")
    assert fetch(Source(url, "url"), settings=OPEN).media_type == "text/markdown"


def test_offline_opens_no_socket(serve: Serve) -> None:
    url = serve(answer())
    assert "offline" in fails(url, FetchSettings(offline=True, allow_private=True))
    assert serve.requests == []  # type: ignore[attr-defined]


def test_loopback_is_refused_unless_allowed(serve: Serve) -> None:
    url = serve(answer())
    assert "loopback" in fails(url, FetchSettings())
    assert serve.requests == []  # type: ignore[attr-defined]


def test_redirects_are_followed_and_each_hop_is_checked(serve: Serve) -> None:
    target = serve(answer())
    url = serve(answer(b"", "302 Found", Location=target))
    assert fetch(Source(url, "url"), settings=OPEN).url == target
    for place in ("file:///etc/passwd", "http://u:p@127.0.0.1/", "ftp://127.0.0.1/"):
        fails(serve(answer(b"", "301 Moved", Location=place)))
    loop = serve(answer(b"", "307 Temporary Redirect", Location="/page"))
    assert "redirects more than" in fails(loop)


def test_a_redirect_cannot_lead_into_the_own_network(serve: Serve) -> None:
    # The first host is public by its name; the second is judged anew and refused.
    port = int(
        serve(answer(b"", "302 Found", Location="http://10.0.0.1/")).split(":")[2].split("/")[0]
    )

    def resolver(host: str, _: int) -> list[str]:
        return ["127.0.0.1"] if host == "public.example" else [host]

    with pytest.raises(FetchError, match=r"private address \(10\.0\.0\.1\)"):
        chain(port, resolver)


def chain(port: int, resolver: Callable[[str, int], list[str]]) -> None:
    """A fetch whose first hop is let through by hand and whose second is not."""
    target = web.target_of(f"http://public.example:{port}/page")
    deadline = web._Deadline(5)
    place = web._request(target, resolver(target.host, port), deadline, 1000, {}, None)
    assert isinstance(place, web._Redirect)
    web.get(place.place, timeout=5, max_bytes=1000, resolver=resolver)


def test_the_address_that_was_judged_is_the_one_connected_to(serve: Serve) -> None:
    url = serve(answer())
    port = url.split(":")[2].split("/")[0]
    asked: list[str] = []

    def rebinding(host: str, _: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["203.0.113.9"]

    page = web.get(
        f"http://rebind.example:{port}/page",
        timeout=5,
        max_bytes=1000,
        allow_private=True,
        resolver=rebinding,
    )
    assert page.data == PAGE
    assert asked == ["rebind.example"]
    assert f"Host: rebind.example:{port}".encode() in serve.requests[0]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("status", "hint"),
    [
        ("404 Not Found", "Check the address"),
        ("403 Forbidden", "browser"),
        ("429 Too Many Requests", "later"),
        ("503 Service Unavailable", "later"),
        ("204 No Content", "browser"),
        ("302 Found", "browser"),
        ("777 \x1b[2J", "later"),
    ],
)
def test_statuses(serve: Serve, status: str, hint: str) -> None:
    text = fails(serve(answer(b"", status)))
    assert status[:3] in text
    assert hint in text


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [("gzip", gzip.compress), ("deflate", zlib.compress), ("identity", bytes)],
)
def test_packed_answers(serve: Serve, encoding: str, pack: Callable[[bytes], bytes]) -> None:
    url = serve(answer(pack(PAGE * 9), Content_Encoding=encoding))
    assert fetch(Source(url, "url"), settings=OPEN).data == PAGE * 9


def test_chunked_answers(serve: Serve) -> None:
    body = b"5\r\nwords\r\n0\r\n\r\n"
    url = serve(answer(body, Content_Length="", Transfer_Encoding="chunked"))
    assert fetch(Source(url, "url"), settings=OPEN).data == b"words"


def test_bombs_and_floods_are_stopped(serve: Serve) -> None:
    bomb = gzip.compress(bytes(20_000_000))
    assert "larger than" in fails(serve(answer(bomb, Content_Encoding="gzip")))
    assert "larger than" in fails(serve(answer(b"x" * 300_000)))
    assert "larger than" in fails(serve(answer(b"x" * 300_000, Content_Length="")))


def test_answers_that_are_cut_off_or_nonsense(serve: Serve) -> None:
    assert "cut off" in fails(serve(answer(PAGE, Content_Length="5000")))
    packed = gzip.compress(os.urandom(3000))[:-9]
    assert "cut off" in fails(serve(answer(packed, Content_Encoding="gzip")))
    assert "proper answer" in fails(serve(answer(b"no gzip", Content_Encoding="gzip")))
    assert "packed as br" in fails(serve(answer(PAGE, Content_Encoding="br")))
    assert "proper answer" in fails(serve(b"\x1b[2Jnonsense\r\n\r\n"))
    assert "proper answer" in fails(serve(b""))


def test_a_server_that_only_drips_is_left_at_the_deadline(serve: Serve) -> None:
    def drip(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        for _ in range(100):
            connection.sendall(b"x")
            time.sleep(0.05)

    started = time.monotonic()
    settings = FetchSettings(allow_private=True, timeout=0.4)
    assert "within 0.4 s" in fails(serve(drip), settings)
    assert "within 0.4 s" in fails(serve(lambda connection: time.sleep(1)), settings)
    assert time.monotonic() - started < 3


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    said = fails(f"http://127.0.0.1:{port}/")
    assert f"127.0.0.1:{port} cannot be reached ({os.strerror(errno.ECONNREFUSED)})." in said


def test_a_connection_that_is_reset_is_told_without_a_number(serve: Serve) -> None:
    def reset(connection: socket.socket) -> None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    assert f"a proper answer ({os.strerror(errno.ECONNRESET)})." in fails(serve(reset))


def test_no_time_left_is_a_time_out() -> None:
    with pytest.raises(FetchError, match="within"):
        web._connect(web.target_of("http://127.0.0.1:1/"), ["127.0.0.1"], web._Deadline(-1))


def test_a_host_without_proper_encryption_is_named(serve: Serve) -> None:
    url = serve(answer()).replace("http:", "https:")
    assert "certificate or encryption of 127.0.0.1 was not accepted" in fails(url)
