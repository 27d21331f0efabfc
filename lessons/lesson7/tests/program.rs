//! `telecharger` et `serveur-lent`, comme on s'en sert.
#![cfg(unix)]

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

use clock::Clock;
use lesson7::served_file::byte_at;
use lesson7::stage::Stage;

const PROGRAM: &str = env!("CARGO_BIN_EXE_lesson7");

/// Met en marche un serveur lent et renvoie son adresse.
fn server() -> String {
    let (address, known) = channel();
    thread::spawn(move || {
        let _clock = Clock::real().enter();
        clock::block_on(async {
            let stage = Stage::open().await.unwrap();
            address.send(stage.url("")).unwrap();
            std::future::pending::<()>().await;
        });
    });
    known.recv().unwrap()
}

/// Prépare `telecharger` vers `folder`, sans proxy.
fn telecharger(folder: &Path, words: &[String]) -> Command {
    let mut command = Command::new(PROGRAM);
    command.arg("telecharger").args(words).arg("--dossier").arg(folder);
    for proxy in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] {
        command.env_remove(proxy);
    }
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn run(folder: &Path, words: &[String]) -> (i32, String, String) {
    ended(&telecharger(folder, words).output().unwrap())
}

fn ended(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr))
}

fn words(text: &str, server: &str) -> Vec<String> {
    text.split_whitespace().map(|word| word.replace('@', server)).collect()
}

fn names(folder: &Path) -> Vec<String> {
    let entries =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<_> =
        entries.map(|name| name.into_string().unwrap()).collect();
    names.sort();
    names
}

