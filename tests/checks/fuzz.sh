#!/bin/sh
# fuzz.sh FUZZER SOURCE: feeds the fuzzer with mutations of the rule files we have, for COMITY_FUZZ_SECONDS (60); fails at the
# first crash, hang or difference, with the input that shows it.
set -eu
fuzzer=$1 source=$2 seconds=${COMITY_FUZZ_SECONDS:-60}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/corpus" "$folder/finds"
cp "$source"/scenarios/law/*.toml "$source"/tests/law/files/*.toml "$folder/corpus"
if ! "$fuzzer" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=16384 -dict="$source/tests/fuzz/law.dict" \
  -artifact_prefix="$folder/finds/" -print_final_stats=1 "$folder/corpus" >"$folder/log" 2>&1; then
  tail -n 40 "$folder/log"
  for find in "$folder"/finds/*; do
    [ -f "$find" ] || continue
    echo "== $(basename "$find"), base64:"
    base64 "$find"
  done
  exit 1
fi
grep -E '^Done|^stat::(number_of_executed_units|peak_rss_mb)|cov:' "$folder/log" | tail -n 4
