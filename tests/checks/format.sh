#!/bin/sh
# format.sh CLANG_FORMAT: fails when a C++ file is not laid out as .clang-format says.
set -eu
cd "$(dirname "$0")/../.."
find analysis sim tests web -name '*.cpp' -print0 -o -name '*.h' -print0 | xargs -0 -r "$1" --dry-run -Werror ||
  { echo "mend it with: find analysis sim tests web -name '*.cpp' -o -name '*.h' | xargs clang-format-19 -i" >&2; exit 1; }
