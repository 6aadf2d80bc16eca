#!/usr/bin/env bash
# Makes citegraph_client/ from the API's OpenAPI document; `generate.sh --check` says whether it is what that makes.
set -euo pipefail
cd "$(dirname "$0")"
root=$(cd ../.. && pwd)
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT

# The generator has a place of its own: it wants another version of a package than the service has.
generator="$("$root/requirements/cache_folder.sh")/client-generator"
uv="$root/.venv/bin/uv"
"$uv" venv --quiet --allow-existing --python "$root/.venv/bin/python" "$generator"
"$uv" pip install --quiet --python "$generator/bin/python" --require-hashes -r "$root/requirements/client.txt"

(cd "$root" && .venv/bin/python -m api.reference.client_document "$made/openapi.json")
PATH="$generator/bin:$PATH" openapi-python-client generate --path "$made/openapi.json" --config generator.yaml \
    --meta none --output-path "$made/citegraph_client" --fail-on-warning
rm -rf "$made/citegraph_client/.ruff_cache"
sha256sum < "$made/openapi.json" | cut -d' ' -f1 > "$made/citegraph_client/made_from.sha256"

if [ "${1:-}" = --check ]; then
    diff -r --exclude=__pycache__ "$made/citegraph_client" citegraph_client \
        || { echo "client: it is not what the API makes: run make client" >&2; exit 1; }
    echo "client: it is what the API makes"
else
    rm -rf citegraph_client
    mv "$made/citegraph_client" citegraph_client
fi
