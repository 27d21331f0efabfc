#!/usr/bin/env bash
# Construit le livre tel qu'il se publie, dans DOSSIER : ci/publish.sh DOSSIER
#
#   REPOSITORY_URL  l'adresse du dépôt : liens vers le code, signalement des erreurs
#   SITE_PATH       le chemin du livre sur son hôte, comme /cours/ : la page 404 en dépend
set -euo pipefail
cd "$(dirname "$0")/.."

folder=${1:?donnez le dossier à écrire}
: "${REPOSITORY_URL:?donnez l\'adresse du dépôt}" "${SITE_PATH:?donnez le chemin du livre, au moins /}"
[[ $SITE_PATH == /*/ || $SITE_PATH == / ]] || {
    echo "ci/publish.sh : SITE_PATH commence et finit par /, pas « $SITE_PATH »" >&2
    exit 1
}

export MDBOOK_OUTPUT__HTML__GIT_REPOSITORY_URL=$REPOSITORY_URL
export MDBOOK_OUTPUT__HTML__SITE_URL=$SITE_PATH
cargo livre construire
mkdir -p "$folder"
cp -R target/livre/. "$folder"

grep -q "<base href=\"$SITE_PATH\">" "$folder/404.html"
grep -q "href=\"${REPOSITORY_URL%/}/" "$folder/lesson1.html"
echo "Livre prêt à publier dans $folder"
