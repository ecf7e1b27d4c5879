#!/bin/sh
# Runs carnival in a CI, keeps what people look at, and ends with carnival's exit code.
#   CARNIVAL_ARGS   the command: gate --baseline baseline.json --plan smoke. Split at blanks; nothing else in it is special
#   CARNIVAL_RUNS   the folder for runs (runs)
#   CARNIVAL_KEPT   the folder for what is kept: report, verdict, JUnit, pack (carnival)
# Writes to GITHUB_STEP_SUMMARY and GITHUB_OUTPUT where they are set.
set -eu

carnival=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)/dist/carnival.js
args=${CARNIVAL_ARGS:?is not set: write the command, such as rehearse --plan smoke}
runs=${CARNIVAL_RUNS:-runs}
kept=${CARNIVAL_KEPT:-carnival}
mkdir -p "$kept"
# What another run has left there is no result of this one.
for file in report.html report.md verdict.json junit.xml run.carnival.tar.gz pack.txt gate.json; do rm -f "$kept/$file"; done

# GitHub obeys lines that begin with `::`, and what carnival prints may be somebody else's words.
if [ "${GITHUB_ACTIONS:-}" = true ]; then
  resume=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  echo "::stop-commands::$resume"
  trap 'echo "::$resume::"' EXIT
fi

# A pipe ends with the code of its last command, and that is tee's. Until carnival has ended, there is no code: that is no pass.
code_file=$(mktemp)
began=$(mktemp)
is_new() { [ -n "$(find "$1" -newer "$began" 2> /dev/null)" ]; }
set -f
# shellcheck disable=SC2086 # it is split on purpose
{ node "$carnival" $args --runs "$runs" && echo 0 > "$code_file" || echo "$?" > "$code_file"; } | tee "$kept/carnival.txt"
code=$(cat "$code_file")
: "${code:=1}"

# The run that this command has made or judged: what an earlier job left in a cache is another's. Runs are named by their time, so the
# last one is the newest. A gate of a run that is over makes none, and then it is the one that is named.
run=
named=
before=
for word in $args; do
  if [ "$before" != --baseline ] && [ -e "$word/verdict.json" ]; then named=$word; fi
  before=$word
done
set +f
for verdict in "$runs"/*/verdict.json; do
  if is_new "$verdict"; then run=$(dirname -- "$verdict"); fi
done
run=${run:-$named}
if [ -n "$run" ]; then
  for file in report.html report.md verdict.json junit.xml; do
    if [ -e "$run/$file" ]; then cp "$run/$file" "$kept/$file"; fi
  done
  node "$carnival" pack "$run" --output "$kept/run.carnival.tar.gz" > "$kept/pack.txt" || true
fi

# A gate by turns (--ab) has its blocks below one folder, and no run that stands for all of them.
for gate in "$runs"/*-gate/gate.json; do
  if is_new "$gate"; then cp "$gate" "$kept/gate.json"; fi
done
rm -f "$code_file" "$began"

if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
  {
    if [ -e "$kept/report.md" ]; then cat "$kept/report.md"; echo; fi
    # shellcheck disable=SC2016 # a fence, and no command
    echo '```text'
    # A fence of somebody else's would end this one.
    sed 's/```/` ` `/g' "$kept/carnival.txt"
    # shellcheck disable=SC2016
    echo '```'
  } >> "$GITHUB_STEP_SUMMARY"
fi
if [ -n "${GITHUB_OUTPUT:-}" ]; then
  {
    echo "exit-code=$code"
    echo "kept=$kept"
  } >> "$GITHUB_OUTPUT"
fi
exit "$code"
