#!/usr/bin/env bash
# pagexml-tools, a reader of PAGE-XML that is not ours, in a folder of its own: it pins another lxml.
#   tools/pagexml.sh PYTHON FOLDER
set -euo pipefail
python=${1:?usage: tools/pagexml.sh PYTHON FOLDER}
folder=${2:?usage: tools/pagexml.sh PYTHON FOLDER}
[ -e "$folder/pagexml/parser.py" ] && exit 0
"$python" -m pip install --quiet --disable-pip-version-check --target "$folder" --no-deps \
  pagexml-tools==0.9.0 fuzzy-search==3.0.4 xmltodict==1.0.4 orjson==3.13.0
"$python" -m pip install --quiet --disable-pip-version-check --target "$folder" py7zr==1.1.4
