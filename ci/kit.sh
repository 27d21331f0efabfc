#!/usr/bin/env bash
# L'archive de chaque exercice se prépare seule ; celle qui joint ses bibliothèques se compile sans réseau ni cache.
set -euo pipefail
cd "$(dirname "$0")/.."

cargo test --locked -p noteur --test kit -- --ignored
