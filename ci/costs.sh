#!/usr/bin/env bash
# Mesure ce que coûte le moteur de la leçon 4, à côté de tokio, smol, futures et Python, et
# récrit le tableau de la page « Combien ça coûte ? ».
#
#   ci/costs.sh                     une vingtaine de minutes, sur une machine au repos
#   ci/costs.sh --tours 3           moins de mesures, donc moins sûres
#   ci/costs.sh --tours 3 canal     un travail seul ; le tableau n'est pas récrit
#
# Refuse une machine chargée. Sans réseau ni pip, uvloop et gevent ne sont pas mesurés.
set -euo pipefail
cd "$(dirname "$0")/.."

table=lessons/lesson4/benches/costs.md
venv=target/costs-venv

# Deux bouts de dix mille connexions : il faut beaucoup de descripteurs.
ulimit -n "$(ulimit -Hn)" || echo "costs.sh : ulimit -n reste à $(ulimit -n)" >&2

python=()
if ! command -v python3 >/dev/null; then
    echo 'costs.sh : python3 manque ; asyncio, uvloop et gevent ne sont pas mesurés' >&2
elif [[ -x $venv/bin/python ]] || python3 -m venv "$venv" 2>/dev/null; then
    python=(--python "$PWD/$venv/bin/python")
    "$venv/bin/python" -c 'import uvloop, gevent' 2>/dev/null ||
        "$venv/bin/pip" install --quiet --disable-pip-version-check uvloop gevent >/dev/null 2>&1 ||
        echo 'costs.sh : pip ou le réseau manque ; uvloop et gevent ne sont pas mesurés' >&2
else
    echo 'costs.sh : python3 ne sait pas créer de venv ; uvloop et gevent ne sont pas mesurés' >&2
    python=(--python "$(command -v python3)")
fi

# Le tableau ne se récrit que complet, donc sans travail choisi.
output=(--sortie "$PWD/$table")
previous=
for arg in "$@"; do
    [[ $arg == --* || $previous == --tours ]] || output=()
    previous=$arg
done

cargo bench --locked --package lesson4 --bench costs --no-run
# La compilation a chargé la machine : qu'elle se repose.
for _ in {1..60}; do
    awk '{ exit $1 >= 0.5 }' /proc/loadavg && break
    sleep 5
done
cargo bench --quiet --locked --package lesson4 --bench costs -- "${python[@]}" "${output[@]}" "$@"
