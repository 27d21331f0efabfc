#!/usr/bin/env bash
# Le livre publié mène au dépôt, et se lit sous un chemin qui n'est pas la racine de l'hôte.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

export REPOSITORY_URL=https://forge.example/equipe/cours
SITE_PATH=/cours/ ci/publish.sh "$folder/github"
grep -q 'href="https://forge.example/equipe/cours/blob/HEAD/lessons/' "$folder/github/lesson1.html"
grep -q 'href="https://forge.example/equipe/cours/issues/new?title=' "$folder/github/lesson1.html"

REPOSITORY_URL=https://gitlab.example/equipe/cours SITE_PATH=/ ci/publish.sh "$folder/gitlab"
grep -q 'href="https://gitlab.example/equipe/cours/-/issues/new?issue' "$folder/gitlab/lesson1.html"

if SITE_PATH=cours ci/publish.sh "$folder/faux" 2>/dev/null; then
    echo "ci/publish-check.sh : un chemin sans / a été accepté" >&2
    exit 1
fi
# Le livre de la machine reprend sa place.
cargo livre construire
