//! Ce que fait un téléchargement devant un pair qui n'est pas un bon serveur HTTP.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use clock::Clock;
use fastrand::Rng;
use lesson7::backoff::Backoff;
use lesson7::client::client;
use lesson7::download::Downloader;
use lesson7::failure::Failure;

const SILENCE: Duration = Duration::from_millis(400);

/// Lit la requête jusqu'à sa ligne vide.
fn read_request(peer: &mut TcpStream) {
    let (mut request, mut byte) = (Vec::new(), [0]);
    while !request.ends_with(b"\r\n\r\n") && peer.read(&mut byte).unwrap_or(0) > 0 {
        request.push(byte[0]);
    }
}

/// Lit la requête, puis envoie `bytes` et ferme.
fn answer(bytes: &'static [u8]) -> impl FnOnce(TcpStream) + Send + 'static {
    move |mut peer| {
        read_request(&mut peer);
        // Le client a pu partir, et c'est parfois ce qu'on veut.
        let _ = peer.write_all(bytes);
    }
}

/// Télécharge en un essai depuis un pair qui fait `script` ; rend ce qui est arrivé.
fn get(script: impl FnOnce(TcpStream) + Send + 'static) -> Result<Vec<u8>, Failure> {
    let _clock = Clock::real().enter();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/m31.fits", listener.local_addr().unwrap());
    let peer = thread::spawn(move || script(listener.accept().unwrap().0));
    let folder = tempfile::tempdir().unwrap();
    let client = client(SILENCE).no_proxy().tls_certs_only([]).build().unwrap();
    let downloader = Downloader {
        client,
        folder: folder.path().to_owned(),
        deadline: None,
        max_size: Some(10_000_000),
        replace: false,
    };
    let once = Backoff::new(1, Rng::new());
    let outcome = clock::block_on(downloader.download(&url, "m31.fits", once, &()));
    drop(downloader);
    peer.join().unwrap();
    let left = folder.path().read_dir().unwrap().count();
    assert_eq!(left, usize::from(outcome.is_ok()), "rien d'autre que le fichier");
    outcome.map(|_| std::fs::read(folder.path().join("m31.fits")).unwrap())
}

#[test]
fn des_reponses_correctes_et_rares_sont_comprises() {
    let table: [(&'static [u8], &[u8]); 4] = [
        (b"HTTP/1.1 200 OK\r\n\r\njusqu'a la fin", b"jusqu'a la fin"),
        (b"HTTP/1.0 200 OK\r\n\r\nvieux", b"vieux"),
        (
            b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n\
              3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
            b"abcde",
        ),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nabcdef", b"abc"),
    ];
    for (bytes, body) in table {
        assert_eq!(get(answer(bytes)).unwrap(), body);
    }
}

#[test]
fn des_reponses_fausses_sont_dites_en_francais() {
    let table: [(&'static [u8], &str); 9] = [
        (b"", "connexion coupée avant la fin"),
        (b"HTTP/1.1 200 O", "connexion coupée avant la fin"),
        (
            b"SSH-2.0-OpenSSH_9.2\r\n",
            "réponse incompréhensible : ce n'est pas du HTTP",
        ),
        (
            b"\x16\x03\x01\x00\x05hello",
            "réponse incompréhensible : ce n'est pas du HTTP",
        ),
        (
            b"HTTP/1.1 2000 OK\r\n\r\n",
            "réponse incompréhensible : ce n'est pas du HTTP",
        ),
        (
            b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\ncontent-length: 4\r\n\r\nabcd",
            "réponse incompréhensible : ce n'est pas du HTTP",
        ),
        (
            b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc",
            "connexion coupée avant la fin",
        ),
        (
            b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n",
            "connexion coupée avant la fin",
        ),
        (
            b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nabc\r\n",
            "connexion coupée avant la fin",
        ),
    ];
    for (bytes, said) in table {
        let failure = get(answer(bytes)).unwrap_err();
        let shown = String::from_utf8_lossy(bytes);
        assert_eq!(failure.to_string(), said, "{shown:?}");
    }
}

#[test]
fn une_connexion_brutalement_fermee_est_une_coupure() {
    // Fermer sans avoir lu la requête : le noyau envoie RST au lieu de FIN.
    let failure = get(|mut peer| {
        peer.peek(&mut [0]).unwrap();
        let _ = peer.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc");
    });
    assert!(matches!(failure, Err(Failure::Cut)), "{failure:?}");
}

#[test]
fn personne_a_l_ecoute_est_un_refus() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", free.local_addr().unwrap());
    drop(free);
    let client = client(SILENCE).no_proxy().tls_certs_only([]).build().unwrap();
    let _clock = Clock::real().enter();
    let failure = clock::block_on(lesson7::fetch::fetch_text(&client, &url));
    assert!(matches!(failure, Err(Failure::Refused)), "{failure:?}");
}

#[test]
fn un_silence_avant_ou_dans_les_en_tetes_ne_dure_pas() {
    let starts: [&'static [u8]; 2] = [b"", b"HTTP/1.1 200 OK\r\nx-lent: "];
    for start in starts {
        let begun = Instant::now();
        let failure = get(move |mut peer| {
            read_request(&mut peer);
            peer.write_all(start).unwrap();
            // Attend que le client renonce.
            let _ = peer.read(&mut [0]);
        });
        assert!(matches!(failure, Err(Failure::Silence)), "{failure:?}");
        assert!(begun.elapsed() >= SILENCE);
    }
}

#[test]
fn des_en_tetes_sans_fin_ne_remplissent_pas_la_memoire() {
    let failure = get(|mut peer| {
        read_request(&mut peer);
        let _ = peer.write_all(b"HTTP/1.1 200 OK\r\n");
        while peer.write_all(&[b'x'; 1000]).is_ok() {}
    });
    assert!(matches!(failure, Err(Failure::NotHttp)), "{failure:?}");
}

#[test]
fn des_en_tetes_goutte_a_goutte_ne_durent_pas() {
    let failure = get(|mut peer| {
        read_request(&mut peer);
        let _ = peer.write_all(b"HTTP/1.1 200 OK\r\n");
        while peer.write_all(b"x-lent: oui\r\n").is_ok() {
            thread::sleep(SILENCE / 10);
        }
    });
    assert!(matches!(failure, Err(Failure::Silence)), "{failure:?}");
}
