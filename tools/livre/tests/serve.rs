//! Le serveur, vu d'un navigateur.

mod common;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use common::{LESSON, TestBook};
use livre::serve::live::Live;
use livre::serve::{self, pages};
use tokio::runtime::{Builder, Handle};

/// Un serveur sans surveillance de fichiers : le test reconstruit lui-même.
struct TestServer {
    runtime: Handle,
    live: Arc<Live>,
    address: SocketAddr,
}

impl TestServer {
    fn start(book: &TestBook) -> Self {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let live = Arc::new(Live::new(book.root()).unwrap());
        let listener = runtime.block_on(serve::bind(0)).unwrap();
        let address = listener.local_addr().unwrap();
        let router = pages::router(Arc::clone(&live));
        let handle = runtime.handle().clone();
        std::thread::spawn(move || {
            runtime.block_on(async { axum::serve(listener, router).await })
        });
        Self { runtime: handle, live, address }
    }

    fn rebuild(&self) {
        self.runtime.block_on(self.live.rebuild());
    }

    fn get(&self, path: &str) -> (u16, String) {
        get(self.address, path, "127.0.0.1")
    }
}

fn get(address: SocketAddr, path: &str, host: &str) -> (u16, String) {
    let mut stream = ask(address, path, host);
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let status = answer.split(' ').nth(1).unwrap().parse().unwrap();
    (status, answer)
}

fn ask(address: SocketAddr, path: &str, host: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    stream
}

/// Lit, sur le flux des versions, la prochaine version annoncée.
fn next_version(events: &mut impl BufRead) -> String {
    let mut line = String::new();
    loop {
        line.clear();
        assert_ne!(events.read_line(&mut line).unwrap(), 0, "le flux s'est fermé");
        if let Some(version) = line.strip_prefix("data:") {
            return version.trim().to_owned();
        }
    }
}

#[test]
fn une_page_est_servie_avec_le_script_et_le_disque_reste_intact() {
    let book = TestBook::new();
    let server = TestServer::start(&book);
    server.rebuild();
    let version = server.live.current().version;
    for path in ["/", "/lesson1.html", "/lesson1.html?q=1"] {
        let (status, page) = server.get(path);
        assert_eq!(status, 200, "{path}");
        assert!(
            page.contains(&format!("<script data-version=\"{version}\"")),
            "{page}"
        );
        assert!(!page.contains("livre-panneau"), "{page}");
    }
    let folder = server.live.current().site.unwrap().folder.clone();
    let file = std::fs::read_to_string(folder.join("lesson1.html")).unwrap();
    assert!(!file.contains("data-version"));
    assert_eq!(server.get("/dessin.svg").0, 200);
}

#[test]
fn une_adresse_inconnue_donne_la_page_404_du_livre() {
    let book = TestBook::new();
    book.write("src/404.md", "# Perdu ?\n");
    let server = TestServer::start(&book);
    server.rebuild();
    for path in ["/rien.html", "/a/b/", "/../Cargo.toml", "/%2e%2e/book.toml"] {
        let (status, page) = server.get(path);
        assert_eq!(status, 404, "{path}");
        assert!(page.contains("Perdu"), "{path}");
        assert!(page.contains("data-version"), "{path}");
    }
}

#[test]
fn une_demande_sans_corps_annonce_la_bonne_taille() {
    let book = TestBook::new();
    let server = TestServer::start(&book);
    server.rebuild();
    for path in ["/lesson1.html", "/dessin.svg", "/rien.html"] {
        let (status, full) = server.get(path);
        let mut stream = TcpStream::connect(server.address).unwrap();
        write!(
            stream,
            "HEAD {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        )
        .unwrap();
        let mut head = String::new();
        stream.read_to_string(&mut head).unwrap();
        let (_, body) = full.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with(&format!("HTTP/1.1 {status} ")), "{head}");
        let length = format!("content-length: {}\r\n", body.len());
        assert!(head.contains(&length), "{path}: {head}");
        assert!(head.ends_with("\r\n\r\n"), "{head}");
    }
}

#[test]
fn un_autre_nom_d_hote_est_refuse() {
    let book = TestBook::new();
    let server = TestServer::start(&book);
    server.rebuild();
    for (host, status) in
        [("localhost:3000", 200), ("127.0.0.1", 200), ("mechant.fr", 403)]
    {
        assert_eq!(get(server.address, "/", host).0, status, "{host}");
    }
}

#[test]
fn un_chapitre_casse_montre_sa_faute_puis_guerit() {
    let book = TestBook::new();
    let server = TestServer::start(&book);
    server.rebuild();
    let mut events = BufReader::new(ask(server.address, pages::EVENTS, "127.0.0.1"));
    let first = next_version(&mut events);
    let line = book.append("{{#include <rien>.rs}}");
    server.rebuild();
    let second = next_version(&mut events);
    assert_ne!(first, second);
    let (status, page) = server.get("/lesson1.html");
    let fault = format!(
        "<code>src/lesson1.md:{line}</code> fichier inclus introuvable : src/&lt;rien&gt;.rs"
    );
    assert_eq!(status, 200);
    assert!(page.contains("role=\"alert\"") && page.contains(&fault), "{page}");
    book.write("src/lesson1.md", LESSON);
    server.rebuild();
    assert_ne!(next_version(&mut events), second);
    assert!(!server.get("/lesson1.html").1.contains("role=\"alert\""));
}

