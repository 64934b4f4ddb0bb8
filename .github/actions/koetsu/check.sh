#!/usr/bin/env bash
# Run koetsu. Gives `exit-code`, and `sarif-file` if there is one. The annotations and the summary are koetsu's own.
set -euo pipefail
# shellcheck source=common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

sarif=${KOETSU_SARIF:-$RUNNER_TEMP/koetsu.sarif}
case $sarif in
  *$'\n'*) fail "The input 'sarif-file' holds more than one line." ;; # the others would be outputs of their own
  /* | [A-Za-z]:*) ;;
  *) sarif=$GITHUB_WORKSPACE/$sarif ;;
esac
rm -f "$sarif" # one of an earlier run would be taken for ours

arguments=(check --output "sarif=$sarif")
if [ -n "$KOETSU_BASE" ]; then arguments+=(--diff-base "$KOETSU_BASE"); fi
if [ -n "$KOETSU_FAIL_ON" ]; then arguments+=(--fail-on "$KOETSU_FAIL_ON"); fi
if [ -n "$KOETSU_LANGUAGE" ]; then arguments+=(--language "$KOETSU_LANGUAGE"); fi
# xargs takes words apart as a shell does and runs none of them.
words=$(lines_of "$KOETSU_ARGUMENTS" | xargs -n 1 printf '%s\n') ||
  fail "The input 'args' cannot be read: a quotation mark is never closed."
while IFS= read -r word; do
  arguments+=("$word")
done < <(lines_of "$words")
arguments+=(--)
while IFS= read -r path; do
  arguments+=("$path")
done < <(lines_of "$KOETSU_PATHS")

status=0
"$KOETSU_PROGRAM" "${arguments[@]}" || status=$?
echo "exit-code=$status" >>"$GITHUB_OUTPUT"
if [ "$status" -gt 1 ]; then annotate error "koetsu could not do its work; the log of this step says why."; fi
if [ -f "$sarif" ]; then echo "sarif-file=$sarif" >>"$GITHUB_OUTPUT"; fi
exit "$status"
