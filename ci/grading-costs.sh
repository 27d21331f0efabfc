#!/usr/bin/env bash
# Mesure ce que coûte une copie, une fois tout compilé, sur un seul cœur : cargo noteur,
# puis cargo test et cargo nextest lancés sur chacune.
#
#   ci/grading-costs.sh                       vingt copies de lesson1/somme_lente
#   ci/grading-costs.sh LEÇON/EXERCICE N      N copies d'un autre exercice
#
# Les secondes sont de processeur, celles des processus lancés comprises : une machine
# chargée les change peu. Les trois jugent les mêmes copies, la solution à un commentaire
# près ; cargo test et nextest le font sans bac, tests cachés à portée de la copie.
set -euo pipefail
cd "$(dirname "$0")/.."

place=${1:-lesson1/somme_lente}
count=${2:-20}
exercise=${place#*/}
folder=lessons/${place%%/*}/exercises/$exercise
[[ -f $folder/src/lib.rs ]] || {
    echo "grading-costs.sh : $place n'est pas un exercice ; donnez LEÇON/EXERCICE" >&2
    exit 1
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"

for ((rank = 1; rank <= count; rank++)); do
    mkdir -p "$work/classe/$rank"
    { cat "$folder/src/lib.rs" && echo "// $rank"; } >"$work/classe/$rank/$exercise.rs"
done
# Un cours à part, où chaque copie prend la place de la solution.
mkdir -p "$work/cours" "$work/personne/x"
git archive HEAD | tar -x -C "$work/cours"

each() {
    local copy
    for copy in "$work"/classe/*; do
        cp "$copy/$exercise.rs" "$work/cours/$folder/src/lib.rs"
        (cd "$work/cours" && CARGO_TARGET_DIR=$work/cible "$@" --offline --package "$exercise")
    done
}

# Lance une commande ; affiche les secondes de processeur par copie.
measure() {
    local name=$1 TIMEFORMAT='%U %S'
    shift
    { time "$@" >"$work/sortie" 2>&1; } 2>"$work/temps" || {
        tail -5 "$work/sortie" >&2
        echo "grading-costs.sh : $name a échoué" >&2
        exit 1
    }
    awk -v name="$name" -v count="$count" \
        '{ printf "%-14s %.2f s par copie\n", name, ($1 + $2) / count }' "$work/temps"
}

# Ce qui ne se paie qu'une fois : les outils, les dépendances, les réponses fausses.
cargo build --locked --quiet --package noteur
cargo noteur noter "$exercise" "$work/personne" "$work/notes" >/dev/null
(cd "$work/cours" && CARGO_TARGET_DIR=$work/cible \
    cargo test --offline --quiet --package "$exercise" >/dev/null)

taskset -cp 0 $$ >/dev/null
echo "$place, $count copies, un cœur"
measure 'cargo noteur' cargo noteur noter "$exercise" "$work/classe" "$work/notes" -j 1
measure 'cargo test' each cargo test --quiet
if command -v cargo-nextest >/dev/null; then
    measure 'cargo nextest' each cargo nextest run --cargo-quiet
else
    echo 'grading-costs.sh : cargo-nextest manque, il n'\''est pas mesuré' >&2
fi
