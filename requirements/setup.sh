#!/usr/bin/env bash
# Installs everything into .venv and a user cache, from the locks of this folder. Does nothing when nothing changed.
#   PYTHON=python3.12   the Python to use (3.11, 3.12 or 3.13); without it a fitting one is looked for
#   TORCH=cpu           PyTorch's build for processors, from PyTorch's own index: smaller by some gigabytes.
#                       It holds until TORCH=full is asked for.
set -euo pipefail
cd "$(dirname "$0")/.."

fail() { printf 'setup: %s\n' "$1" >&2; exit 1; }
version_of() { "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null || true; }
fits() { case "$(version_of "$1")" in 3.11 | 3.12 | 3.13) true ;; *) false ;; esac; }

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        found=$(version_of "$PYTHON")
        fits "$PYTHON" || fail "PYTHON=$PYTHON is ${found:-no working Python}; CiteGraph needs 3.11, 3.12 or 3.13."
        printf '%s' "$PYTHON"
        return
    fi
    for candidate in python3 python3.12 python3.13 python3.11; do
        if fits "$candidate"; then printf '%s' "$candidate"; return; fi
    done
    fail "no Python 3.11, 3.12 or 3.13 was found. Install one, or name it: make setup PYTHON=/path/to/python3"
}

# The list is what an earlier run with TORCH=cpu left; without this `make demo` would put the large PyTorch in its place.
case "${TORCH:-}" in
    cpu) ;;
    "") if [ -f .venv/without-torch.txt ]; then TORCH=cpu; fi ;;
    *) TORCH="" ;;
esac

fingerprint() {
    { pwd; echo "${TORCH:-}"; cat requirements/setup.sh requirements/uv.txt requirements/dev.txt pyproject.toml kg/server/jars.lock.toml; } \
        | { sha256sum 2>/dev/null || shasum -a 256; } | cut -d' ' -f1
}

right_version() { fits .venv/bin/python && { [ -z "${PYTHON:-}" ] || [ "$(version_of "$PYTHON")" = "$(version_of .venv/bin/python)" ]; }; }
# The programs in .venv name the folder it was made in: a checkout that was moved needs a new one.
made_here() { [ ! -f .venv/made-in ] || [ "$(cat .venv/made-in)" = "$PWD" ]; }
has_pip() { .venv/bin/python -m pip --version >/dev/null 2>&1 || .venv/bin/python -m ensurepip >/dev/null 2>&1; }

stamp=.venv/setup-is-done
wanted=$(fingerprint)
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && right_version; then exit 0; fi

if ! right_version || ! made_here || ! has_pip; then
    python=$(find_python)
    "$python" -m venv --clear .venv \
        || fail "$python cannot make a virtual environment. On Debian and Ubuntu: apt install python3-venv"
fi
rm -f "$stamp"
printf '%s' "$PWD" > .venv/made-in

our_cache="$(requirements/cache_folder.sh)/uv"
export UV_CACHE_DIR="${UV_CACHE_DIR:-$our_cache}"
quiet=""
if [ ! -t 2 ]; then quiet=--quiet; fi
install() { .venv/bin/uv pip install $quiet --python .venv/bin/python "$@"; }

echo "Installing into .venv with Python $(version_of .venv/bin/python). The first time this fetches some 2.5 GB, later nothing."
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-cache-dir --only-binary :all: \
    --require-hashes -r requirements/uv.txt || fail "uv could not be installed. Is there a network?"
if [ "${TORCH:-}" = cpu ]; then
    # The hashes of the lock are those of the usual build, so here PyTorch is pinned by its version alone.
    awk '/^[a-zA-Z0-9]/ { skip = /^(torch|triton|(nvidia|cuda)-[a-z0-9-]+)==/ } !skip' requirements/dev.txt \
        > .venv/without-torch.txt
    install --require-hashes --no-deps -r .venv/without-torch.txt
    install --torch-backend cpu --no-deps -r requirements/torch.txt
else
    rm -f .venv/without-torch.txt
    install --require-hashes -r requirements/dev.txt
fi
install --no-deps --no-build-isolation --offline --editable .
.venv/bin/citegraph neo4j fetch
.venv/bin/python -m kg.lexicon.wordnet
.venv/bin/python -m extraction.load.ocr.tesseract_data
# A package that is built from source leaves its older builds behind, 200 MB each time.
if [ "$UV_CACHE_DIR" = "$our_cache" ]; then .venv/bin/uv cache prune --quiet || true; fi
printf '%s' "$wanted" > "$stamp"
echo "Ready: .venv/bin/citegraph --help"