/// Attend qu'une condition devienne vraie.
fn wait_until(what: &str, condition: impl Fn() -> bool) {
    let start = Instant::now();
    while !condition() {
        assert!(start.elapsed() < Duration::from_secs(60), "toujours pas : {what}");
        thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn tout_arrive_et_le_code_est_0() {
    let (server, folder) = (server(), tempfile::tempdir().unwrap());
    let asked = "@/octets/1000/a.fits @/octets/2000/b.fits @/octets/0/vide";
    let (code, out, err) = run(folder.path(), &words(asked, &server));
    assert_eq!((code, &*err), (0, ""));
    assert!(out.contains("a.fits : reçu, 1.0 ko\n"), "{out}");
    assert!(out.ends_with("fichiers reçus : 3 sur 3\n"), "{out}");
    assert_eq!(names(folder.path()), ["a.fits", "b.fits", "vide"]);
}

#[test]
fn un_echec_n_arrete_pas_les_autres_et_se_dit() {
    let (server, folder) = (server(), tempfile::tempdir().unwrap());
    let asked = "@/statut/404 @/octets/1000/a.fits @/boucle --simultanes 1";
    let (code, out, err) = run(folder.path(), &words(asked, &server));
    assert_eq!(code, 1);
    assert!(out.ends_with("fichiers reçus : 1 sur 3\n"), "{out}");
    assert!(err.contains("404 : échec : 404, introuvable\n"), "{err}");
    assert!(err.ends_with("il manque : 404, boucle\n"), "{err}");
    assert_eq!(names(folder.path()), ["a.fits"]);
}

#[test]
fn une_demande_incomprise_ne_fait_rien() {
    let folder = tempfile::tempdir().unwrap();
    let nowhere = folder.path().join("ailleurs");
    let (code, out, err) = run(&nowhere, &words("http://127.0.0.1/ --vite", ""));
    assert_eq!((code, &*out), (2, ""));
    assert_eq!(err.lines().count(), 1, "{err}");
    let (code, out, _) = run(&nowhere, &words("http://127.0.0.1/ --aide", ""));
    assert!(code == 0 && out.starts_with("Usage"), "{out}");
    assert!(!nowhere.exists());
}

#[test]
fn aucun_nom_ne_sort_du_dossier() {
    let (server, folder) = (server(), tempfile::tempdir().unwrap());
    let inside = folder.path().join("dedans");
    let asked = "@/octets/10/..%2F..%2Fdehors @/octets/20/CON @/octets/30/CON";
    let (code, ..) = run(&inside, &words(asked, &server));
    assert_eq!(code, 0);
    assert_eq!(names(folder.path()), ["dedans"]);
    assert_eq!(names(&inside), ["_.._dehors", "_CON", "_CON-2"]);
}

#[test]
fn un_dossier_impossible_se_dit_en_une_ligne() {
    let (server, folder) = (server(), tempfile::tempdir().unwrap());
    let file = folder.path().join("fichier");
    fs::write(&file, "").unwrap();
    let asked = words("@/octets/1000/a.fits", &server);
    let (code, _, err) = run(&file.join("dossier"), &asked);
    assert_eq!((code, err.lines().count()), (1, 1), "{err}");
    assert!(err.contains("passe par un fichier"), "{err}");
    // Même le superutilisateur n'écrit pas ici.
    if cfg!(target_os = "linux") && Path::new("/sys/kernel").exists() {
        let (code, _, err) = run(Path::new("/sys/kernel"), &asked);
        assert_eq!(code, 1);
        assert!(err.contains("a.fits : échec : écriture impossible : "), "{err}");
    }
}

#[test]
fn une_limite_de_taille_du_systeme_ne_laisse_rien() {
    let (server, folder) = (server(), tempfile::tempdir().unwrap());
    let mut limited = Command::new("sh");
    limited.args(["-c", "trap '' XFSZ; ulimit -f 100; exec \"$@\"", "sh", PROGRAM]);
    limited.args(["telecharger", &format!("{server}/octets/2000000/a.fits")]);
    let output = limited.arg("--dossier").arg(folder.path()).output().unwrap();
    let (code, _, err) = ended(&output);
    assert_eq!(code, 1, "{err}");
    assert!(err.contains("le système interdit un fichier si grand"), "{err}");
    assert!(names(folder.path()).is_empty(), "{:?}", names(folder.path()));
}

#[test]
fn une_sortie_fermee_n_empeche_pas_de_telecharger() {
    let (server, folder) = (server(), tempfile::tempdir().unwrap());
    let asked = words("@/octets/1000/a.fits @/goutte/m31/3/50ms", &server);
    let mut child = telecharger(folder.path(), &asked).spawn().unwrap();
    drop(child.stdout.take());
    drop(child.stderr.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_eq!(names(folder.path()), ["50ms", "a.fits"]);
}

/// Lance un téléchargement qui s'arrête à mi-chemin, et attend qu'il y soit.
fn halfway(server: &str, folder: &Path) -> (Child, Vec<String>) {
    let asked = words("@/muet/2000000/1000000/a.fits --silence 1h", server);
    let child = telecharger(folder, &asked).spawn().unwrap();
    let part = folder.join(".a.fits.part");
    // Le tampon n'a peut-être pas tout écrit : trois fois 256 Kio suffisent.
    wait_until("la moitié est arrivée", || {
        fs::metadata(&part).is_ok_and(|part| part.len() >= 786_432)
    });
    (child, asked)
}

/// Relance la même commande, et vérifie qu'elle reprend et finit.
fn finishes(asked: &[String], folder: &Path) {
    assert_eq!(names(folder), [".a.fits.part", ".a.fits.part-de"]);
    let asked: Vec<_> =
        asked.iter().map(|word| word.replace("1h", "300ms")).collect();
    let mut said = String::new();
    for _ in 0..20 {
        let (code, out, err) = run(folder, &asked);
        said += &out;
        if code == 0 {
            break;
        }
        let left = "il manque : a.fits ; la même commande en reprendra 1\n";
        assert!(err.ends_with(left), "{err}");
    }
    assert!(said.starts_with("a.fits : reprise à "), "{said}");
    assert!(said.ends_with("fichiers reçus : 1 sur 1\n"), "{said}");
    let expected: Vec<_> = (0..2_000_000).map(|at| byte_at(at, 1)).collect();
    assert!(fs::read(folder.join("a.fits")).unwrap() == expected);
    assert_eq!(names(folder), ["a.fits"]);
}

/// Envoie un signal à un programme.
fn signal(name: &str, child: &Child) {
    let pid = child.id().to_string();
    assert!(Command::new("kill").args([name, &pid]).status().unwrap().success());
}

#[test]
fn apres_un_signal_la_meme_commande_reprend() {
    for (name, expected) in [("-INT", 130), ("-TERM", 143)] {
        let (server, folder) = (server(), tempfile::tempdir().unwrap());
        let (child, asked) = halfway(&server, folder.path());
        signal(name, &child);
        let (code, out, err) = ended(&child.wait_with_output().unwrap());
        assert_eq!(code, expected, "{err}");
        assert_eq!(err, "interrompu ; la même commande en reprendra 1\n");
        assert!(out.ends_with("fichiers reçus : 0 sur 1\n"), "{out}");
        finishes(&asked, folder.path());
    }
}

#[test]
fn apres_kill_9_la_meme_commande_reprend() {
    let (server, folder) = (server(), tempfile::tempdir().unwrap());
    let (mut child, asked) = halfway(&server, folder.path());
    child.kill().unwrap();
    child.wait().unwrap();
    finishes(&asked, folder.path());
}

#[test]
fn le_serveur_lent_dit_son_adresse_et_s_arrete_au_signal() {
    for name in ["-INT", "-TERM"] {
        serves_until(name);
    }
}

/// Essaie `serveur-lent`, puis l'arrête par un signal.
fn serves_until(name: &str) {
    let mut command = Command::new(PROGRAM);
    let mut child =
        command.arg("serveur-lent").stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    lines.read_line(&mut line).unwrap();
    let address = line.split(' ').next().unwrap().to_owned();
    let folder = tempfile::tempdir().unwrap();
    let (code, ..) = run(folder.path(), &[format!("{address}/gzip/ciel.txt")]);
    assert_eq!(code, 0);
    assert_eq!(
        fs::read_to_string(folder.path().join("ciel.txt")).unwrap(),
        "Véga\n"
    );
    signal(name, &child);
    assert_eq!(child.wait().unwrap().code(), Some(0));
    lines.read_to_string(&mut line).unwrap();
    assert_eq!(line.lines().count(), 1);
}

#[test]
fn le_serveur_lent_refuse_ce_qu_il_ne_comprend_pas() {
    for (args, hint) in [
        (["--port", "beaucoup"].as_slice(), "--port demande un nombre"),
        (&["--vite"], "option inconnue : --vite"),
        (&["ici", "--aide"], "option inconnue : ici"),
    ] {
        let mut command = Command::new(PROGRAM);
        let output = command.arg("serveur-lent").args(args).output().unwrap();
        let (code, out, err) = ended(&output);
        assert_eq!((code, &*out), (2, ""), "{args:?}");
        assert!(err.contains(hint) && err.lines().count() == 1, "{err}");
    }
}
