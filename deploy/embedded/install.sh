#!/usr/bin/env bash
# Installs what is missing, and nothing else, on a Debian with Python >= 3.11: the virtual environment .venv with the
# locked packages, RabbitMQ, and with --tests Chromium for the browser tests and promtool for those of the alerts. Says
# in one sentence what it is doing where that takes time; when nothing is missing it says nothing and takes a moment.
#
# Python packages go into .venv and var/tools alone. Debian's packages are installed by apt as root or through
# password-less sudo; without either, RabbitMQ is unpacked into var/debian, which needs no rights at all.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
root=$PWD
tools=$root/var/tools
debian=$root/var/debian
log=$root/var/log/install.log
python=${PYTHON:-python3}
mkdir -p "$root/var/log"
exec 9>"$root/var/install.lock"
flock 9 # two runs at once would trip over each other

say() { printf '%s\n' "$*" >&2; }
die() { say "$*"; exit 1; }
quietly() { # what it does goes to the log; on failure the end of the log is shown
  "$@" 9>&- >>"$log" 2>&1 || { local code=$?; tail -n 5 "$log" >&2; return "$code"; }
}
need_apt() { command -v apt-get >/dev/null || die "$1 is missing and this is not a Debian: install it, then run this again."; }

# --- Debian's packages -------------------------------------------------------------------------------------------

as_root=()
can_be_root() {
  [ "$(id -u)" = 0 ] && return 0
  command -v sudo >/dev/null && sudo -n true 2>/dev/null && as_root=(sudo -n)
}

# Installing a server package starts that server; ours is private, so nothing is to be started system-wide. A policy
# that is already there (as in containers) is respected; ours is removed again.
apt_install() {
  local policy=/usr/sbin/policy-rc.d ours=
  if [ ! -e $policy ]; then
    printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee $policy >/dev/null && "${as_root[@]}" chmod 755 $policy && ours=yes
  fi
  local get=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300)
  local code=0
  { "${get[@]}" install --no-install-recommends "$@" || { "${get[@]}" update && "${get[@]}" install --no-install-recommends "$@"; }; } \
    9>&- >>"$log" 2>&1 || code=$?
  if [ -n "$ours" ]; then "${as_root[@]}" rm -f $policy; fi
  [ $code = 0 ] || tail -n 5 "$log" >&2
  return $code
}

