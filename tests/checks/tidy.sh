#!/bin/sh
# tidy.sh CLANG_TIDY TREE: runs the checks of .clang-tidy over analysis/ and sim/ with the compile commands of TREE, the files
# of a directory at once where TREE compiles them so (CMAKE_UNITY_BUILD).
set -eu
cd "$(dirname "$0")/../.."
units=$(sed -n 's/^ *"file": "\(.*\)",*$/\1/p' "$2/compile_commands.json" | grep -v /tests/ | sort -u)
[ -n "$units" ]
printf '%s\n' "$units" |
  xargs -n 1 -P "$(nproc)" "$1" -p "$2" --quiet --warnings-as-errors='*' --header-filter="$PWD/(analysis|sim)/.*"
