#!/usr/bin/env bash
# Mirador, the viewer, from npm: tests open our manifests in it. Prints nothing when it is there.
#   tools/mirador.sh FOLDER      leaves FOLDER/mirador.min.js
set -euo pipefail
version=4.0.0
folder=${1:?usage: tools/mirador.sh FOLDER}
[ -e "$folder/mirador.min.js" ] && exit 0
command -v npm >/dev/null || { echo "Please install npm: a test needs Mirador from it." >&2; exit 1; }
mkdir -p "$folder"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$work" && npm pack --silent "mirador@$version" >/dev/null && tar xzf "mirador-$version.tgz")
cp "$work/package/dist/mirador.min.js" "$folder/"
