#!/usr/bin/env bash
# Rejoue les programmes Python et JavaScript des leçons et compare leur sortie, octet par octet.
#
#   ci/foreign.sh              compare lessons/*/{python,javascript}/NOM.{py,js} à NOM.out
#   ci/foreign.sh --refresh    récrit les NOM.out
#   ci/foreign.sh --selftest   les horloges virtuelles sont-elles exactes, les écarts sont-ils vus ?
set -euo pipefail
ci=$(cd "$(dirname "$0")" && pwd)
cd "$ci/.."

# Un programme reste ordinaire ; c'est le lanceur qui lui donne une horloge virtuelle.
run() {
    cd "$(dirname "$1")"
    case $1 in
        *.py) set -- /usr/bin/python3 -u "$ci/virtual_asyncio.py" "${1##*/}" ;;
        *.js) set -- node --require "$ci/virtual_node.cjs" "${1##*/}" ;;
    esac
    PYTHONHASHSEED=0 PYTHONDONTWRITEBYTECODE=1 NO_COLOR=1 timeout 20 "$@" 2>&1 </dev/null
}

# Compare (ou récrit) toutes les sorties sous le dossier $2.
replay() {
    local mode=$1 lessons=$2 programs=0 failures=0 program expected actual
    actual=$(mktemp)
    while IFS= read -r program; do
        programs=$((programs + 1))
        expected=${program%.*}.out
        if ! (run "$program") >"$actual"; then
            echo "foreign.sh : $program échoue :" && cat "$actual"
        elif [[ $mode == refresh ]]; then
            cat "$actual" >"$expected"
            continue
        elif [[ ! -e $expected ]]; then
            echo "foreign.sh : $expected manque ; créez-le avec --refresh"
        elif diff -u --label "$expected" --label "sortie de $program" "$expected" "$actual"; then
            continue
        fi
        failures=$((failures + 1))
    done < <(find "$lessons" -name benches -prune -o '(' -path '*/python/*.py' -o -path '*/javascript/*.js' ')' -print | sort)
    while IFS= read -r expected; do
        if [[ ! -e ${expected%.out}.py && ! -e ${expected%.out}.js ]]; then
            echo "foreign.sh : $expected n'a pas de programme"
            failures=$((failures + 1))
        fi
    done < <(find "$lessons" -path '*/python/*.out' -o -path '*/javascript/*.out' | sort)
    rm "$actual"
    echo "Python et JavaScript : programmes $programs, écarts $failures."
    ((failures == 0))
}

selftest() {
    local lessons alteration
    lessons=$(mktemp -d)
    trap 'rm -r "$lessons"' RETURN
    cp -r "$ci/foreign-selftest" "$lessons/lesson0"
    replay compare "$lessons" || return

    # Chacune de ces altérations doit faire échouer la comparaison.
    while IFS= read -r alteration; do
        rm -r "$lessons/lesson0" && cp -r "$ci/foreign-selftest" "$lessons/lesson0"
        (cd "$lessons/lesson0" && eval "$alteration")
        if replay compare "$lessons" >/dev/null; then
            echo "foreign.sh --selftest : écart non vu : $alteration" && return 1
        fi
    done <<'FIN'
echo faux >>python/clock.out
rm javascript/clock.out
touch python/orphan.out
echo '1 / 0' >>python/clock.py
echo 'asyncio.run(asyncio.Event().wait())' >>python/clock.py
echo 'while (Date.now() < 1e9);' >>javascript/clock.js
FIN
}

command -v node >/dev/null || { echo "foreign.sh : node manque ; installez nodejs" >&2 && exit 1; }
case ${1-} in
    '') replay compare lessons ;;
    --refresh) replay refresh lessons ;;
    --selftest) selftest ;;
    *) echo "foreign.sh : option inconnue ; essayez --refresh ou --selftest" >&2 && exit 2 ;;
esac
