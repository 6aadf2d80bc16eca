import socket

from kg.server.address import Ports
from kg.server.ports import choose_ports


def test_a_free_wish_is_granted_and_a_taken_one_is_not() -> None:
    wish = choose_ports()
    assert choose_ports(wish) == wish
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", wish.http))
        taken.listen()
        other = choose_ports(wish)
    assert not {other.bolt, other.http} & {wish.bolt, wish.http}


def test_a_server_on_all_addresses_takes_the_port_too() -> None:
    wish = choose_ports()
    with socket.socket() as taken:
        taken.bind(("", wish.bolt))
        taken.listen()
        assert choose_ports(wish) != wish


def test_the_next_wish_is_tried() -> None:
    first, second = choose_ports(), choose_ports()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", first.bolt))
        taken.listen()
        assert choose_ports(first, second) == second


def test_two_ports_of_a_server_differ() -> None:
    assert all(len({ports.bolt, ports.http}) == 2 for ports in (choose_ports() for _ in range(20)))


def test_the_browser_address_fills_in_the_connection() -> None:
    ports = Ports(bolt=17687, http=17474)
    assert ports.browser_url == "http://127.0.0.1:17474/browser/?dbms=bolt://neo4j@127.0.0.1:17687&db=neo4j"