#[test]
fn une_construction_ratee_garde_la_derniere_version() {
    let book = TestBook::new();
    let server = TestServer::start(&book);
    server.rebuild();
    let good = std::fs::read_to_string(book.root().join("book.toml")).unwrap();
    book.write("book.toml", "[book\n");
    book.write("src/introduction.md", "# Nouvelle {#intro}\n");
    server.rebuild();
    let (status, page) = server.get("/introduction.html");
    assert_eq!(status, 200);
    assert!(page.contains("Bonjour"), "{page}");
    assert!(
        page.contains("<code>book.toml:1</code> configuration invalide"),
        "{page}"
    );
    book.write("book.toml", &good);
    server.rebuild();
    let page = server.get("/introduction.html").1;
    assert!(page.contains("Nouvelle") && !page.contains("role=\"alert\""), "{page}");
}

#[test]
fn sans_aucune_version_une_page_d_erreur_attend() {
    let book = TestBook::new();
    book.remove("src/introduction.md");
    let server = TestServer::start(&book);
    let (status, page) = server.get("/");
    assert_eq!(status, 503);
    assert!(page.contains("Le livre se construit…"), "{page}");
    server.rebuild();
    let (status, page) = server.get("/lesson1.html");
    assert_eq!(status, 503);
    assert!(page.contains("<html lang=\"fr\">") && page.contains("role=\"alert\""));
    assert!(
        page.contains("<code>src/SUMMARY.md:3</code> chapitre annoncé mais absent")
    );
    assert!(page.contains("EventSource"), "{page}");
}

#[test]
fn une_panique_pendant_la_construction_est_une_faute() {
    let book = TestBook::new();
    book.announce_outside_chapter();
    let server = TestServer::start(&book);
    server.rebuild();
    let (status, page) = server.get("/");
    assert_eq!(status, 503);
    assert!(page.contains("la construction a paniqué"), "{page}");
}

#[test]
fn les_retouches_ne_crient_pas() {
    let book = TestBook::new();
    let server = TestServer::start(&book);
    let line = book.append("un \"mot");
    server.rebuild();
    let page = server.get("/lesson1.html").1;
    assert!(page.contains("1 retouche à faire") && !page.contains("role=\"alert\""));
    assert!(
        page.contains(&format!(
            "<code>src/lesson1.md:{line}</code> guillemet droit"
        ))
    );
}

#[test]
fn les_versions_perimees_sont_effacees() {
    let book = TestBook::new();
    let server = TestServer::start(&book);
    server.rebuild();
    let old = server.live.current().site.unwrap().folder.clone();
    server.rebuild();
    assert!(!old.exists());
    assert!(server.live.current().site.unwrap().folder.exists());
}

#[test]
fn un_port_pris_laisse_place_au_suivant() {
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let taken = runtime.block_on(serve::bind(0)).unwrap().local_addr();
    // Le premier écouteur est fermé : le reprendre, puis demander le même port.
    let port = taken.unwrap().port().min(65_000);
    let first = runtime.block_on(serve::bind(port)).unwrap();
    let held = first.local_addr().unwrap().port();
    let second = runtime.block_on(serve::bind(held)).unwrap();
    assert!(second.local_addr().unwrap().port() > held);
}

/// Le vrai programme, tué quoi qu'il arrive à la fin du test.
struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn launch(root: &Path) -> (Program, SocketAddr, impl BufRead + use<>) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_livre"))
        .args(["--port", "0"])
        .current_dir(root)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let program = Program(child);
    let line = line_with(&mut output, "http://");
    let address = line.split("http://").nth(1).unwrap().split(' ').next().unwrap();
    (program, address.parse().unwrap(), output)
}

fn line_with(output: &mut impl BufRead, word: &str) -> String {
    let mut line = String::new();
    loop {
        line.clear();
        assert_ne!(
            output.read_line(&mut line).unwrap(),
            0,
            "le programme s'est arrêté"
        );
        if line.contains(word) {
            return line;
        }
    }
}

#[test]
fn enregistrer_un_chapitre_change_la_page() {
    let book = TestBook::new();
    let (_program, address, _output) = launch(book.root());
    let mut events = BufReader::new(ask(address, pages::EVENTS, "127.0.0.1"));
    next_version(&mut events);
    book.write("src/introduction.md", "# Changée {#intro}\n");
    // macOS annonce parfois des changements d'avant : une construction de plus.
    while !get(address, "/introduction.html", "127.0.0.1").1.contains("Changée") {
        next_version(&mut events);
    }
}

#[cfg(unix)]
#[test]
fn les_signaux_arretent_aussitot_malgre_un_navigateur_connecte() {
    let book = TestBook::new();
    for signal in ["INT", "TERM"] {
        let (mut program, address, mut output) = launch(book.root());
        let mut events = BufReader::new(ask(address, pages::EVENTS, "127.0.0.1"));
        next_version(&mut events);
        let start = std::time::Instant::now();
        let pid = program.0.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-s", signal, &pid])
                .status()
                .unwrap()
                .success()
        );
        line_with(&mut output, "Serveur arrêté.");
        assert!(program.0.wait().unwrap().success());
        assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
        let target = std::fs::read_dir(book.root().join("target")).unwrap();
        assert_eq!(target.count(), 0, "le dossier temporaire reste");
    }
}
