"""`make fuzz`: every call of the OpenAPI document, made up by Schemathesis, against a server that really runs.

Half of the requests go to a server without a key, half to one with keys; calls go on with what others answered (the
document's links). A round begins with the same documents in the graph; the requests are those that the server counted.
It ends with an error where any answer was a 500 or one that the document does not describe.
"""

import argparse
import asyncio
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Generator, Iterator, Sequence
from itertools import count
from pathlib import Path

from pydantic import SecretStr

from benchmarks.private_graph import private_settings
from benchmarks.server import benchmark_server
from benchmarks.service_process import Service
from kg.server.address import Neo4jAddress

_REPOSITORY = Path(__file__).resolve().parent.parent
_DOCUMENTS = ("jikji.md", "letters-and-computers.md", "hunminjeongeum-ko.md", "linear-b.html", "braille.docx")
_CHECKS = (
    *("not_a_server_error", "status_code_conformance", "content_type_conformance"),
    *("response_headers_conformance", "response_schema_conformance", "unsupported_method"),
    *("allow_header_conformance", "use_after_free", "negative_data_rejection", "missing_required_header"),
)
_WITH_KEY = ("ignored_auth",)
_COUNTED = re.compile(r"^citegraph_http_requests_total{.*} (\S+)$", re.MULTILINE)
_KEY = "a-key-for-fuzzing"


def main() -> None:
    """Run the campaign; its end says how many requests there were."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=10_000, help="the least number of requests")
    parser.add_argument(
        "--seed", type=int, default=1, help="of the first round; each round takes the next one"
    )
    parser.add_argument("--examples", type=int, default=10, help="made-up calls of each operation and round")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        server = benchmark_server(Path(home) / "neo4j")
        try:
            address = asyncio.run(server.start())
            rounds = count(given.seed)
            done, failed = 0, 0
            for key in (_KEY, None):
                campaign = _campaign(Path(home), address, key, rounds, given.examples)
                for requests, is_clean in campaign:
                    failed += not is_clean
                    if requests >= given.requests / 2:
                        break
                campaign.close()
                done += requests
        finally:
            asyncio.run(server.wipe())
    print(f"{done:,} requests, {failed} rounds with failures")
    sys.exit(1 if failed else 0)


def _campaign(
    home: Path, address: Neo4jAddress, key: str | None, seeds: Iterator[int], examples: int
) -> Generator[tuple[int, bool]]:
    """After each round: the requests that the server has answered so far, and whether the round was clean."""
    settings = private_settings("fuzzed", home=home / "data", api_key=key and SecretStr(key))
    log = home / "serve.log"
    with Service(settings, address, log, anew=True) as service:
        for seed in seeds:
            _fill(service)
            found = _schemathesis(service.url, key, home, (seed, examples))
            unexpected = [line for line in log.read_text().splitlines() if "unexpected error" in line]
            if found.returncode or unexpected:
                print(found.stdout, *unexpected, sep="\n")
            requests = sum(map(float, _COUNTED.findall(service.http.get("/metrics").text)))
            print(
                f"seed {seed}, {'with' if key else 'without'} a key: {requests:,.0f} requests so far",
                flush=True,
            )
            yield int(requests), not found.returncode and not unexpected


def _fill(service: Service) -> None:
    """Bring the documents into the graph, whatever the round before deleted."""
    for name in _DOCUMENTS:
        file = _REPOSITORY / "examples" / "documents" / name
        response = service.http.post("/v1/documents", files={"file": (name, file.read_bytes())})
        service.wait_for_end(str(response.raise_for_status().json()["id"]))


def _schemathesis(
    url: str, key: str | None, folder: Path, round_of: tuple[int, int]
) -> subprocess.CompletedProcess[str]:
    """One round, of a seed and a number of examples; what Schemathesis keeps goes into the folder."""
    seed, examples = round_of
    checks = (*_CHECKS, *_WITH_KEY) if key else _CHECKS
    arguments: Sequence[str] = (
        *("run", f"{url}/openapi.json", "--seed", str(seed), "--max-examples", str(examples)),
        *("--checks", ",".join(checks), "--continue-on-failure", "--no-shrink", "--no-color"),
        *("--generation-database", "none", "--request-timeout", "120", "--warnings", "off"),
        *(("--header", f"X-API-Key: {key}") if key else ()),
    )
    return subprocess.run(
        [Path(sys.executable).with_name("schemathesis"), *arguments],
        env=os.environ | {"SCHEMATHESIS_HOOKS": "benchmarks.fuzz_hooks", "PYTHONPATH": str(_REPOSITORY)},
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


if __name__ == "__main__":
    main()
