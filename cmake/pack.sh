#!/bin/sh
# pack.sh BUILD FOLDER: installs the tree BUILD (configured with COMITY_PORTABLE) into FOLDER/comity-VERSION-linux-MACHINE and packs it
# as an archive with its SHA-256. The same commit gives the same bytes: names in order, the day of the commit, nobody's user or umask.
set -eu
source=$(cd "$(dirname "$0")/.." && pwd)
build=$1 folder=$2
name=comity-$("$build/portable/comity" --version | cut -d ' ' -f 2)-linux-$(uname -m)
# An archive of the source names its day; in a checkout there is a placeholder.
day=$(sed -n 's/^[0-9a-f]* \([0-9]*\)$/\1/p' "$source/cmake/commit.txt")
[ -n "$day" ] || day=$(git -c safe.directory=\* -C "$source" log -1 --format=%ct 2>/dev/null || echo 0)
mkdir -p "$folder"
rm -rf "${folder:?}/$name"
cmake --install "$build" --prefix "$(cd "$folder" && pwd)/$name" --strip >"$folder/install.log"
tar --sort=name --mtime="@$day" --owner=0 --group=0 --numeric-owner --mode=u+rwX,go+rX,go-w -C "$folder" -cf - "$name" |
  gzip -9n >"$folder/$name.tar.gz"
(cd "$folder" && sha256sum "$name.tar.gz" >"$name.tar.gz.sha256")
echo "$folder/$name.tar.gz"
