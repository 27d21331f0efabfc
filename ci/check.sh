#!/usr/bin/env bash
# Vérifie tout, dans l'ordre, et s'arrête au premier échec. L'intégration continue n'appelle que ceci.
set -euo pipefail
cd "$(dirname "$0")/.."

step() {
    local name=$1 start=$SECONDS
    shift
    printf '\n── %s : %s\n' "$name" "$*"
    "$@" || {
        printf "\nÉchec à l'étape « %s » : %s\n" "$name" "$*" >&2
        exit 1
    }
    printf '── %s : %d s\n' "$name" $((SECONDS - start))
}

tests_log=$(mktemp)
trap 'rm -f "$tests_log"' EXIT

run_tests() {
    cargo test --locked 2>&1 | tee "$tests_log"
}

# Avec une autre version de Rust, les messages du compilateur ne sont comparés que par leur première ligne.
for recorded in lessons/*/errors/rustc.txt; do
    [[ "$(rustc --version)" == "$(<"$recorded")"* ]] ||
        echo "Attention : $recorded dit $(<"$recorded"), ici $(rustc --version)."
done

# Rien ici ne se recompile ni ne se débogue : ce qui y servirait ne ferait qu'allonger les compilations.
export CARGO_INCREMENTAL=0 CARGO_PROFILE_DEV_DEBUG=0

step 'mise en forme' cargo fmt --all --check
step 'avertissements' cargo clippy --workspace --all-targets --locked -- -D warnings
step 'essais' run_tests
step 'bac à sable' ci/sandbox.sh
# Le réacteur comme sous Windows : chaque inscription y sert une seule fois.
step 'réacteur sans front' env CARGO_TARGET_DIR=target/poll RUSTFLAGS='--cfg polling_test_poll_backend' \
    cargo test --locked -p lesson4 --test contract
step 'livre' cargo livre construire
step 'pages' cargo livre verifier
step 'navigateur (épreuve)' ci/browser.sh --selftest --if-changed
step 'navigateur' ci/browser.sh target/livre
step 'archives des étudiants' ci/kit.sh
step 'publication' ci/publish-check.sh
step 'relecture (épreuve)' /usr/bin/python3 ci/proofread.py --selftest
step 'relecture' /usr/bin/python3 ci/proofread.py
step 'Python et JavaScript (épreuve)' ci/foreign.sh --selftest
step 'Python et JavaScript' ci/foreign.sh
step 'README (épreuve)' ci/readme.sh --selftest
step 'README' env ALREADY_TESTED=1 ci/readme.sh

printf '\nTout est vérifié, en %d s.\n' "$SECONDS"
# Le compte de tous les essais, en une ligne que lisent aussi les programmes.
awk '/^test result:/ { passed += $4; failed += $6 } END { printf "%d passed, %d failed\n", passed, failed }' "$tests_log"
