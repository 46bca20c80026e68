"""Which addresses are fetched from."""

from __future__ import annotations

import threading

import pytest

from ingest.errors import FetchError
from ingest.fetching.addresses import Target, forbidden, resolve, system_resolver, target_of


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1",
        "169.254.169.254", "100.64.0.1", "192.0.0.1", "198.18.0.1", "224.0.0.1", "240.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:a9fe:a9fe", "::127.0.0.1", "2002:7f00:1::",
        "2002:a00:1::", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2001:0:53aa:64c:0:0:f5ff:fffe",
        "2001:db8::1", "192.0.2.1", "fec0::1", "", "example.org",
    ],
)  # fmt: skip
def test_forbidden_addresses(address: str) -> None:
    assert forbidden(address) is not None


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]
)
def test_public_addresses(address: str) -> None:
    assert forbidden(address) is None


@pytest.mark.parametrize(
    "url",
    [
        "ftp://x.org/", "file:///etc/passwd", "gopher://x.org", "javascript:alert(1)", "//x.org/a",
        "http://", "http:///a", "http://u@x.org/", "http://u:p@x.org/", "http://:p@x.org/",
        "http://x.org:99999/", "http://x.org:a/", "http://[::1/", "http://x.org/a b",
        "http://x.org/\r\nHost: y", "http://x.org/\x00", "http://" + "a" * 64 + "é.org/",
        "http://x.org/" + "a" * 5000,
    ],
)  # fmt: skip
def test_what_is_no_plain_web_address_is_refused(url: str) -> None:
    with pytest.raises(FetchError) as caught:
        target_of(url)
    assert caught.value.hint
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("HTTP://X.org", Target("http", "x.org", 80, "/")),
        ("https://x.org:444/a?b=c#d", Target("https", "x.org", 444, "/a?b=c")),
        ("http://[2606:4700::1]/é", Target("http", "2606:4700::1", 80, "/%C3%A9")),
        ("https://bücher.example/a%20b?q=ä", Target("https", "xn--bcher-kva.example", 443, "/a%20b?q=%C3%A4")),
    ],
)  # fmt: skip
def test_plain_web_addresses(url: str, target: Target) -> None:
    assert target_of(url) == target


def test_the_parts_go_together_again() -> None:
    assert target_of("http://[2606:4700::1]:81/a").url == "http://[2606:4700::1]:81/a"
    assert target_of("https://x.org:443/a").url == "https://x.org/a"


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "017700000001", "127.1", "localhost"])
def test_other_spellings_of_loopback_are_resolved_before_they_are_judged(host: str) -> None:
    with pytest.raises(FetchError):
        resolve(target_of(f"http://{host}/"), allow_private=False, timeout=5)


def test_one_forbidden_address_among_several_refuses_the_host() -> None:
    with pytest.raises(FetchError, match="loopback"):
        resolve(
            target_of("http://x.example/"),
            allow_private=False,
            timeout=5,
            resolver=lambda host, port: ["1.1.1.1", "127.0.0.1"],
        )


def test_a_host_with_public_addresses_is_resolved() -> None:
    target = target_of("http://x.example/")
    found = resolve(target, allow_private=False, timeout=5, resolver=lambda host, port: ["1.1.1.1"])
    assert found == ["1.1.1.1"]


def test_private_addresses_can_be_allowed() -> None:
    target = target_of("http://127.0.0.1:8080/")
    assert resolve(target, allow_private=True, timeout=5) == ["127.0.0.1"]
    assert system_resolver("127.0.0.1", 80) == ["127.0.0.1"]


def test_unknown_hosts() -> None:
    def fails(host: str, port: int) -> list[str]:
        raise OSError("no such host")

    for resolver in (fails, lambda host, port: []):
        with pytest.raises(FetchError, match="unknown"):
            resolve(
                target_of("http://x.example/"), allow_private=False, timeout=5, resolver=resolver
            )


def test_a_resolver_that_hangs_is_given_up() -> None:
    release = threading.Event()

    def hangs(host: str, port: int) -> list[str]:
        release.wait(20)
        return ["1.1.1.1"]

    try:
        with pytest.raises(FetchError, match="in time"):
            resolve(
                target_of("http://x.example/"), allow_private=False, timeout=0.05, resolver=hangs
            )
    finally:
        release.set()
