#!/usr/bin/env bash
# Prints the folder for what can be fetched again; the same that the program uses.
set -euo pipefail
case "$(uname -s)" in
    Darwin) usual=$HOME/Library/Caches ;;
    *) usual=${XDG_CACHE_HOME:-$HOME/.cache} ;;
esac
printf '%s' "${CITEGRAPH_CACHE_DIR:-$usual/citegraph}"
