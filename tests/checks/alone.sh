#!/bin/sh
# alone.sh TREE: compiles every file of analysis/, sim/ and tests/ by itself (no code is made), for TREE (of clang) compiles
# those of a directory as one, where a file can lean on what its neighbours include. The headers of others are parsed once.
set -eu
cd "$(dirname "$0")/../.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# Files of sim/results see the headers of others and of HDF5.
compile=$(sed -n 's|^ *"command": "\(.*\) -o .*unity_sim_results_cxx.cxx".*|\1|p' "$1/compile_commands.json" | head -n 1)
[ -n "$compile" ]
compile="$compile -I$PWD -I$PWD/tests -DCOMITY_SOURCE_DIR=\"\" -DCOMITY_BINARY=\"\""
for header in Eigen/Core algorithm boost/program_options.hpp chrono cmath filesystem fmt/format.h functional fstream \
  gtest/gtest.h map nlohmann/json.hpp span string vector; do
  echo "#include <$header>"
done >"$scratch/others.h"
$compile -x c++-header -fpch-instantiate-templates "$scratch/others.h" -o "$scratch/others.pch"
find analysis sim tests -name '*.cpp' -not -path 'tests/bench/*' -not -path 'tests/fuzz/*' -print0 |
  xargs -0 -n 8 -P "$(nproc)" $compile -fsyntax-only -include-pch "$scratch/others.pch"
