"""What Schemathesis adds to each call of `benchmarks.fuzz_api`: now and then a header as no decent client sends it.

Named to it by SCHEMATHESIS_HOOKS.
"""

import random
from collections.abc import MutableMapping
from typing import Protocol

import schemathesis

# Those that the server may refuse before it looks at the call itself.
_REFUSED = frozenset({"Authorization", "Host", "Origin", "Sec-Fetch-Site", "X-API-Key"})
_ODD: tuple[dict[str, str], ...] = (
    {"Accept": "*/*;q=oops, ,;"},
    {"Accept": "application/yaml"},
    {"Accept-Encoding": "br;q=2, gzip, \x01"},
    {"Authorization": "Bearer"},
    {"Authorization": "Basic AAAA"},
    {"Content-Encoding": "gzip"},
    {"Cookie": "=;=;a"},
    {"Host": "example.org"},
    {"Host": "someone@localhost"},
    {"If-None-Match": 'W/"x", *, "'},
    {"Origin": "null"},
    {"Range": "bytes=9-1,-0"},
    {"Sec-Fetch-Site": "cross-site"},
    {"traceparent": "00-zz-0-1"},
    {"X-API-Key": "\xe9"},
    {"X-Forwarded-For": "☃".encode().decode("latin-1")},
    {"X-Request-ID": "a" * 4000},
)
_SHARE = 0.1


class Call(Protocol):
    """What is used here of a made-up call."""

    id: str
    path: str
    headers: MutableMapping[str, str]


@schemathesis.hook
def before_call(context: schemathesis.HookContext, case: Call, kwargs: dict[str, object]) -> None:
    """Add one of them to a tenth of the calls."""
    del context, kwargs
    chance = random.Random(case.id)
    if chance.random() < _SHARE:
        case.headers.update(chance.choice(_ODD))


@schemathesis.hook
def filter_failure(
    context: schemathesis.HookContext,
    failure: Exception,
    case: Call,
    response: schemathesis.Response,
) -> bool:
    """Leave out what is right: a refusal because of such a header, and a draft that leaves out what has a default."""
    del context
    refused = response.status_code in {400, 401, 403, 421} and not _REFUSED.isdisjoint(case.headers)
    is_draft = case.path in {"/v1/schema/draft", "/v1/schema/check"}
    return not refused and not (is_draft and type(failure).__name__ == "AcceptedNegativeData")
