#!/usr/bin/env bash
# Installs what the tests of the page need, Playwright from PyPI and Debian's Chromium, and runs them.
#   run.sh [CHECK]...         all of them, or these files
#   PAGE_SCREENSHOTS=FOLDER   keeps pictures of the rooms there
#   BROWSER_PICTURES=FOLDER   keeps pictures of the graph in Neo4j Browser there
set -euo pipefail
cd "$(dirname "$0")/../.."

leave() { echo "page: $1; make page-test is skipped"; exit 0; }

if ! command -v chromium >/dev/null; then
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then leave "there is no Chromium, and none can be installed here"; fi
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk; } \
        >/dev/null 2>&1 || leave "Chromium could not be installed"
fi
.venv/bin/uv pip install --quiet --python .venv/bin/python --require-hashes --no-deps -r requirements/page.txt \
    || leave "Playwright could not be installed"
if [ $# = 0 ]; then
    if [ ! -f api/web/node_modules/axe-core/axe.min.js ]; then leave "axe-core is not there: make page-check gets it with the page's packages"; fi
    set -- tests/page/check_*.py
fi
exec .venv/bin/python -m pytest -q -n 0 -rs --timeout 600 "$@"
