#!/usr/bin/env bash
# What is the change compared with? Gives `base`: a commit that is there, with enough history to reach it; empty where
# everything counts.
set -euo pipefail
# shellcheck source=common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

is_known() {
  git rev-parse --quiet --verify --end-of-options "$1^{commit}" >/dev/null
}

is_shallow() {
  [ "$(git rev-parse --is-shallow-repository)" = true ]
}

fetch() {
  git fetch --quiet --no-tags --no-recurse-submodules "$@"
}

# A pull request is checked out as its merge into the base. The first parent of that is what the change is compared
# with: the commit that the event names may be older, and what others merged since would count as changed.
parent_of_merge() {
  case "${GITHUB_REF:-}" in refs/pull/*/merge) ;; *) return 1 ;; esac
  [ "$(git rev-parse HEAD)" = "${GITHUB_SHA:-}" ] || return 1
  if is_shallow && ! is_known HEAD^1; then
    fetch --depth=2 origin "$GITHUB_SHA" || return 1
  fi
  is_known HEAD^2 && git rev-parse HEAD^1
}

# The commit that a revision means, fetched if it is not there: a checkout holds one branch.
commit_of() {
  if is_known "$1"; then
    git rev-parse --verify --end-of-options "$1^{commit}"
    return
  fi
  if fetch ${shallow:+--depth=1} --end-of-options origin "${1#origin/}"; then
    git rev-parse FETCH_HEAD
    return
  fi
  # Something like HEAD~3, further back than the clone goes.
  [ -n "$shallow" ] && fetch --unshallow origin && is_known "$1" && git rev-parse "$1^{commit}"
}

# Fetch history until the change and its base have a commit in common.
meet() {
  local head depth
  head=$(git rev-parse HEAD)
  for depth in 0 50 500 all; do
    case $depth in
      0) ;;
      all) fetch --unshallow origin "$1" "$head" || true ;;
      *) fetch --deepen="$depth" origin "$1" "$head" || true ;;
    esac
    if git merge-base "$1" HEAD >/dev/null; then
      return 0
    fi
    is_shallow || return 1
  done
  return 1
}

revision=$KOETSU_DIFF_BASE
case $revision in
  none | '') revision= ;;
  auto)
    revision=${KOETSU_EVENT_BASE:-}
    if [ -z "$revision" ] && [ -n "${GITHUB_BASE_REF:-}" ]; then
      revision=origin/$GITHUB_BASE_REF
    fi
    ;;
esac
if [ -z "$revision" ]; then
  echo "Everything is checked, not only what a change brought in."
  echo "base=" >>"$GITHUB_OUTPUT"
  exit 0
fi

git rev-parse --git-dir >/dev/null 2>&1 || fail "$PWD is in no git repository: run actions/checkout first."
shallow=
if is_shallow; then shallow=yes; fi
if [ "$KOETSU_DIFF_BASE" != auto ] || ! base=$(parent_of_merge); then
  base=$(commit_of "$revision") || fail "There is no revision $revision here, and it could not be fetched. Give \
actions/checkout 'fetch-depth: 0', or 'fetch-depth: 2' for a pull request."
  meet "$base" || fail "What is checked out and $revision have no commit in common here. Give actions/checkout \
'fetch-depth: 0'."
fi
if [ "$base" = "$(git rev-parse HEAD)" ]; then
  annotate warning "What is checked out is the base itself, so nothing counts as changed. Does actions/checkout need a 'ref'?"
fi
echo "Only what changed since $base counts."
echo "base=$base" >>"$GITHUB_OUTPUT"
