//! Les programmes, tels qu'on les lance.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use std::time::Duration;

use wait_timeout::ChildExt;

const PROGRAM: &str = env!("CARGO_BIN_EXE_lesson6");
const PATIENCE: Duration = Duration::from_secs(60);

/// Un serveur dans un processus à part, tué s'il est encore là à la fin.
struct Served {
    child: Child,
    log: Option<BufReader<ChildStdout>>,
    address: SocketAddr,
}

impl Served {
    fn start(command: &mut Command) -> Self {
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("le serveur se lance");
        let mut log = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        log.read_line(&mut line).unwrap();
        let address = line.split_whitespace().find_map(|word| word.parse().ok());
        Self {
            child,
            log: Some(log),
            address: address.expect("le serveur dit où il écoute"),
        }
    }

    fn new(options: &[&str]) -> Self {
        let mut command = Command::new(PROGRAM);
        Self::start(
            command.args(["serveur", "--adresse", "127.0.0.1:0"]).args(options),
        )
    }

    fn call(&self) -> TcpStream {
        let client = TcpStream::connect(self.address).unwrap();
        client.set_nodelay(true).unwrap();
        client.set_read_timeout(Some(PATIENCE)).unwrap();
        client
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // Souvent déjà fini.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn ask(client: &mut TcpStream, line: &str) {
    client.write_all(line.as_bytes()).unwrap();
    let mut answer = vec![0; line.len()];
    client.read_exact(&mut answer).unwrap();
    assert_eq!(answer, line.as_bytes());
}

fn run(args: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(PROGRAM)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let (mut stdin, input) = (child.stdin.take().unwrap(), input.to_vec());
    // À part : le programme peut finir sans tout lire, ou attendre qu'on lise sa sortie.
    std::thread::spawn(move || stdin.write_all(&input));
    child.wait_with_output().unwrap()
}

/// Vérifie que `args` est refusé en une ligne qui contient `hint`.
fn refused(args: &[&str], code: i32, hint: &str) {
    let output = run(args, b"");
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{args:?} : {complaint}");
    assert_eq!(complaint.lines().count(), 1, "{args:?} : {complaint}");
    assert!(complaint.contains(hint), "{args:?} : {complaint}");
    assert!(output.stdout.is_empty(), "{args:?}");
}

#[test]
fn chaque_erreur_d_option_dit_ce_qui_irait() {
    let serveur = |args: &[&str], hint: &str| {
        refused(&[&["serveur"], args].concat(), 2, hint);
        refused(&[&["serveur", "--aide"], args].concat(), 2, hint);
    };
    serveur(&["--vite"], "option inconnue : --vite ; options : --adresse");
    serveur(&["-x"], "option inconnue : -x");
    serveur(&["8888"], "mot de trop : « 8888 »");
    serveur(&["--adresse"], "--adresse demande une adresse et un port");
    serveur(&["--adresse", "8888"], "comme 127.0.0.1:8888, pas « 8888 »");
    serveur(&["--inactivite", "30"], "comme 500ms, 30s ou 2min, pas « 30 »");
    serveur(&["--inactivite=0s"], "pas « 0s »");
    serveur(&["--max-connexions", "0"], "un nombre, à partir de 1, pas « 0 »");
    serveur(&["--ligne-max", "-1"], "--ligne-max demande un nombre");
    serveur(&["--lignes", "--octets"], "pas les deux");
    serveur(&["--lignes=oui"], "valeur inattendue : « oui »");
    refused(&["client"], 2, "client demande une adresse");
    refused(&["client", "a\u{7}b"], 2, "pas « a\\u{7}b »");
    refused(&["client", "127.0.0.1:0"], 2, "une adresse et un port");
    refused(&["client", "[::1]:1", "[::1]:2"], 2, "mot de trop");
    refused(&["charge", "--clients", "deux"], 2, "--clients demande un nombre");
    refused(&["charge", "--clients", "10001"], 2, "de 1 à 10000, pas « 10001 »");
    refused(&["charge", "--duree", "1j"], 2, "--duree demande une durée");
    refused(&["charge"], 2, "charge demande une adresse");
}

#[test]
fn l_aide_de_chaque_programme_donne_ses_options() {
    for (program, option) in [
        ("serveur", "--max-connexions"),
        ("client", "ADRESSE"),
        ("charge", "--duree"),
    ] {
        let output = run(&[program, "--aide"], b"");
        assert!(output.status.success());
        assert!(String::from_utf8(output.stdout).unwrap().contains(option));
    }
}

#[test]
fn ce_que_le_systeme_refuse_se_dit_en_une_ligne() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    refused(&["serveur", "--adresse", &address], 1, "cette adresse est déjà prise");
    // Un port lié, où personne n'écoute : aucun autre essai ne peut le prendre.
    let held = tokio::net::TcpSocket::new_v4().unwrap();
    held.bind(([127, 0, 0, 1], 0).into()).unwrap();
    let address = held.local_addr().unwrap().to_string();
    refused(&["client", &address], 1, "personne n'écoute à cette adresse");
    refused(&["charge", &address, "--duree", "10ms"], 1, "personne n'écoute");
    let elsewhere = "192.0.2.1:8888";
    refused(&["serveur", "--adresse", elsewhere], 1, "n'est pas à cette machine");
}

