# What the scripts of the action share.
# shellcheck shell=bash

# Settings of git for all that the action runs, after those that the job has in its environment already.
configure() {
  local number=${GIT_CONFIG_COUNT:-0}
  export GIT_CONFIG_COUNT=$((number + 1)) "GIT_CONFIG_KEY_$number=$1" "GIT_CONFIG_VALUE_$number=$2"
}

# In a container the files belong to somebody else, and git would not look at them.
configure safe.directory '*'
# A folder that a pull request brings in may pass for a repository, whose settings would be obeyed.
configure safe.bareRepository explicit

# An annotation of the job: level, text.
annotate() {
  local text=${2//'%'/'%25'}
  text=${text//$'\r'/'%0D'}
  printf '::%s title=koetsu::%s\n' "$1" "${text//$'\n'/'%0A'}"
}

# End the step as koetsu does when it cannot do its work.
fail() {
  annotate error "$1"
  exit 2
}

# The lines of a text that hold something, trimmed of spaces, one a line.
lines_of() {
  printf '%s\n' "$1" | sed -e 's/^[[:space:]]*//' -e 's/[[:space:]]*$//' -e '/^$/d'
}
