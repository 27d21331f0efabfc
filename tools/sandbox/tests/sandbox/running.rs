//! Exécuter une copie : chaque attaque est arrêtée, et chaque défense qu'on dit l'arrêter
//! y suffit.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::process::Command;
use std::time::Duration;

use sandbox::Defence::{self, *};
use sandbox::{Limits, Sandbox};

use crate::host::Host;
use crate::setup;

/// Une attaque, et les défenses dont chacune suffit à l'arrêter.
struct Attack {
    name: &'static str,
    args: fn(&Host) -> Vec<String>,
    stopped_by: &'static [Defence],
    /// Elle ne peut réussir que sous l'utilisateur de l'hôte : en root, le programme en a
    /// un autre, et elle échoue quoi qu'on retire.
    same_user: bool,
}

const fn attack(name: &'static str, stopped_by: &'static [Defence]) -> Attack {
    Attack { name, args: |_| vec![], stopped_by, same_user: false }
}

impl Attack {
    const fn with(mut self, args: fn(&Host) -> Vec<String>) -> Self {
        self.args = args;
        self
    }

    const fn same_user(mut self) -> Self {
        self.same_user = true;
        self
    }
}

const FILES: &[Defence] = &[Mounts, Landlock];

const ATTACKS: [Attack; 37] = [
    attack("read_hidden", FILES).with(|host| vec![host.path("secret.rs")]),
    attack("write_outside", FILES).with(|host| vec![host.path("nouveau")]),
    attack("write_root", FILES).same_user(),
    attack("tamper", FILES).with(|_| vec!["/essais.rs".into()]),
    attack("symlink", FILES)
        .with(|host| vec![host.path("secret.rs"), "/copie".into()]),
    attack("proc_self_mem", FILES),
    attack("proc_others", FILES),
    attack("shell", FILES),
    attack("dropped", &[Landlock]).with(|_| vec!["/copie".into()]),
    attack("tcp", &[Network, Landlock]).with(|host| vec![host.tcp()]),
    attack("tcp_serve", &[Landlock]),
    attack("udp", &[Network]).with(|host| vec![host.udp()]),
    attack("abstract_socket", &[Network, Landlock]).with(|host| vec![host.folder()]),
    attack("netlink", &[Syscalls]),
    attack("kill_guard", &[Pids, Landlock]).same_user(),
    attack("kill_everyone", &[Pids, Landlock])
        .with(|_| vec![std::process::id().to_string()])
        .same_user(),
    attack("kill_group", &[Session]),
    attack("trace_guard", &[Landlock, Syscalls]).same_user(),
    attack("user_namespace", &[Nesting, Syscalls]),
    attack("clone_namespace", &[Nesting, Syscalls]),
    attack("daemon", &[Pids]),
    attack("threads", &[Processes]),
    attack("processes", &[Processes]),
    attack("memory", &[Memory]),
    attack("shared_memory", &[Syscalls]),
    attack("memory_files", &[Syscalls]),
    attack("big_file", &[FileSize, Disk]).with(|_| vec!["/copie".into()]),
    attack("many_files", &[Disk]).with(|_| vec!["/copie".into()]),
    attack("open_files", &[OpenFiles]),
    attack("busy", &[Cpu]),
    attack("busy_deaf", &[Cpu]),
    attack("sleep", &[Wall]),
    attack("sleep_deaf", &[Wall]),
    attack("flood", &[Output]),
    attack("flood_errors", &[Output]),
    attack("environment", &[Environment]).with(|_| vec!["PATH".into()]),
    attack("descriptors", &[Descriptors]).with(|host| vec![host.left_open()]),
];

fn limits(attack: &Attack) -> Limits {
    let wall = match attack.stopped_by {
        [Wall] => Duration::from_millis(300),
        // Une machine chargée ne doit rien changer au résultat.
        _ => Duration::from_secs(300),
    };
    let cpu = Duration::from_secs(if attack.stopped_by == [Cpu] { 1 } else { 60 });
    Limits { wall, cpu, ..setup::limits() }
}