#[test]
fn le_client_envoie_son_entree_et_affiche_les_reponses() {
    let night = Served::new(&[]);
    let address = night.address.to_string();
    let output = run(&["client", &address], "Véga\nDeneb\n".as_bytes());
    assert!(output.status.success());
    assert_eq!(output.stdout, "Véga\nDeneb\n".as_bytes());

    // Plus que tous les tampons : envoyer et écouter ensemble, ou jamais.
    let lines = "Altaïr, répétez pour confirmer\n".repeat(500_000);
    let output = run(&["client", &address], lines.as_bytes());
    assert!(output.status.success());
    assert!(output.stdout == lines.as_bytes());
}

#[test]
fn le_client_dit_que_le_serveur_a_raccroche() {
    let night = Served::new(&["--ligne-max", "4"]);
    let address = night.address.to_string();
    let mut child = Command::new(PROGRAM)
        .args(["client", &address])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // L'entrée reste ouverte : le client ne doit pas l'attendre.
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(b"Deneb\n").unwrap();
    let output = child.wait_with_output().unwrap();
    drop(stdin);
    assert_eq!(output.status.code(), Some(1));
    let heard = String::from_utf8(output.stdout).unwrap();
    assert_eq!(heard, "erreur : ligne de plus de 4 octets\n");
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert_eq!(complaint, "le serveur a raccroché\n");
}

#[test]
fn une_limite_demesuree_ne_limite_rien() {
    let most = usize::MAX.to_string();
    let night = Served::new(&["--max-connexions", &most, "--ligne-max", &most]);
    ask(&mut night.call(), "Vega\n");
}

#[test]
fn la_charge_affiche_des_centiles() {
    let night = Served::new(&["--octets"]);
    let address = night.address.to_string();
    let output =
        run(&["charge", &address, "--clients", "5", "--duree", "200ms"], b"");
    let report = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{report}");
    assert!(report.contains("5 clients, 0.2 s"), "{report}");
    assert!(report.contains(" 99.0 %") && report.contains('█'), "{report}");
}

#[cfg(unix)]
mod unix {
    use std::io;
    use std::thread::{self, JoinHandle};

    use rustix::process::{Pid, Signal, kill_process};

    use super::*;

    impl Served {
        fn signal(&self, signal: Signal) {
            kill_process(Pid::from_child(&self.child), signal).unwrap();
        }

        /// Attend la fin, qui doit être un succès, et renvoie le reste du journal.
        fn ended(mut self) -> String {
            let mut log = String::new();
            self.log.take().unwrap().read_to_string(&mut log).unwrap();
            let status =
                self.child.wait_timeout(PATIENCE).unwrap().expect("il finit");
            assert!(status.success(), "{status:?} {log}");
            log
        }
    }

    impl Served {
        /// Jette la suite du journal à mesure : le tube ne se remplit pas.
        fn drain_log(&mut self) -> JoinHandle<io::Result<u64>> {
            let mut log = self.log.take().unwrap();
            thread::spawn(move || io::copy(&mut log, &mut io::sink()))
        }
    }

    #[test]
    fn chaque_signal_arrete_proprement() {
        for signal in [Signal::INT, Signal::TERM] {
            let night = Served::new(&[]);
            let mut client = night.call();
            ask(&mut client, "Vega\n");
            night.signal(signal);
            let mut end = Vec::new();
            client.read_to_end(&mut end).unwrap();
            assert!(end.is_empty());
            drop(client);
            let log = night.ended();
            // Le client est peut-être déjà parti quand le serveur les compte.
            assert!(log.contains("arrêt, "), "{log}");
            assert!(log.trim_end().ends_with("arrêté"), "{log}");
        }
    }

