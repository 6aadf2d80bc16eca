#!/usr/bin/env bash
# Installs what `make stack-test` needs where no Docker engine answers: Debian's engine and debootstrap by apt, and in the
# user's cache folder a Docker client with Compose and buildx, which Debian has from trixie on. It changes no list of apt's.
set -euo pipefail
cd "$(dirname "$0")/../.."

leave() { echo "stack: $1; make stack-test will be skipped"; exit 0; }
complete() { docker compose version && docker buildx version && docker info; } >/dev/null 2>&1

if complete; then exit 0; fi
if [ "$(id -u)" != 0 ]; then leave "no Docker engine answers, and only root may install one"; fi
if ! command -v apt-get >/dev/null; then leave "no Docker engine answers, and there is no apt to install one with"; fi

if ! command -v dockerd >/dev/null || ! command -v debootstrap >/dev/null; then
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends docker.io debootstrap; } \
        >/dev/null || leave "Debian's docker.io and debootstrap could not be installed"
fi

target="$(requirements/cache_folder.sh)/stack/client"
if [ -x "$target/docker" ]; then exit 0; fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/sources" "$work/lists/partial" "$work/archives/partial"
# The machine's own sources, another release of the same distribution.
. /etc/os-release
for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources; do
    if grep -qs "$VERSION_CODENAME" "$file"; then
        sed "s/$VERSION_CODENAME/trixie/g" "$file" > "$work/sources/$(basename "$file")"
    fi
done
cat > "$work/apt.conf" <<EOF
Dir::Etc::SourceList "/dev/null";
Dir::Etc::SourceParts "$work/sources";
Dir::State::Lists "$work/lists";
Dir::Cache "$work";
APT::Sandbox::User "root";
EOF
{
    export APT_CONFIG=$work/apt.conf
    cd "$work" && apt-get update -qq && apt-get download -qq docker-cli docker-compose docker-buildx
} >/dev/null || leave "no Docker client with Compose was found"
for package in "$work"/*.deb; do dpkg -x "$package" "$work/unpacked"; done
rm -rf "$target"
mkdir -p "$target"
mv "$work/unpacked/usr/libexec/docker/cli-plugins" "$target"
mv "$work/unpacked/usr/bin/docker" "$target"