/// Dit si l'attaque réussit quand ces défenses sont retirées.
fn pierces(attack: &Attack, host: &Host, off: &[Defence]) -> bool {
    let sandbox: Sandbox = setup::sandbox(limits(attack))
        .read_only(host.path("essais.rs"), "/essais.rs")
        .scratch("/copie", 32 << 20);
    let sandbox = off.iter().fold(sandbox, |bac, defence| bac.without(*defence));
    let args = [vec![attack.name.to_owned()], (attack.args)(host)].concat();
    match sandbox.run(setup::ATTACKS, args, b"") {
        Ok(report) => String::from_utf8_lossy(&report.stdout).contains("percé"),
        // Le gardien est mort avant d'avoir rendu compte.
        Err(sandbox::Error::Bubblewrap(_)) if attack.name == "kill_guard" => true,
        Err(error) => panic!("{} sans {off:?} : {error}", attack.name),
    }
}

/// Renvoie ce qui, dans la table, n'est pas vrai.
fn wrong(attack: &Attack, host: &Host) -> Vec<String> {
    let name = attack.name;
    let mut wrong = vec![];
    if pierces(attack, host, &[]) {
        wrong.push(format!("{name} passe"));
    }
    if attack.same_user && is_root() {
        return wrong;
    }
    if !pierces(attack, host, attack.stopped_by) {
        wrong.push(format!("{name} ne passe pas sans {:?}", attack.stopped_by));
    }
    for kept in attack.stopped_by.iter().filter(|kept| applies_here(**kept)) {
        let others = attack.stopped_by.iter().filter(|other| *other != kept);
        let others: Vec<_> = others.copied().collect();
        if !others.is_empty() && pierces(attack, host, &others) {
            wrong.push(format!("{name} passe, {kept:?} n'y suffit pas"));
        }
    }
    wrong
}

/// Root n'ouvre pas d'espace de noms d'utilisateur : rien à y imbriquer.
fn applies_here(defence: Defence) -> bool {
    !(defence == Nesting && is_root())
}

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

#[test]
#[ignore = "demande bubblewrap : ci/sandbox.sh"]
fn chaque_attaque_est_arretee_par_chacune_de_ses_defenses() {
    let host = Host::new();
    let wrong: Vec<_> = ATTACKS.iter().flat_map(|one| wrong(one, &host)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn chaque_defense_arrete_au_moins_une_attaque_que_rien_d_autre_n_arrete() {
    for defence in Defence::ALL {
        let needed =
            ATTACKS.iter().any(|attack| attack.stopped_by.contains(&defence));
        assert!(needed, "{defence:?} n'arrête rien");
    }
}

/// Les essais qu'un utilisateur ordinaire doit réussir aussi.
const AS_USER: [&str; 3] = [
    "running::chaque_attaque_est_arretee_par_chacune_de_ses_defenses",
    "behaviour::autant_de_threads_que_permis_ni_plus_ni_moins",
    "behaviour::chaque_fin_a_son_nom",
];

/// Root n'ouvre pas le même bac qu'un utilisateur ordinaire : il faut les deux.
#[test]
#[ignore = "demande bubblewrap : ci/sandbox.sh"]
fn la_table_est_vraie_aussi_pour_un_utilisateur_ordinaire() {
    if !is_root() {
        // L'essai ci-dessus l'a déjà montré.
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let place = |name: &str, program: &std::path::Path| {
        let copy = folder.path().join(name);
        fs::copy(program, &copy).unwrap();
        copy
    };
    let output = Command::new(place("essai", &std::env::current_exe().unwrap()))
        .args(["--exact", "--ignored"])
        .args(AS_USER)
        .env("SANDBOX_LAUNCHER", place("lanceur", &setup::launcher()))
        .env("SANDBOX_ATTACKS", place("attaques", setup::attacks()))
        .current_dir("/")
        .uid(65534)
        .gid(65534)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("3 passed"), "{said}");
}
