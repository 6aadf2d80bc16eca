"""Fetches documents from the web, within limits, and asks sites whether they may be read by programs."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass

import httpcore
import httpx

from extraction.web.guard import GuardedBackend
from extraction.web.settings import FetchSettings
from schemas.errors import DocumentRejectedError

_AGENT = "CiteGraph"
_HEADERS: dict[bytes | str, bytes | str] = {
    "User-Agent": f"{_AGENT}/0.1",
    "Accept-Encoding": "identity",
    "Accept": "*/*",
}
_REDIRECTS = {301, 302, 303, 307, 308}
_ROBOTS_BYTES = 500_000
_ANY_TYPE = {"", "application/octet-stream", "binary/octet-stream"}
_INSTEAD = "Fetch it yourself and give the file."


@dataclass(frozen=True)
class Fetched:
    """What an address gave: its bytes, and the media type as the server says."""

    content: bytes
    media_type: str | None


@dataclass(frozen=True)
class _Answer:
    status: int
    location: str | None
    fetched: Fetched


class Fetcher:
    """Fetches what is of one of these media types and at most `max_bytes` long."""

    def __init__(self, settings: FetchSettings, max_bytes: int, media_types: Collection[str]) -> None:
        self._settings = settings
        self._max_bytes = max_bytes
        self._media_types = {*media_types, *_ANY_TYPE}

    async def fetch(self, url: str) -> Fetched:
        """The document at the address, after its redirects; robots.txt of each site on the way is asked first.

        Raises:
            DocumentRejectedError: fetching is off, or the address, the site, its answer or the limits forbid it.
        """
        if not self._settings.enabled:
            raise DocumentRejectedError(
                f"{url} was not fetched: documents are not taken from the web here",
                remedy="Give the file, or set CITEGRAPH_FETCH__ENABLED=true.",
            )
        backend = GuardedBackend(self._settings.allowed_hosts)
        try:
            async with (
                asyncio.timeout(self._settings.timeout_s),
                httpcore.AsyncConnectionPool(network_backend=backend) as pool,
            ):
                return await self._follow(pool, url)
        except TimeoutError as error:
            raise DocumentRejectedError(
                f"{url} took more than {self._settings.timeout_s:g} seconds",
                remedy=f"Try again later, or raise CITEGRAPH_FETCH__TIMEOUT_S. {_INSTEAD}",
            ) from error
        except (
            httpcore.NetworkError,
            httpcore.ProtocolError,
            httpcore.TimeoutException,
            httpx.InvalidURL,
            ValueError,
        ) as error:
            raise DocumentRejectedError(
                f"{url} cannot be fetched ({error})", remedy="Check the address."
            ) from error

    async def _follow(self, pool: httpcore.AsyncConnectionPool, url: str) -> Fetched:
        at = httpx.URL(url)
        for _ in range(self._settings.max_redirects + 1):
            _check_form(at, url)
            await self._ask_robots(pool, at)
            answer = await self._get(pool, at, self._max_bytes)
            if answer.status not in _REDIRECTS or answer.location is None:
                return self._accepted(answer, url)
            at = at.join(answer.location)
        raise DocumentRejectedError(
            f"{url} leads on more than {self._settings.max_redirects} times", remedy=_INSTEAD
        )

    def _accepted(self, answer: _Answer, url: str) -> Fetched:
        if answer.status != 200:
            raise DocumentRejectedError(
                f"{url} answered with status {answer.status}", remedy="Check the address."
            )
        stated = (answer.fetched.media_type or "").partition(";")[0].strip().lower()
        if stated not in self._media_types:
            raise DocumentRejectedError(f"{url} is {stated}, which cannot be loaded", remedy=_INSTEAD)
        return answer.fetched

    async def _ask_robots(self, pool: httpcore.AsyncConnectionPool, url: httpx.URL) -> None:
        """Refuse what the site's robots.txt forbids; where it cannot answer, all is forbidden (RFC 9309)."""
        from protego import Protego

        at = url.join("/robots.txt")
        for _ in range(self._settings.max_redirects + 1):
            _check_form(at, str(url))
            answer = await self._get(pool, at, _ROBOTS_BYTES, cut=True)
            if answer.status not in _REDIRECTS or answer.location is None:
                break
            at = at.join(answer.location)
        if answer.status == 200:
            rules = Protego.parse(answer.fetched.content.decode("utf-8", errors="replace"))
            allowed = rules.can_fetch(str(url), _AGENT)
        else:
            allowed = 300 <= answer.status < 500
        if not allowed:
            raise DocumentRejectedError(
                f"the site does not allow programs to read {url} (robots.txt)", remedy=_INSTEAD
            )

    async def _get(
        self, pool: httpcore.AsyncConnectionPool, url: httpx.URL, max_bytes: int, *, cut: bool = False
    ) -> _Answer:
        """What the address answers; of what is larger than `max_bytes` the beginning with `cut`, else it is refused."""
        headers_sent = {**_HEADERS, "Host": url.netloc.decode("ascii")}
        async with pool.stream("GET", str(url), headers=headers_sent) as response:
            headers = {name.decode("latin-1").lower(): _header(value) for name, value in response.headers}
            location = headers.get("location")
            if response.status in _REDIRECTS and location is not None:
                return _Answer(response.status, location, Fetched(b"", None))
            if headers.get("content-encoding", "identity").lower() != "identity":
                raise DocumentRejectedError(
                    f"{url} came packed though this was not asked for", remedy=_INSTEAD
                )
            content = bytearray()
            async for part in response.aiter_stream():
                content += part
                if len(content) > max_bytes and cut:
                    break
                if len(content) > max_bytes:
                    raise DocumentRejectedError(
                        f"{url} is larger than {max_bytes:,} bytes",
                        remedy="Raise CITEGRAPH_MAX_UPLOAD_BYTES.",
                    )
            return _Answer(response.status, None, Fetched(bytes(content), headers.get("content-type")))


def _header(value: bytes) -> str:
    """The value of a header; some servers write addresses in UTF-8."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _check_form(url: httpx.URL, asked: str) -> None:
    if url.scheme not in {"http", "https"} or not url.host or url.userinfo:
        said = str(url) if url == httpx.URL(asked) else f"{asked}, which leads to {url},"
        raise DocumentRejectedError(
            f"{said} is not a plain http or https address",
            remedy="Give one such as https://example.org/report.pdf.",
        )
