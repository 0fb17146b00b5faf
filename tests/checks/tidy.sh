#!/bin/sh
# tidy.sh CLANG_TIDY TREE: runs the checks of .clang-tidy over analysis/ and sim/ with the compile commands of TREE.
set -eu
cd "$(dirname "$0")/../.."
find analysis sim -name '*.cpp' -print0 |
  xargs -0 -r -n 4 -P "$(nproc)" "$1" -p "$2" --quiet --warnings-as-errors='*' --header-filter="$PWD/(analysis|sim)/.*"