    #[test]
    fn un_second_signal_coupe_aussitot() {
        let mut night = Served::new(&["--delai-arret", "1h"]);
        let mut client = night.call();
        ask(&mut client, "Vega\n");
        client.write_all(b"Alta").unwrap();
        let mut log = night.log.take().unwrap();
        let mut line = String::new();
        log.read_line(&mut line).unwrap();
        night.signal(Signal::TERM);
        // La ligne en cours retient le serveur jusqu'au second signal.
        line.clear();
        log.read_line(&mut line).unwrap();
        night.log = Some(log);
        assert!(line.contains("on laisse finir"), "{line}");
        night.signal(Signal::INT);
        assert!(night.ended().contains("client 1 : coupé"));
    }

    #[test]
    fn la_charge_ne_demande_pas_plus_de_sockets_que_permis() {
        let script = "ulimit -n 40 && exec \"$0\" charge 127.0.0.1:1 --clients 20";
        let output = Command::new("sh").args(["-c", script, PROGRAM]).output();
        let complaint = String::from_utf8(output.unwrap().stderr).unwrap();
        let expected =
            "le système ne permet que 40 fichiers ouverts ; baissez --clients\n";
        assert_eq!(complaint, expected);
    }

    #[test]
    fn plus_un_descripteur_puis_tout_repart() {
        let script = "ulimit -n 40 && exec \"$0\" serveur --adresse 127.0.0.1:0";
        let night = Served::start(Command::new("sh").args(["-c", script, PROGRAM]));
        let mut clients: Vec<_> = (0..60).map(|_| night.call()).collect();
        // Le noyau les a tous acceptés ; le serveur n'a de quoi servir que les premiers.
        let waiting = clients.split_off(15);
        for client in &mut clients {
            ask(client, "Vega\n");
        }
        let served: Vec<_> = waiting
            .into_iter()
            .map(|mut client| {
                client.write_all(b"Deneb\n").unwrap();
                client
            })
            .collect();
        drop(clients);
        // Chacun laisse sa place au suivant.
        for mut client in served {
            let mut answer = [0; 6];
            client.read_exact(&mut answer).unwrap();
            assert_eq!(&answer, b"Deneb\n");
        }
        night.signal(Signal::TERM);
        let log = night.ended();
        let tries = log.matches("plus un descripteur de libre").count();
        assert!((1..50).contains(&tries), "{tries} essais : une attente active");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn un_client_qui_ne_lit_pas_ne_fait_pas_grossir_le_serveur() {
        let night = Served::new(&["--octets"]);
        let mut client = night.call();
        ask(&mut client, "Vega\n");
        let before = resident(&night.child);
        client.set_write_timeout(Some(Duration::from_millis(300))).unwrap();
        let chunk = vec![0; 1 << 20];
        let mut sent = 0;
        while let Ok(more) = client.write(&chunk) {
            sent += more;
            assert!(sent < 1 << 30, "le serveur lit sans écrire");
        }
        let grown = resident(&night.child).saturating_sub(before);
        assert!(grown < 512 * 1024, "{grown} octets de plus pour {sent} envoyés");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn dix_mille_connexions_inactives() {
        const WANTED: usize = 10_000;
        let limit = lesson6::open_files::raise();
        // Serveur et clients ont chacun leur processus, donc leurs descripteurs.
        let possible =
            limit.map_or(WANTED, |limit| limit.saturating_sub(100) as usize);
        let count = WANTED.min(possible);
        for mode in ["--lignes", "--octets"] {
            let mut night = Served::new(&[mode, "--inactivite", "1h"]);
            ask(&mut night.call(), "Vega\n");
            let before = resident(&night.child);
            let drained = night.drain_log();
            let mut clients = Vec::new();
            for number in 1..=count {
                let mut client = night.call();
                // Pas plus vite que lui : sa file d'attente est courte.
                if number % 50 == 0 || number == count {
                    ask(&mut client, "Deneb\n");
                }
                clients.push(client);
            }
            ask(&mut clients[0], "Altair\n");
            let bytes = (resident(&night.child) - before) / count as u64;
            println!(
                "{mode} : {count} connexions inactives, {bytes} octets chacune"
            );
            assert!(bytes < 16 * 1024, "{bytes} octets par connexion");
            drop(night);
            drained.join().unwrap().unwrap();
        }
    }

    /// La mémoire d'un processus, en octets.
    #[cfg(target_os = "linux")]
    fn resident(child: &Child) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", child.id()));
        let status = status.unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib = line.and_then(|line| line.trim().strip_suffix(" kB"));
        kib.unwrap().parse::<u64>().unwrap() * 1024
    }
}