# Without root: the packages that apt would install are downloaded and unpacked, with package lists of our own.
unpack() {
  local state=$root/var/apt
  mkdir -p "$state/lists/partial" "$state/cache/archives/partial" "$state/packages"
  local apt=(apt-get -q -o Dir::State="$state" -o Dir::State::status=/var/lib/dpkg/status -o Dir::Cache="$state/cache" -o APT::Sandbox::User="")
  quietly "${apt[@]}" update || return
  local names
  names=$("${apt[@]}" install -s --no-install-recommends "$@" 2>>"$log" | awk '/^Inst /{print $2}') || return
  # shellcheck disable=SC2086 # one word per package
  (cd "$state/packages" && rm -f ./*.deb && quietly "${apt[@]}" download $names) || return
  mkdir -p "$debian"
  local package
  for package in "$state"/packages/*.deb; do quietly dpkg -x "$package" "$debian" || return; done
  rm -rf "$state"
}

rabbitmq() {
  [ -x /usr/lib/rabbitmq/bin/rabbitmq-server ] || [ -e "$debian/ready" ] || [ -n "${BASCULE_AMQP_URL:-}" ] && return
  need_apt RabbitMQ
  if can_be_root; then
    say "Installing RabbitMQ from Debian's packages (about a minute)…"
    apt_install rabbitmq-server || die "RabbitMQ could not be installed: see $log, or set BASCULE_AMQP_URL to a broker that runs."
    return
  fi
  say "Unpacking RabbitMQ from Debian's packages into var/debian (about a minute; no rights needed)…"
  rm -rf "$debian"
  unpack rabbitmq-server || die "RabbitMQ could not be fetched: see $log, or set BASCULE_AMQP_URL to a broker that runs."
  sed -i "s|^\( *ROOTDIR=\).*|\1\"$debian/usr/lib/erlang\"|" "$debian"/usr/lib/erlang/bin/erl "$debian"/usr/lib/erlang/erts-*/bin/erl
  touch "$debian/ready"
}

drawing() { # what WeasyPrint sets text with
  ldconfig -p 2>/dev/null | grep -q libpangoft2-1.0 && return
  if ! command -v apt-get >/dev/null || ! can_be_root; then
    say "Pango is missing and only root can install it: reports cannot be made as PDF (apt-get install libpangoft2-1.0-0)."
    return
  fi
  say "Installing Pango, with which reports become PDF…"
  apt_install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core ||
    say "Pango could not be installed (see $log): reports cannot be made as PDF."
}

browser() {
  command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null && return
  if ! command -v apt-get >/dev/null || ! can_be_root; then
    say "Chromium is missing and only root can install it: the browser tests will be skipped (apt-get install chromium)."
    return
  fi
  say "Installing Chromium for the browser tests (about a minute)…"
  apt_install chromium || say "Chromium could not be installed (see $log): the browser tests will be skipped."
}

# promtool stands alone: of its package nothing else is needed, and nothing is installed.
alerts() {
  command -v promtool >/dev/null || [ -x "$tools/bin/promtool" ] && return
  say "Fetching promtool, which tests the alerts…"
  fetch_promtool || say "promtool could not be fetched (see $log): the alerts will not be tested."
}
fetch_promtool() {
  local packages=$tools/packages
  mkdir -p "$packages" "$tools/bin"
  (cd "$packages" && quietly apt-get -q download prometheus) || return
  dpkg --fsys-tarfile "$packages"/prometheus_*.deb | tar -x -C "$packages" ./usr/bin/promtool || return
  mv "$packages/usr/bin/promtool" "$tools/bin" && rm -r "$packages"
}

# --- Python ------------------------------------------------------------------------------------------------------

find_uv() { uv=$(command -v uv || true); [ -n "$uv" ] || { [ -x "$tools/bin/uv" ] && uv=$tools/bin/uv; }; }

# pip fetches uv into a folder of its own. A fresh Debian has no pip; the package python3-pip-whl holds one that can
# be run from where it lies, so nothing needs to be installed for it.
fetch_uv() {
  say "Fetching uv, which installs the Python packages…"
  if "$python" -c 'import ensurepip' 2>/dev/null && quietly "$python" -m venv "$tools"; then
    quietly "$tools/bin/python" -m pip install --disable-pip-version-check uv
  else
    need_apt "Python's venv module"
    rm -rf "$tools"
    if can_be_root; then
      say "Installing python3-venv from Debian's packages…"
      apt_install python3-venv && quietly "$python" -m venv "$tools" && quietly "$tools/bin/python" -m pip install uv
    else
      local keep=$debian; debian=$tools/pip
      unpack python3-pip-whl; debian=$keep
      PYTHONPATH=$(echo "$tools"/pip/usr/share/python-wheels/pip-*.whl) quietly "$python" -m pip install --target "$tools" uv
    fi
  fi
}

environment() {
  "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || die "Python 3.11 or later is needed; \`$python\` is not."
  local stamp=.venv/.installed wanted
  wanted=$(cat uv.lock pyproject.toml services/*/pyproject.toml services/shared/*/pyproject.toml deploy/embedded/pyproject.toml | sha256sum)
  [ -x .venv/bin/python ] && [ "$(cat $stamp 2>/dev/null)" = "$wanted $root" ] && return
  find_uv || { fetch_uv && find_uv; } || die "uv could not be fetched: see $log, or install uv yourself."
  say "Installing the Python packages into .venv…"
  UV_PYTHON_DOWNLOADS=never quietly "$uv" sync --frozen --compile-bytecode --python "$python" || die "The Python packages could not be installed: see $log."
  echo "$wanted $root" >$stamp
}

# Fourteen processes read our own modules when they start: compiled here, also where PYTHONDONTWRITEBYTECODE is set.
bytecode() { .venv/bin/python -m compileall -q services deploy 9>&- >>"$log" 2>&1 || true; }

environment
bytecode
rabbitmq
drawing
if [ "${1:-}" = --tests ]; then
  browser
  alerts
fi
