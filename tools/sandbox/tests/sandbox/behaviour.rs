//! Ce que le bac promet, attaque ou pas.

use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use sandbox::Defence::{Landlock, Mounts, Network, Session, Syscalls};
use sandbox::{Ended, Error, Limits, Report, Sandbox};

use crate::setup;

const MIB: u64 = 1 << 20;

fn generous() -> Limits {
    Limits { wall: Duration::from_secs(300), ..setup::limits() }
}

fn run(limits: Limits, args: &[&str]) -> Report {
    let sandbox = setup::sandbox(limits).scratch("/copie", 32 * MIB);
    sandbox.run(setup::ATTACKS, args.iter().copied(), b"").unwrap()
}

/// Ce qu'un programme voit, dit par lui.
fn said(sandbox: &Sandbox, args: &[&str], stdin: &[u8]) -> String {
    let report = sandbox.run(setup::ATTACKS, args.iter().copied(), stdin).unwrap();
    String::from_utf8(report.stdout).unwrap()
}

#[test]
#[ignore = "demande bubblewrap : ci/sandbox.sh"]
fn chaque_fin_a_son_nom() {
    let quick = Limits { wall: Duration::from_millis(300), ..generous() };
    assert_eq!(run(generous(), &["nothing"]).ended, Ended::Exited(0));
    assert_eq!(run(generous(), &["exit", "42"]).ended, Ended::Exited(42));
    // 137 est ce qu'un shell dirait d'un programme tué par SIGKILL.
    assert_eq!(run(generous(), &["exit", "137"]).ended, Ended::Exited(137));
    assert_eq!(run(generous(), &["abort"]).ended, Ended::Signalled(6));
    let stopped = run(quick, &["sleep"]);
    assert_eq!(stopped.ended, Ended::WallLimit);
    // Le gardien a obéi : il a eu le temps de rendre compte.
    assert!(stopped.peak_memory > 0, "{stopped:?}");
    assert_eq!(run(generous(), &["busy"]).ended, Ended::CpuLimit);
    assert_eq!(run(generous(), &["busy_deaf"]).ended, Ended::CpuLimit);
    assert_eq!(run(generous(), &["flood"]).ended, Ended::OutputLimit);
    assert_eq!(run(generous(), &["big_file", "/copie"]).ended, Ended::FileLimit);
}

#[test]
#[ignore = "demande bubblewrap : ci/sandbox.sh"]
fn un_dossier_de_l_hote_trop_plein_arrete_le_programme() {
    let fill = |size| {
        let folder = tempfile::tempdir().unwrap();
        let sandbox =
            setup::sandbox(generous()).output(folder.path(), "/sortie", size);
        let report =
            sandbox.run(setup::ATTACKS, ["many_files", "/sortie"], b"").unwrap();
        (report.ended, fs::read_dir(folder.path()).unwrap().count())
    };
    assert_eq!(fill(8 * MIB).0, Ended::DiskLimit);
    assert_eq!(fill(99 * MIB), (Ended::Exited(0), 48));
}

#[test]
#[ignore = "demande bubblewrap : ci/sandbox.sh"]
fn les_sorties_s_arretent_a_leur_limite() {
    let report = run(generous(), &["flood"]);
    assert_eq!(report.stdout.len(), setup::limits().output);
    assert!(report.stderr.is_empty());
}

#[test]
#[ignore = "demande bubblewrap : ci/sandbox.sh"]
fn le_programme_recoit_son_entree_entiere_et_rien_apres() {
    let sandbox = setup::sandbox(generous());
    let sent = b"abc\n".repeat(500_000);
    assert_eq!(said(&sandbox, &["count_input"], &sent), "2000000\n");
    assert_eq!(said(&sandbox, &["count_input"], b""), "0\n");
}

#[test]
#[ignore = "demande bubblewrap : ci/sandbox.sh"]
fn le_programme_ne_voit_que_son_environnement() {
    let sandbox = setup::sandbox(generous()).env("LANG", "fr").env("A", "b");
    assert_eq!(said(&sandbox, &["list_environment"], b""), "A=b\nLANG=fr\n");
}

#[test]
#[ignore = "demande bubblewrap : ci/sandbox.sh"]
fn rien_n_est_ouvert_que_l_entree_et_les_sorties() {
    assert_eq!(
        said(&setup::sandbox(generous()), &["list_descriptors"], b""),
        "0\n1\n2\n"
    );
}

