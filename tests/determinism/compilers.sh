#!/bin/bash
# compilers.sh GCC_BINARY CLANG_BINARY SCENARIO: the results must have one hash whatever the compiler, the number of threads
# and the machine's math library (glibc picks other code for exp, log and pow on processors with FMA).
set -euo pipefail
gcc=$1 clang=$2 scenario=$3
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# Each glibc knows some of these names and ignores the others.
without_fma=glibc.cpu.hwcaps=-AVX2,-FMA,-FMA4,-AVX2_Usable,-FMA_Usable,-FMA4_Usable
reference=

# compare NAME BINARY THREADS [VARIABLE=VALUE]: runs the scenario and compares its hash with the first one seen.
compare() {
  local name=$1 binary=$2 threads=$3 hash
  shift 3
  env "$@" "$binary" run "$scenario" --replicates 7 --threads "$threads" --out "$folder/results.h5" --force --quiet \
    --format json > "$folder/summary.json"
  hash=$(sed -n 's/.*"results_hash": *"\([0-9a-f]\{16,\}\)".*/\1/p' "$folder/summary.json")
  if [[ -z $hash ]]; then
    echo "$name: the summary has no results_hash" >&2
    exit 1
  fi
  reference=${reference:-$hash}
  if [[ $hash != "$reference" ]]; then
    echo "$name: results_hash is $hash, g++ with one thread gave $reference" >&2
    exit 1
  fi
  echo "$name: $hash"
}

for threads in 1 2 3 7; do
  compare "g++, $threads threads" "$gcc" "$threads"
  compare "clang, $threads threads" "$clang" "$threads"
done
compare "g++ without FMA" "$gcc" 2 GLIBC_TUNABLES=$without_fma
compare "clang without FMA" "$clang" 2 GLIBC_TUNABLES=$without_fma
