"""`make fuzz`: every call of the OpenAPI document, made up by Schemathesis, against a server that really runs.

Half of the requests go to a server without a key, half to one with keys; calls go on with what others answered (the
document's links). Each part of a round begins with the same documents in the graph.
It ends with an error where any answer was a 500 or one that the document does not describe.
"""

import argparse
import asyncio
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator, Iterator, Sequence
from itertools import count
from pathlib import Path

from pydantic import SecretStr

from benchmarks.private_graph import private_settings
from benchmarks.server import benchmark_server
from benchmarks.service_process import Service
from kg.server.address import Neo4jAddress

_REPOSITORY = Path(__file__).resolve().parent.parent
_DOCUMENTS = {
    "ada.txt": "Ada Lovelace wrote notes on the Analytical Engine. Charles Babbage designed the Analytical Engine in London.",
    "orva.md": "# Orva\n\n| Mill | Built |\n|---|---|\n| Alba | 1874 |\n\nIda Holm owns the mill Alba. Ida Holm was born in Stenby.",
    "sejong.txt": "세종대왕은 훈민정음을 만들었다. 세종대왕은 1397년에 태어났다.",
}
_CHECKS = (
    *("not_a_server_error", "status_code_conformance", "content_type_conformance"),
    *("response_headers_conformance", "response_schema_conformance", "unsupported_method"),
    *("allow_header_conformance", "use_after_free", "negative_data_rejection", "missing_required_header"),
)
# Calls that go on with what others answered come first: the others delete what there is.
_PHASES = ("stateful", "examples,coverage,fuzzing")
_WITH_KEY = ("ignored_auth",)
_COUNTED = re.compile(r"(\d+) generated")
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
    """After each round: the requests that were made up so far, and whether the round was clean."""
    settings = private_settings("fuzzed", home=home / "data", api_key=key and SecretStr(key))
    log = home / "serve.log"
    with Service(settings, address, log, anew=True) as service:
        requests = 0
        for seed in seeds:
            is_clean = True
            for phases in _PHASES:
                _fill(service)
                found = _schemathesis(service.url, key, home, (seed, examples, phases))
                if not (made_up := _COUNTED.search(found.stdout)):
                    raise RuntimeError(f"Schemathesis did not run: {found.stdout}")
                requests += int(made_up[1])
                is_clean &= not found.returncode
                if found.returncode:
                    print(found.stdout, flush=True)
            unexpected = [line for line in log.read_text().splitlines() if "unexpected error" in line]
            print(*unexpected, sep="\n", end="")
            print(f"seed {seed}, {'with' if key else 'without'} a key: {requests:,} requests", flush=True)
            yield requests, is_clean and not unexpected


def _fill(service: Service) -> None:
    """Bring the documents into the graph, whatever the round before deleted."""
    jobs = [
        service.http.post("/v1/documents", json={"name": name, "text": text}).raise_for_status().json()["id"]
        for name, text in _DOCUMENTS.items()
    ]
    while any(service.job(job).state in {"queued", "running"} for job in jobs):
        time.sleep(1)


def _schemathesis(
    url: str, key: str | None, folder: Path, part: tuple[int, int, str]
) -> subprocess.CompletedProcess[str]:
    """A part of a round, of a seed, a number of examples and phases; what Schemathesis keeps goes into the folder."""
    seed, examples, phases = part
    checks = (*_CHECKS, *_WITH_KEY) if key else _CHECKS
    arguments: Sequence[str] = (
        *("run", f"{url}/openapi.json", "--phases", phases),
        *("--seed", str(seed), "--max-examples", str(examples)),
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
