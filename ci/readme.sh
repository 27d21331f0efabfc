#!/usr/bin/env bash
# Exécute chaque commande du README, dans l'ordre, dans un clone neuf.
# Avec ALREADY_TESTED=1, `cargo test`, qui vient d'être joué sur ces fichiers, ne l'est pas deux fois.
#
#   ci/readme.sh [DÉPÔT]       exige que chaque commande réussisse
#   ci/readme.sh --selftest    un README qui ment est-il refusé ?
#
# Le clone contient aussi les fichiers modifiés et pas encore validés. Il reçoit une copie des
# dépendances déjà compilées, jamais le dossier `target` lui-même : cargo tiendrait ensuite pour à jour
# des programmes qui retiennent le chemin du clone effacé.
set -euo pipefail
ci=$(cd "$(dirname "$0")" && pwd)
patience=900 # secondes laissées à une commande, compilation comprise

fail() {
    echo "readme.sh : $*" >&2
    exit 1
}

# Copie l'arbre de travail, sans ce que git ignore, dans un dépôt à cloner.
snapshot() {
    mkdir "$work/origin" "$work/home"
    git -C "$repository" ls-files -z --cached --others --exclude-standard |
        tar -C "$repository" --null --files-from - --ignore-failed-read -cf - 2>/dev/null |
        tar -C "$work/origin" -xf -
    git -C "$work/origin" init --quiet
    git -C "$work/origin" add --all
    git -C "$work/origin" -c user.name=ci -c user.email=ci@localhost commit --quiet -m 'Copie de travail'
}

# Clone le dépôt dans $1 et y copie les dépendances compilées.
clone() {
    git clone --quiet "$work/origin" "$1" || return
    local part
    for part in .fingerprint build deps; do
        [[ ! -d $compiled/$part ]] || (mkdir -p "$1/target/debug" && cp -a "$compiled/$part" "$1/target/debug")
    done
}

# Une commande par ligne : les lignes à invite `$ `, ou toutes s'il n'y a pas d'invite.
commands() {
    /usr/bin/python3 - "$1" <<'FIN'
import sys
from markdown_it import MarkdownIt

for token in MarkdownIt().parse(open(sys.argv[1], encoding="utf-8").read()):
    if token.type == "fence" and token.info.split()[:1] in (["console"], ["sh"]):
        lines = token.content.replace("\\\n", " ").splitlines()
        prompted = [line[2:] for line in lines if line.startswith("$ ")]
        for line in prompted or lines:
            if line.strip() and not line.startswith("#"):
                print(" ".join(line.split(" #")[0].split()))
FIN
}

# Lance le serveur, attend sa page, l'arrête par Ctrl-C.
serve() {
    (cd "$directory" && exec env --default-signal=INT setsid bash -c "exec $1") >"$log" 2>&1 </dev/null &
    server=$!
    local url='' deadline=$((SECONDS + patience))
    until [[ $url ]] && answers "$url"; do
        kill -0 $server 2>/dev/null || return 1
        ((SECONDS < deadline)) || { echo 'aucune page servie' >>"$log" && return 1; }
        sleep 0.2
        url=$(grep -oEm1 'http://(127\.0\.0\.1|localhost):[0-9]+' "$log" || true)
    done
    kill -INT -- -$server
    for _ in {1..50}; do
        kill -0 $server 2>/dev/null || break
        sleep 0.1
    done
    kill -0 $server 2>/dev/null && echo "Ctrl-C ne l'arrête pas en 5 s" >>"$log" && return 1
    local status=0
    wait $server || status=$?
    server=''
    [[ $status == 0 ]] || { echo "code de sortie $status après Ctrl-C" >>"$log" && return 1; }
}

answers() {
    /usr/bin/python3 -c 'import sys, urllib.request as u; sys.exit(u.urlopen(sys.argv[1]).status != 200)' \
        "$1/" 2>/dev/null
}

# Exécute une commande dans $directory, que `cd` déplace.
execute() {
    local words
    read -ra words <<<"$1"
    case $1 in
        'git clone '*)
            local name=${words[3]-${words[2]##*/}}
            clone "$directory/${name%.git}"
            ;;
        'cd '*) directory=$(cd "$directory/${words[1]}" && pwd) ;;
        # Ce sont elles qui nous appellent.
        *ci/check.sh* | *.ci/run*) [[ -f $directory/ci/check.sh && -f $directory/.ci/run ]] ;;
        'cargo livre' | 'cargo livre --'*) serve "$1" ;;
        'cargo test') [[ ${ALREADY_TESTED-} ]] && command+=' (déjà joué)' || run "$1" ;;
        *) run "$1" ;;
    esac
}

run() {
    (cd "$directory" && timeout "$patience" bash -euo pipefail -c "$1") >"$log" 2>&1 </dev/null
}

replay() {
    work=$(mktemp -d) server=''
    trap '[[ ! $server ]] || kill -KILL -- -$server 2>/dev/null; rm -rf "$work"' EXIT
    [[ -f $repository/README.md ]] || fail "README.md manque"
    log=$work/log compiled=${CARGO_TARGET_DIR:-$repository/target}/debug
    unset CARGO_TARGET_DIR
    export NO_COLOR=1 CARGO_TERM_COLOR=never
    commands "$repository/README.md" >"$work/commands"
    [[ -s $work/commands ]] || fail "le README ne montre aucune commande"
    snapshot
    directory=$work/home
    if ! grep -q '^git clone ' "$work/commands"; then
        clone "$work/home/clone"
        directory=$work/home/clone
    fi
    local command start
    local -A seen=()
    while IFS= read -r command <&3; do
        [[ ! ${seen["$directory $command"]-} ]] || continue
        seen["$directory $command"]=1
        start=$SECONDS
        : >"$log"
        execute "$command" || { tail -n 40 "$log" && fail "« $command » échoue"; }
        if [[ $command == SNAPSHOTS=overwrite* && $(git -C "$directory" status --porcelain) ]]; then
            git -C "$directory" status --short
            fail "« $command » change des fichiers : une sortie montrée n'est pas à jour"
        fi
        printf '%5d s  %s\n' $((SECONDS - start)) "$command"
    done 3<"$work/commands"
}

selftest() {
    local repository fault patience=3
    unset ALREADY_TESTED
    scratch=$(mktemp -d)
    trap 'rm -rf "$scratch"' EXIT
    cp -r "$ci/readme-selftest" "$scratch/repository"
    repository=$scratch/repository
    git -C "$repository" init --quiet
    export PATH="$repository/bin:$PATH"
    (replay) || fail "--selftest : un README juste est refusé"
    # Chacune de ces fautes doit être vue.
    while IFS= read -r fault; do
        rm -r "$repository" && cp -r "$ci/readme-selftest" "$repository"
        git -C "$repository" init --quiet
        (cd "$repository" && eval "$fault")
        if (replay) >/dev/null 2>&1; then
            fail "--selftest : faute non vue : $fault"
        fi
    done <<'FIN'
rm README.md
sed -i 's/console/text/; s/```sh/```/' README.md
sed -i 's/cargo test$/cargo tset/' README.md
sed -i 's/cd cours/cd course/' README.md
echo périmé >output.txt
sed -i 's/status = 200/status = 404/' bin/server.py
sed -i 's/goodbye = 0/goodbye = 3/' bin/server.py
FIN
}

case ${1-} in
    --selftest) selftest ;;
    -*) fail "option inconnue ; essayez --selftest" ;;
    *) repository=$(cd "${1:-$ci/..}" && pwd) && replay ;;
esac
