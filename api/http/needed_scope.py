"""Which scope of a key a call needs."""

from schemas.api_key import KeyScope

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_KEYS = "/v1/keys"
_ASKING = ("/v1/query", "/v1/retrieve", "/v1/recommend", "/v1/schema/check", "/v1/chat/completions", "/mcp")
_OF_PREFIX: dict[str, KeyScope] = {
    "/v1/documents": "write",
    "/v1/jobs": "write",
    "/v1/conversations": "write",
    "/v1/schema": "curate",
    "/v1/entities": "curate",
    "/v1/facts": "curate",
    "/v1/suggestions": "curate",
    "/v1/decisions": "curate",
}


def needed_scope(method: str, path: str) -> KeyScope:
    """What a key must open for this call; what no rule speaks of needs admin."""
    if _is_below(path, _KEYS):
        return "admin"
    if method in _SAFE or any(_is_below(path, one) for one in _ASKING):
        return "read"
    return next((scope for prefix, scope in _OF_PREFIX.items() if _is_below(path, prefix)), "admin")


def _is_below(path: str, prefix: str) -> bool:
    return path == prefix or path.startswith(f"{prefix}/")