#[test]
#[ignore = "demande bubblewrap : ci/sandbox.sh"]
fn l_interface_locale_du_bac_n_est_pas_celle_de_l_hote() {
    let host = crate::host::Host::new();
    let sandbox = setup::sandbox(generous()).loopback();
    assert!(said(&sandbox, &["tcp_serve"], b"").contains("percé"));
    assert_eq!(said(&sandbox, &["tcp", &host.tcp()], b""), "");
}

#[test]
#[ignore = "demande bubblewrap : ci/sandbox.sh"]
fn autant_de_threads_que_permis_ni_plus_ni_moins() {
    let count = |processes| {
        let limits = Limits { processes, ..generous() };
        said(&setup::sandbox(limits), &["count_threads"], b"")
    };
    assert_eq!(count(1), "1\n");
    assert_eq!(count(16), "16\n");
}

#[test]
#[ignore = "demande bubblewrap : ci/sandbox.sh"]
fn un_programme_seul_a_ses_threads_et_n_en_lance_pas_d_autre() {
    let sandbox = setup::sandbox(generous());
    assert_eq!(said(&sandbox, &["another"], b""), "percé\n");
    let alone = setup::sandbox(generous()).alone();
    assert_eq!(said(&alone, &["another"], b""), "");
    let threads = said(&alone, &["count_threads"], b"");
    assert_eq!(threads, said(&sandbox, &["count_threads"], b""));
    assert_eq!(said(&alone.without(Syscalls), &["another"], b""), "percé\n");
}

#[test]
#[ignore = "demande bubblewrap : ci/sandbox.sh"]
fn la_memoire_et_le_temps_de_processeur_sont_ceux_du_programme() {
    let frugal = run(generous(), &["nothing"]);
    assert!(frugal.peak_memory > 0 && frugal.peak_memory < 32 * MIB, "{frugal:?}");
    assert!(frugal.cpu < Duration::from_millis(500), "{frugal:?}");
    let limits = Limits { memory: 512 * MIB, ..generous() };
    let greedy = run(limits, &["memory"]);
    assert!(greedy.peak_memory > 320 * MIB, "{greedy:?}");
    assert!(run(generous(), &["busy"]).cpu > Duration::from_millis(500));
}

#[test]
#[ignore = "demande bubblewrap : ci/sandbox.sh"]
fn un_programme_absent_est_une_erreur_du_bac() {
    let error = setup::sandbox(generous()).run("/absent", [""; 0], b"").unwrap_err();
    assert!(matches!(&error, Error::Launcher(_)), "{error}");
    let sandbox = setup::sandbox(generous()).read_only("/absent", "/ici");
    let error = sandbox.run(setup::ATTACKS, ["nothing"], b"").unwrap_err();
    assert!(
        matches!(&error, Error::Mount { path, .. } if path == "/absent"),
        "{error}"
    );
}

