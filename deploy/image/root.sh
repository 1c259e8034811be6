#!/bin/sh
# Copies files into the root of an image, and the shared libraries that they load: root.sh ROOT PATH…
# What /base holds already is left out: it is the layer beneath. From which of Debian's packages something came is noted where
# scanners look for it in images without a package manager (var/lib/dpkg/status.d).
set -eu
root=$1
shift

for one in bin lib lib64 sbin; do  # as Debian has them
  mkdir -p "$root/usr/$one"
  [ -e "$root/$one" ] || ln -s "usr/$one" "$root/$one"
done
cp --archive --parents "$@" "$root"

libraries=$(find "$@" -type f \( -name '*.so*' -o -perm -u+x \) -exec ldd {} + 2>/dev/null \
  | sed -n 's/^\(.* => \|[[:space:]]*\)\(\/[^ ]*\) (.*/\2/p' | sort -u | grep -v '^/app/')
for library in $libraries; do
  [ -e "/base$library" ] || cp --dereference --parents "$library" "$root"
done

mkdir -p "$root/var/lib/dpkg/status.d"
{ find "$@" -path /app -prune -o -type f -print; echo "$libraries"; } | xargs realpath | xargs dpkg -S 2>/dev/null \
  | sed 's/[:,].*//' | sort -u | while read -r package; do
    noted=var/lib/dpkg/status.d/$package
    [ -e "/base/$noted" ] || dpkg -s "$package" >"$root/$noted"
  done
