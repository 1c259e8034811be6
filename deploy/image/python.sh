#!/bin/sh
# Makes /base, the layer that all our images share: Python and its library, BusyBox for health checks and for those who look
# inside, certificates and time zones. No package manager and no other shell: 50 MB.
set -eu
python=$(command -v python3)
library=$(python3 -c 'import sysconfig; print(sysconfig.get_path("stdlib"))')

cd "$library"
rm -rf site-packages dist-packages test ensurepip idlelib pydoc_data tkinter turtle* lib2to3 config-* __phello__ \
  lib-dynload/_tkinter* lib-dynload/_curses* lib-dynload/readline* lib-dynload/*dbm* lib-dynload/*test* lib-dynload/xxlimited*
find . -name __pycache__ -type d -exec rm -r {} +
python3 -m compileall -q .  # a container may not write what it compiles

threads=$(ldconfig -p | sed -n 's/.*libgcc_s\.so\.1 .*=> //p' | head -n 1)  # loaded by libc where a thread ends
sh "$(dirname "$0")/root.sh" /base "$library" "$python"* "$(dirname "$python")/python" "$threads" /usr/bin/busybox \
  /etc/ssl/certs/ca-certificates.crt /etc/ssl/openssl.cnf /usr/lib/ssl /usr/share/zoneinfo \
  /etc/os-release /usr/lib/os-release /etc/passwd /etc/group /etc/nsswitch.conf /etc/ld.so.conf /etc/ld.so.conf.d
chroot /base /usr/bin/busybox --install -s /usr/bin
mkdir -p -m 1777 /base/tmp
ldconfig -r /base