#[test]
#[ignore = "demande bubblewrap : ci/sandbox.sh"]
fn sans_bubblewrap_les_limites_et_landlock_tiennent() {
    let bare = |limits| {
        let sandbox = Sandbox::new(setup::launcher(), limits);
        let sandbox = sandbox.without_bubblewrap().unwrap();
        sandbox
            .executable(setup::attacks(), setup::ATTACKS)
            .scratch("/copie", 8 * MIB)
    };
    let sandbox = bare(generous());
    let copy = sandbox.path("/copie").to_str().unwrap().to_owned();
    assert_eq!(
        said(&sandbox, &["write_outside", &format!("{copy}/a")], b""),
        "percé\n"
    );
    for args in [
        vec!["read_hidden", concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")],
        vec!["proc_self_mem"],
        vec!["shell"],
        vec!["tcp_serve"],
        vec!["memory"],
        vec!["dropped", &copy],
        vec!["many_files", &copy],
        vec!["daemon"],
        vec!["environment", "PATH"],
        vec!["netlink"],
        vec!["flood"],
        vec!["busy"],
    ] {
        assert!(!said(&sandbox, &args, b"").contains("percé"), "{args:?}");
    }
    let quick = Limits { wall: Duration::from_millis(300), ..generous() };
    let report = bare(quick).run(setup::ATTACKS, ["sleep_deaf"], b"").unwrap();
    assert_eq!(report.ended, Ended::WallLimit);
}

#[test]
#[ignore = "demande bubblewrap : ci/sandbox.sh"]
fn le_bac_est_reutilisable_et_ne_laisse_rien() {
    let sandbox = setup::sandbox(generous()).scratch("/copie", 8 * MIB);
    for _ in 0..2 {
        // Ce que la première fois laisserait ferait échouer la seconde.
        assert_eq!(said(&sandbox, &["create_new", "/copie/a"], b""), "percé\n");
    }
}

#[test]
#[ignore = "demande bubblewrap : ci/sandbox.sh"]
fn une_defense_retiree_ne_retire_pas_les_autres() {
    let sandbox = setup::sandbox(generous()).without(Network).without(Session);
    assert_eq!(said(&sandbox, &["shell"], b""), "");
}

#[test]
#[ignore = "demande bubblewrap : ci/sandbox.sh"]
fn le_programme_n_est_jamais_root_et_n_a_aucun_privilege() {
    let sandbox = setup::sandbox(generous()).without(Mounts).without(Landlock);
    let status = said(&sandbox, &["show", "/proc/self/status"], b"");
    let field = |name| {
        let line = status.lines().find(|line| line.starts_with(name)).unwrap();
        line.split_whitespace().skip(1).map(str::to_owned).collect::<Vec<_>>()
    };
    assert!(!field("Uid:").contains(&"0".to_owned()), "{status}");
    for held in ["CapPrm:", "CapEff:", "CapAmb:"] {
        assert_eq!(field(held), ["0000000000000000"], "{status}");
    }
    assert_eq!(field("NoNewPrivs:"), ["1"]);
    assert_eq!(field("Groups:").iter().filter(|group| *group == "0").count(), 0);
}

#[test]
#[ignore = "demande bubblewrap : ci/sandbox.sh"]
fn plusieurs_bacs_tournent_en_meme_temps_sans_se_gener() {
    let limits = Limits { processes: 8, ..generous() };
    let count = || said(&setup::sandbox(limits), &["count_threads"], b"");
    std::thread::scope(|scope| {
        let running: Vec<_> = (0..8).map(|_| scope.spawn(count)).collect();
        for one in running {
            assert_eq!(one.join().unwrap(), "8\n");
        }
    });
}

/// Un hôte que l'essai ci-dessous tue ; seul, il ne vérifie rien.
#[test]
#[ignore = "lancé par un_hote_tue_ne_laisse_pas_tourner_le_programme"]
fn hote_a_tuer() {
    let Ok(folder) = std::env::var("SANDBOX_HEARTBEAT") else { return };
    let sandbox = setup::sandbox(generous()).output(folder, "/sortie", MIB);
    let _ = sandbox.run(setup::ATTACKS, ["heartbeat", "/sortie/pouls"], b"");
}

#[test]
#[ignore = "demande bubblewrap : ci/sandbox.sh"]
fn un_hote_tue_ne_laisse_pas_tourner_le_programme() {
    let folder = tempfile::tempdir().unwrap();
    let pulse = folder.path().join("pouls");
    let mut host = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "behaviour::hote_a_tuer", "--ignored"])
        .env("SANDBOX_HEARTBEAT", folder.path())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    wait_until(|| pulse.exists());
    host.kill().unwrap();
    host.wait().unwrap();
    // Le programme recrée le fichier sans cesse : il ne reste supprimé qu'une fois mort.
    wait_until(|| {
        let _ = fs::remove_file(&pulse);
        std::thread::sleep(Duration::from_millis(50));
        !pulse.exists()
    });
}

fn wait_until(condition: impl Fn() -> bool) {
    let patience = Instant::now() + Duration::from_secs(60);
    while !condition() {
        assert!(Instant::now() < patience, "rien n'est venu en une minute");
        std::thread::sleep(Duration::from_millis(5));
    }
}

const REUSABLE: &str = "behaviour::le_bac_est_reutilisable_et_ne_laisse_rien";

/// Ce que dit un essai du bac là où `command` le lance.
fn failure(mut command: Command) -> String {
    let output = command.args(["--exact", "--ignored", REUSABLE]).output().unwrap();
    assert!(!output.status.success(), "l'essai devait échouer");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
#[ignore = "demande bubblewrap : ci/sandbox.sh"]
fn la_ou_aucun_bac_ne_s_ouvre_un_essai_echoue_en_disant_quoi_faire() {
    let own = std::env::current_exe().unwrap();
    let mut missing = Command::new(&own);
    missing.env("PATH", "/vide");
    let said = failure(missing);
    assert!(said.contains("apt-get install bubblewrap"), "{said}");

    let mut forbidden = Command::new("bwrap");
    forbidden.args(["--dev-bind", "/", "/", "--unshare-user", "--disable-userns"]);
    forbidden.arg("--").arg(&own);
    let said = failure(forbidden);
    // Dans cet espace de noms, root n'est que root.
    let told = ["autorisez les espaces de noms", "sous un utilisateur ordinaire"];
    assert!(told.iter().any(|told| said.contains(told)), "{said}");
}
