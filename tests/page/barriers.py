"""Barriers for readers with a screen reader, a keyboard or weak eyes, as axe finds them."""

from playwright.sync_api import Page


def barriers(page: Page, axe: str) -> list[str]:
    """Each serious barrier in what the page shows now, with the element that is one."""
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{barrier['id']}: {node['html']}"
        for barrier in found["violations"]
        if barrier["impact"] in ("serious", "critical")
        for node in barrier["nodes"]
    ]
