#!/usr/bin/env bash
# Stops the Neo4j servers of this checkout and removes all that make and the program made, here and in the user's cache.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ -x .venv/bin/citegraph ]; then
    # A server that goes on would write into folders that are gone.
    .venv/bin/citegraph neo4j stop --all || { echo "clean: the servers could not be stopped; nothing was removed" >&2; exit 1; }
fi
cache=$(requirements/cache_folder.sh)
rm -rf .venv .citegraph .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage .coverage.* htmlcov build dist
rm -rf "$cache/uv" "$cache/jars" "$cache/stack"  # only what we put there: the folder may be one that somebody chose
rmdir "$cache" 2>/dev/null || true
find . -name __pycache__ -type d -prune -exec rm -rf {} +
echo "Removed .venv, .citegraph and the caches, here and in $cache"
