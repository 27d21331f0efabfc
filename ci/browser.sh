#!/usr/bin/env bash
# Contrôle le livre construit dans un vrai navigateur : accessibilité, poids, recherche, clavier, impression…
#
#   ci/browser.sh [SITE] [--stock DOSSIER]   contrôle SITE (target/livre) ; compare ses chiffres à DOSSIER, le livre
#                                            sans nous : cargo run -p livre --example stock -- DOSSIER
#   ci/browser.sh [SITE] --only CONTRÔLE…    ne joue que ces contrôles : --only axe --only keyboard
#   ci/browser.sh --selftest [CONTRÔLE]      chaque contrôle sait-il échouer ?
#   ci/browser.sh --selftest --if-changed    de même, sauf si l'épreuve a déjà réussi sur ces mêmes fichiers
#
# Laisse dans target/browser : report.json, figures.md et screenshots/.
set -euo pipefail
cd "$(dirname "$0")/.."
work=target/browser

fail() {
    echo "browser.sh : $*" >&2
    exit 1
}

# L'épreuve dure plusieurs minutes et ne dépend que de ces fichiers : leur empreinte dit s'il faut la rejouer.
stamp=ci/browser-selftest.sha256
fingerprint() {
    find ci/browser tools/livre/theme/exercises.js -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1
}

if [[ ${1-} == --selftest && ${2-} == --if-changed ]]; then
    if [[ -f $stamp && $(<"$stamp") == "$(fingerprint)" ]]; then
        echo "Navigateur (épreuve) : contrôles inchangés depuis qu'elle a réussi ($stamp) ; ci/browser.sh --selftest la rejoue"
        exit
    fi
    set -- --selftest
fi

missing=()
export CHROMIUM=${CHROMIUM:-/usr/bin/chromium}
[[ -x $CHROMIUM ]] || missing+=(chromium)
command -v java >/dev/null || missing+=(default-jre-headless)
command -v node >/dev/null || missing+=(nodejs)
command -v npm >/dev/null || missing+=(npm)
((${#missing[@]} == 0)) || fail "il manque ${missing[*]} ; installez-les par apt-get"

# Les outils s'installent dans target/ ; ils n'y sont refaits que si leur liste change.
mkdir -p "$work"
if ! cmp -s ci/browser/package-lock.json "$work/installed.json"; then
    cp ci/browser/package{,-lock}.json "$work"
    npm ci --prefix "$work" --ignore-scripts --no-audit --no-fund --loglevel=error || fail "npm n'a pas pu installer les outils"
    cp ci/browser/package-lock.json "$work/installed.json"
fi
# Node cherche node_modules à partir du fichier qui l'importe : les contrôles se jouent donc de là.
rm -rf "$work/checks"
cp -r ci/browser "$work/checks"

if [[ ${1-} == --selftest ]]; then
    node "$work/checks/selftest.mjs" "${@:2}"
    (($# > 1)) || fingerprint >"$stamp"
    exit
fi
site=target/livre
[[ ! ${1-} || $1 == -* ]] || { site=$1 && shift; }
[[ -f $site/index.html ]] || fail "$site n'est pas un livre construit ; lancez cargo livre construire"
rm -rf "$work/screenshots"
exec node "$work/checks/main.mjs" "$site" --out "$work" --queries ci/browser/queries.json "$@"
