#!/usr/bin/env bash
# Install koetsu into an environment of its own. Gives `program`: the command.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=common.sh
source "$here/common.sh"

# -I everywhere: Python would else look for its modules in the workspace first, and a pull request may bring a pip.py.
python=
for candidate in python3 python; do
  if "$candidate" -I -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    python=$candidate
    break
  fi
done
[ -n "$python" ] || fail "koetsu needs Python 3.11 or later, and the runner has none: give the input 'python-version'."

requirements=("${KOETSU_SOURCE:-$(cd "$here/../../.." && pwd)}")
while IFS= read -r requirement; do
  requirements+=("$requirement")
done < <(lines_of "${KOETSU_PLUGINS:-}")
for requirement in "${requirements[@]}"; do
  case $requirement in -*) fail "'$requirement' is an option of pip and nothing to install." ;; esac
done

environment=$RUNNER_TEMP/koetsu
"$python" -I -m venv "$environment"
bin=$environment/bin
if [ -d "$environment/Scripts" ]; then bin=$environment/Scripts; fi
"$bin/python" -I -m pip install --quiet --disable-pip-version-check "${requirements[@]}" ||
  fail "pip could not install ${requirements[*]}; its log says why."
"$bin/koetsu" --version
echo "program=$bin/koetsu" >>"$GITHUB_OUTPUT"
