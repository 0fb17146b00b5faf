#!/bin/bash
# races.sh TSAN_BINARY SCENARIO: a run on several threads without a data race.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
TSAN_OPTIONS="halt_on_error=1 exitcode=66" \
  "$1" run "$2" --replicates 4 --threads 4 --out "$folder/results.h5" --force --quiet
