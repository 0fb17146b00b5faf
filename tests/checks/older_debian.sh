#!/bin/sh
# older_debian.sh [SUITE [MIRROR]]: whether the release runs in an older Debian (bullseye) as here. By hand, as root: it needs the network,
# debootstrap, and build/release with its archive (./bootstrap release). The main scenario, a sweep and the report must have the same bytes.
set -eu
cd "$(dirname "$0")/../.."
suite=${1-bullseye} mirror=${2-http://deb.debian.org/debian}
root=build/older/$suite
[ -x "$root/bin/tar" ] || debootstrap --variant=minbase "$suite" "$root" "$mirror"
here=$PWD/build/release/comity
rm -rf "$root/home/user" build/older/here
mkdir -p "$root/home/user" build/older/here
cp build/comity-*-linux-"$(uname -m)".tar.gz "$root/home/user"
chown -R 12345:12345 "$root/home/user"

# The same calls for both, of the program that is $1.
steps='
comity=$1
$comity run microsoft-ireland --replicates 4 --quiet --out run.h5 >run.txt
$comity sweep sweeps/policies --replicates 2 --set run.scale=0.02 --quiet --out sweep.h5 >sweep.txt
$comity report run.h5 --out run.html >report.txt'
chroot --userspec=12345:12345 --groups=12345 "$root" /usr/bin/env -i PATH=/usr/bin:/bin HOME=/home/user /bin/sh -eu -c "
cd
tar xzf comity-*.tar.gz
set -- ./comity-*-linux-*/bin/comity$steps"
ln -s "$PWD/scenarios" build/older/here/scenarios
(cd build/older/here && /bin/sh -eu -c "$steps" steps "$here")
for file in run.h5 run.txt sweep.h5 sweep.txt run.html; do
  cmp "$root/home/user/$file" "build/older/here/$file"
done
echo "the same bytes in Debian $(cat "$root/etc/debian_version") ($(chroot "$root" /usr/bin/ldd --version | sed -n '1s/.* //p' | sed 's/^/glibc /'))"
