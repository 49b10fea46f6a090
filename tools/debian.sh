#!/usr/bin/env bash
# Debian packages that a part of the project needs: installed when root, else named in one line.
#   tools/debian.sh venv PYTHON | fonts | browser | exports | postgres
set -euo pipefail

install() {
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq >/dev/null
    apt-get install -y -qq --no-install-recommends "$@" >/dev/null
  else
    echo "Please install: $* (for example: sudo apt-get install $*)" >&2
    exit 1
  fi
}

case "${1:-}" in
  venv)
    "${2:-python3}" -c 'import ensurepip, venv' 2>/dev/null || install python3-venv
    ;;
  fonts)
    # Where the composer looks (compose/fonts.py).
    found=$(find "${XDG_DATA_HOME:-$HOME/.local/share}/fonts" ~/.fonts /usr/local/share/fonts /usr/share/fonts \
      /Library/Fonts -name 'NotoS*CJK-*.ttc' 2>/dev/null || true)
    grep -q NotoSerifCJK-Bold <<<"$found" && grep -q NotoSansCJK-Bold <<<"$found" || install fonts-noto-cjk
    ;;
  browser)
    missing=()
    command -v chromium >/dev/null || missing+=(chromium)
    fc-list 2>/dev/null | grep -q NotoSerifCJK || missing+=(fonts-noto-cjk fontconfig)
    command -v npm >/dev/null || missing+=(npm)
    fc-list 2>/dev/null | grep -q LiberationSerif || missing+=(fonts-liberation)
    [ ${#missing[@]} = 0 ] || install "${missing[@]}"
    ;;
  exports)
    # Programs of others that tests give the exports to.
    missing=()
    [ -e /usr/share/java/epubcheck.jar ] || missing+=(epubcheck)
    command -v java >/dev/null || missing+=(default-jre-headless)
    command -v pandoc >/dev/null || missing+=(pandoc)
    [ ${#missing[@]} = 0 ] || install "${missing[@]}"
    ;;
  postgres)
    # A server of the tests' own; the package's cluster is not used.
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || install postgresql
    command -v runuser >/dev/null || install util-linux
    ;;
  *)
    echo "usage: tools/debian.sh venv PYTHON | fonts | browser | exports | postgres" >&2
    exit 2
    ;;
esac
