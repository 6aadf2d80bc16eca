"""Fetching from a server on loopback, which is allowed by name; without that it is refused."""

from collections.abc import Iterator

import pytest

from extraction.web.fetcher import Fetcher
from extraction.web.guard import is_public
from extraction.web.settings import FetchSettings
from schemas.errors import DocumentRejectedError
from tests.fakes.site import ROBOTS, running_site

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with running_site() as address:
        yield address


def fetcher(
    *, enabled: bool = True, allowed: tuple[str, ...] = ("127.0.0.1",), timeout_s: float = 20.0
) -> Fetcher:
    settings = FetchSettings(enabled=enabled, allowed_hosts=allowed, timeout_s=timeout_s)
    return Fetcher(settings, 1_000, ["text/html", "text/plain"])


@pytest.mark.parametrize("path", ["/page.html", "/moved", "/방앗간/안내.html", "/to-hangul"])
async def test_a_document_is_fetched(site: str, path: str) -> None:
    fetched = await fetcher().fetch(site + path)
    assert fetched.content == b"<p>The mill.</p>"
    assert fetched.media_type == "text/html; charset=utf-8"


@pytest.mark.parametrize(
    ("path", "complaint"),
    [
        ("/to-metadata", "169.254.169.254:80 is not an address of the public web"),
        ("/to-localhost", "localhost:.* is not an address of the public web"),
        ("/to-file", "not a plain http"),
        ("/loop", "leads on more than 5 times"),
        ("/secret1.html", "robots.txt"),
        ("/to-secret", "robots.txt"),
        ("/film", "video/mp4"),
        ("/large", "larger than 1,000 bytes"),
        ("/packed", "packed"),
        ("/slow", "more than 1 seconds"),
        ("/none", "status 404"),
    ],
)
async def test_what_must_not_be_fetched_is_refused(site: str, path: str, complaint: str) -> None:
    with pytest.raises(DocumentRejectedError, match=complaint) as caught:
        await fetcher(timeout_s=1.0 if path == "/slow" else 20.0).fetch(site + path)
    assert caught.value.remedy


async def test_nothing_private_is_asked_unless_it_is_allowed(site: str) -> None:
    for url in (
        site,
        "http://localhost/",
        "http://[::1]/",
        "http://0.0.0.0/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://[::ffff:127.0.0.1]/",
        "http://127.0.0.1:22/",
        "https://a:b@elm.invalid/",
        "http://elm.invalid\\@127.0.0.1/",
        "http://①②⑦.0.0.1/",
        "http://느릅.invalid/",
        "http://127.0.0.1:99999/",
        "http://[::1",
    ):
        with pytest.raises(
            DocumentRejectedError,
            match=r"not an address of the public web|not a plain http|cannot be fetched",
        ):
            await fetcher(allowed=()).fetch(url)


async def test_of_a_long_robots_file_the_beginning_counts() -> None:
    with running_site(ROBOTS + b"# much is said here\n" * 50_000) as talkative:
        assert (await fetcher().fetch(f"{talkative}/page.html")).content
        with pytest.raises(DocumentRejectedError, match=r"robots\.txt"):
            await fetcher().fetch(f"{talkative}/secret1.html")


async def test_fetching_is_off_by_itself(site: str) -> None:
    assert not FetchSettings().enabled
    with pytest.raises(DocumentRejectedError, match="not taken from the web") as caught:
        await fetcher(enabled=False).fetch(f"{site}/page.html")
    assert "CITEGRAPH_FETCH__ENABLED" in caught.value.remedy


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2001:4860:4860::8888", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("::ffff:127.0.0.1", False),
        ("::127.0.0.1", False),
        ("::ffff:0:127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b:1::7f00:1", False),
        ("fec0::1", False),
        ("3fff::1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_only_addresses_of_the_internet_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public
