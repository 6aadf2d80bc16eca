"""What the style sheets of a web page and its elements' own styles say, one winning over another as in a browser."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Style = Mapping[str, str]
"""The values of an element's properties, in lower case and by name; only what stands in a sheet or at the element, nothing inherited."""
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_DECLARATION = re.compile(r"\s*([\w-]+)\s*:\s*([^;]+)")
_IMPORTANT = re.compile(r"\s*!\s*important\s*$", re.IGNORECASE)
_HEAD = re.compile(r"[^{};]*[{;]")
_PLAIN_MEDIA = re.compile(r"\s*(?:only\s+)?(?:all|screen)\s*", re.IGNORECASE)
_NAMED = re.compile(r"[.#](-?[_a-zA-Z][\w-]*)")
_MOST_RULES = 2_000
"""Of those that name what is in the page; each is looked for in all of it."""
_LOOKS = frozenset(
    [
        "display",
        "visibility",
        "opacity",
        "content-visibility",
        "font-size",
        "text-indent",
        "left",
        "top",
        "right",
        "clip",
        "clip-path",
        "transform",
        "color",
        "background",
        "background-color",
        "background-image",
        "height",
        "max-height",
        "width",
        "max-width",
        "overflow",
        "overflow-x",
        "overflow-y",
    ]
)
"""The properties that can hide words or show them."""


class _Weight(NamedTuple):
    """What makes one declaration win over another."""

    is_important: bool
    is_own: bool
    specificity: tuple[int, int, int]
    order: int


class _Declared(NamedTuple):
    weight: _Weight
    value: str


def page_styles(tree: "HtmlElement") -> "dict[HtmlElement, Style]":
    """The style of each element that has one, as on a screen of any size; what depends on a device or a state does not count."""
    found: defaultdict[HtmlElement, dict[str, _Declared]] = defaultdict(dict)
    for order, (selectors, body) in enumerate(_rules(tree)):
        for specificity, elements in _matched(tree, selectors):
            for element in elements:
                _declare(found[element], body, _Weight(False, False, specificity, order))
    for element in tree.iter():
        if isinstance(element.tag, str) and element.get("style"):
            _declare(found[element], element.get("style") or "", _Weight(False, True, (0, 0, 0), 0))
    return {
        element: {name: one.value for name, one in declared.items()} for element, declared in found.items()
    }


def _declare(declared: dict[str, _Declared], body: str, weight: _Weight) -> None:
    for name, stated in _DECLARATION.findall(_COMMENT.sub("", body)):
        value = _IMPORTANT.sub("", stated)
        new = _Declared(weight._replace(is_important=value != stated), " ".join(value.lower().split()))
        if name.lower() not in _LOOKS:
            continue
        old = declared.get(name.lower())
        if old is None or old.weight <= new.weight:
            declared[name.lower()] = new


def _rules(tree: "HtmlElement") -> Iterator[tuple[str, str]]:
    """The selectors and declarations of each rule that holds on a screen and may hold for the page."""
    named = {name for stated in tree.xpath("//@class | //@id") for name in stated.split()}
    count = 0
    for sheet in tree.iter("style"):
        if not _PLAIN_MEDIA.fullmatch(sheet.get("media") or "all"):
            continue
        for selectors, body in _in_sheet(_COMMENT.sub("", sheet.text or "")):
            held = [one for one in _parts(selectors) if "(" in one or named.issuperset(_NAMED.findall(one))]
            if held and count < _MOST_RULES:
                count += 1
                yield ",".join(held), body


def _parts(selectors: str) -> list[str]:
    """The selectors of a list; those with brackets in them are left together."""
    return [selectors] if set("([\"'") & set(selectors) else selectors.split(",")


def _in_sheet(sheet: str) -> Iterator[tuple[str, str]]:
    place = 0
    while (head := _HEAD.match(sheet, place)) is not None:
        before = head[0][:-1].strip()
        if head[0].endswith(";"):
            place = head.end()
            continue
        end = _closing(sheet, head.end())
        body = sheet[head.end() : end]
        place = end + 1
        if not before.startswith("@"):
            if _LOOKS & {name.lower() for name, _ in _DECLARATION.findall(body)}:
                yield before, body
        elif before.startswith("@layer") or (
            before.startswith("@media") and _PLAIN_MEDIA.fullmatch(before.removeprefix("@media"))
        ):
            yield from _in_sheet(body)


def _closing(sheet: str, place: int) -> int:
    """The place of the brace that closes a block."""
    depth = 1
    for at in range(place, len(sheet)):
        depth += {"{": 1, "}": -1}.get(sheet[at], 0)
        if depth == 0:
            return at
    return len(sheet)


def _matched(
    tree: "HtmlElement", selectors: str
) -> "Iterator[tuple[tuple[int, int, int], list[HtmlElement]]]":
    from cssselect import HTMLTranslator, SelectorError, parse
    from lxml.etree import XPath, XPathError

    try:
        parsed = parse(selectors)
    except SelectorError:
        return
    for selector in parsed:
        if selector.pseudo_element is not None:
            continue
        try:
            path = XPath(HTMLTranslator().selector_to_xpath(selector))
        except (SelectorError, XPathError):  # a state, or newer than what is known
            continue
        yield selector.specificity(), path(tree)
