"""Connections to public addresses only: a name is resolved once, checked, and that very address is connected to."""

import asyncio
import ipaddress
import socket
from collections.abc import Collection, Iterable

import httpcore

from schemas.errors import DocumentRejectedError

_PORTS = {80, 443}
# All addresses of IPv6 that are given out for the internet (IANA); those elsewhere may stand for a private one of IPv4, as 6to4 does here.
_GIVEN_OUT, _6TO4 = ipaddress.ip_network("2000::/3"), ipaddress.ip_network("2002::/16")
_DOCUMENTATION = ipaddress.ip_network("3fff::/20")


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Opens connections for a client, each after its address was checked; so redirects are checked like the rest."""

    def __init__(self, allowed_hosts: Collection[str]) -> None:
        self._allowed = {host.lower() for host in allowed_hosts}
        self._backend = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  the port's
        local_address: str | None = None,
        socket_options: "Iterable[httpcore.SOCKET_OPTION] | None" = None,
    ) -> httpcore.AsyncNetworkStream:
        """A connection to the host.

        Raises:
            DocumentRejectedError: its name leads to an address that is not public, or the port is none of the web's.
        """
        address = await self._checked(host, port)
        return await self._backend.connect_tcp(address, port, timeout, local_address, socket_options)

    async def _checked(self, host: str, port: int) -> str:
        try:
            found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"the name {host} is not known") from error
        addresses = [str(entry[4][0]) for entry in found]
        if host.lower() in self._allowed:
            return addresses[0]
        if port not in _PORTS or not all(map(is_public, addresses)):
            raise DocumentRejectedError(
                f"{host}:{port} is not an address of the public web, and was not asked",
                remedy="Fetch it yourself and give the file, or allow the host: CITEGRAPH_FETCH__ALLOWED_HOSTS.",
            )
        return addresses[0]


def is_public(address: str) -> bool:
    """Whether an address is one of the public internet; not loopback, private, link-local, multicast or one for documentation."""
    parsed = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is not None:
            return is_public(str(parsed.ipv4_mapped))
        if parsed not in _GIVEN_OUT or parsed in _6TO4 or parsed in _DOCUMENTATION:
            return False
    return parsed.is_global and not parsed.is_multicast
