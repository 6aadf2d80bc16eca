"""The methods that the API has for an address, whichever of its routes has them."""

from fastapi import FastAPI
from starlette.routing import compile_path


def allowed_methods(app: FastAPI, path: str) -> list[str]:
    """The documented methods of a path, none where it is not one of the API's; words before names in braces."""
    for template, methods in sorted(app.openapi()["paths"].items(), key=lambda one: one[0].count("{")):
        if compile_path(template)[0].match(path):
            return sorted(method.upper() for method in methods)
    return []
