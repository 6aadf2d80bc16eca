#!/usr/bin/env bash
# Makes the locks of this folder again from pyproject.toml. Versions that still fit stay; UPGRADE=1 takes the newest,
# JARS=1 locks Neo4j's jars too, and IMAGES=1 the base images to the digests that their registry has.
set -euo pipefail
cd "$(dirname "$0")/.."
uv="${UV:-.venv/bin/uv}"
compile=("$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header)
if [ -n "${UPGRADE:-}" ]; then compile+=(--upgrade); fi

echo "requirements/uv.txt"
echo "uv==$("$uv" --version | cut -d' ' -f2)" | "${compile[@]}" - --no-annotate --output-file requirements/uv.txt >/dev/null

echo "requirements/dev.txt"
"${compile[@]}" pyproject.toml --group dev --output-file requirements/dev.txt >/dev/null

# The same versions for an image: without the tools of development, and without PyTorch, whose build for processors
# without a GPU stands in an index of its own.
echo "requirements/runtime.txt"
left_out=(--no-emit-package torch --no-emit-package triton)
while read -r name; do left_out+=(--no-emit-package "$name"); done \
    < <(sed -nE 's/^((nvidia|cuda)-[a-z0-9-]+)==.*/\1/p' requirements/dev.txt)
cp requirements/dev.txt requirements/runtime.txt
"${compile[@]}" pyproject.toml "${left_out[@]}" --constraint requirements/dev.txt --output-file requirements/runtime.txt >/dev/null
# What builds the package itself.
echo hatchling | "${compile[@]}" - --no-annotate --constraint requirements/dev.txt --output-file requirements/build.txt >/dev/null
# And what was left out: for TORCH=cpu its version, for TORCH=full all of it by hash.
sed -nE 's/^(torch==[0-9.]+).*/\1/p' requirements/dev.txt > requirements/torch.txt
awk '/^[a-zA-Z0-9]/ { keep = /^(torch|triton|(nvidia|cuda)-[a-z0-9-]+)==/ } keep' requirements/dev.txt \
    > requirements/torch-full.txt

for group in documents page; do
    echo "requirements/$group.txt"
    all=requirements/$group.all.txt
    "${compile[@]}" pyproject.toml --group "$group" --constraint requirements/dev.txt --output-file "$all" >/dev/null
    # Without what dev.txt installs already.
    awk 'FNR == NR { if (/^[a-zA-Z0-9]/) { sub(/==.*/, ""); known[$0] }; next } /^[a-zA-Z0-9]/ { name = $0; sub(/==.*/, "", name); skip = name in known } !skip' \
        requirements/dev.txt "$all" > "requirements/$group.txt"
    rm "$all"
done

# What makes clients/python, in a place of its own.
echo "requirements/client.txt"
printf '%s\n' openapi-python-client ruff | "${compile[@]}" - --no-annotate --output-file requirements/client.txt >/dev/null

if [ -n "${JARS:-}" ]; then
    echo "kg/server/jars.lock.toml"
    .venv/bin/python requirements/lock_jars.py
fi

if [ -n "${IMAGES:-}" ]; then
    echo "Dockerfile, docker-compose.yml, .env.example"
    named='^ARG PYTHON_IMAGE=|NEO4J_IMAGE(:-|=)'
    for image in $(grep -ohE "($named)[^@}]+" Dockerfile docker-compose.yml | sed -E "s/$named//"); do
        digest=$(docker buildx imagetools inspect "$image" | sed -nE 's/^Digest:[[:space:]]+//p')
        sed -i.old -E "/$named/s#$image(@sha256:[0-9a-f]+)?#$image@$digest#" Dockerfile docker-compose.yml .env.example
    done
    rm -f Dockerfile.old docker-compose.yml.old .env.example.old
fi
