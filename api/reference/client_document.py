"""The OpenAPI document that the typed client in clients/python is made from: `python -m api.reference.client_document FILE`."""

import json
import sys
from hashlib import sha256
from pathlib import Path

from api.http.app import create_app
from api.settings import load_settings

CLIENT = Path(__file__).resolve().parents[2] / "clients" / "python" / "citegraph_client"
_KEY = "the-key-of-this-page"
_YAML = "application/yaml"
_PROBLEM = {
    "description": "What went wrong, and what to do about it.",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}


def client_document() -> str:
    """The document of the API, with one problem for all its statuses, without examples, and schemas as JSON only."""
    document = create_app(load_settings(api_key=_KEY)).openapi()
    for methods in document["paths"].values():
        for operation in methods.values():
            good = {status: found for status, found in operation["responses"].items() if status[0] == "2"}
            operation["responses"] = good | {"default": _PROBLEM}
            operation.get("requestBody", {}).get("content", {}).pop(_YAML, None)
    return json.dumps(_without_examples(document), indent=1, ensure_ascii=False)


def is_current() -> bool:
    """Whether the client was made from the document as it is now."""
    kept = (CLIENT / "made_from.sha256").read_text(encoding="utf-8").strip()
    return kept == sha256(client_document().encode()).hexdigest()


def _without_examples(part: object, *, are_names: bool = False) -> object:
    """The part of the document; where its entries `are_names` of fields, "examples" is one of them."""
    if isinstance(part, dict):
        return {
            name: _without_examples(value, are_names=name == "properties" and not are_names)
            for name, value in part.items()
            if are_names or name not in {"example", "examples", "links"}
        }
    return [_without_examples(value) for value in part] if isinstance(part, list) else part


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(client_document(), encoding="utf-8")
