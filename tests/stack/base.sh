#!/usr/bin/env bash
# Writes to standard output, as tar, a Debian with Python that stands in for python:…-slim where no image registry answers.
set -euo pipefail
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
read -r mirror suite < <(apt-get indextargets --format '$(REPO_URI) $(CODENAME)' 'Created-By: Packages')
debootstrap --variant=minbase --include=ca-certificates,python3,python3-venv,tini "$suite" "$root" "$mirror" >&2
ln -s python3 "$root/usr/bin/python"
rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/*
tar -C "$root" -c .
