"""Choosing ports that nobody else uses."""

import socket

from kg.server.address import LOOPBACK, Ports

USUAL_PORTS = Ports(bolt=7687, http=7474)


def choose_ports(*wishes: Ports) -> Ports:
    """The first of the wished pairs that is free on the loopback address, else two ports the system picks."""
    for ports in wishes:
        if _is_free(ports.bolt) and _is_free(ports.http):
            return ports
    return _free_ports()


def _is_free(port: int) -> bool:
    """Whether a server could listen there: nobody does on the loopback address nor on all addresses."""
    for host in (LOOPBACK, ""):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            # As Java does: a connection that lingers after the last server is no obstacle.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                return False
    return True


def _free_ports() -> Ports:
    # Both stay open until both are known, or the system might give the same one twice.
    with socket.socket() as first, socket.socket() as second:
        first.bind((LOOPBACK, 0))
        second.bind((LOOPBACK, 0))
        return Ports(bolt=first.getsockname()[1], http=second.getsockname()[1])
