#!/usr/bin/env bash
# Joue les essais qui demandent bubblewrap : le bac à sable et l'arbitre, attaqués, et
# une classe notée par cargo noteur.
#
#   ci/sandbox.sh            tout, en deux minutes sur une machine au repos
#   ci/sandbox.sh NOM…       les essais dont le nom contient NOM
#
# `cargo test` ne demande que Rust : il laisse ces essais de côté.
set -euo pipefail
cd "$(dirname "$0")/.."

command -v bwrap >/dev/null || {
    echo "sandbox.sh : bwrap manque ; installez le paquet bubblewrap (Debian : apt-get install bubblewrap)" >&2
    exit 1
}
cargo test --locked --quiet --package sandbox --package referee -- --ignored "$@"
# Les archives ont leur script : ci/kit.sh.
cargo test --locked --quiet --package noteur --test class --test hundred --test page -- --ignored "$@"
