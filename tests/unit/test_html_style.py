"""Style sheets and colours of web pages."""

import pytest
from lxml import html

from extraction.load.html.colour import Colour, colour_of, ground_of
from extraction.load.html.style import page_styles


@pytest.mark.parametrize(
    ("stated", "colour"),
    [
        ("White", Colour(255, 255, 255)),
        ("#00f", Colour(0, 0, 255)),
        ("#0000ff80", Colour(0, 0, 255, 128 / 255)),
        ("rgb(0, 0, 255)", Colour(0, 0, 255)),
        ("rgba(0,0,255,.5)", Colour(0, 0, 255, 0.5)),
        ("rgb(0 0 255 / 50%)", Colour(0, 0, 255, 0.5)),
        ("rgb(0 0 255 / var(--x))", None),
        ("hsl(240deg 100% 50%)", Colour(0, 0, 255)),
        ("transparent", Colour(0, 0, 0, 0.0)),
        ("var(--ink)", None),
    ],
)
def test_colours_are_told_in_all_forms(stated: str, colour: Colour | None) -> None:
    assert colour_of(stated) == colour


def test_an_opacity_that_is_no_number_is_none() -> None:
    assert colour_of("rgb(0 0 255 / x)") == Colour(0, 0, 255)


@pytest.mark.parametrize(
    ("stated", "colour"),
    [
        ("url(a.png) white", None),
        ("linear-gradient(red, blue)", None),
        ("no-repeat center rgb(0, 0, 255)", Colour(0, 0, 255)),
        ("inherit", None),
    ],
)
def test_grounds_are_colours_unless_there_is_a_picture(stated: str, colour: Colour | None) -> None:
    assert ground_of(stated) == colour


def test_one_rule_wins_over_another_as_in_a_browser() -> None:
    sheet = """@import url(a.css); @charset "utf-8";
    p { display: none !important; color: red } #one { display: block; color: blue } .a.b { color: green }
    @supports (display: grid) { p { color: white } } @layer base { p { opacity: 0.5 } } @media (min-width: 9px) { p { color: white } }
    p::before { color: white } p:hover { color: white } p:unheard-of { color: white } p[ { color: white } p { margin: 0 }
    @media screen { p { visibility: hidden """
    page = html.document_fromstring(
        f"<style>{sheet}</style><style media=print>p {{color: white}}</style>"
        "<p id=one class='a b' style='COLOR: Navy; left: 1px'>x</p><p class='a b'>y</p>"
    )
    one, two = page.iter("p")
    styles = page_styles(page)
    shared = {"display": "none", "opacity": "0.5", "visibility": "hidden"}
    assert styles[one] == shared | {"color": "navy", "left": "1px"}
    assert styles[two] == shared | {"color": "green"}
