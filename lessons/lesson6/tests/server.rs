//! Le serveur, par de vraies sockets.

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use clock::{Clock, block_on_sockets};
use lesson6::load::load;
use lesson6::{End, Event, Journal, Mode, Server, Settings, Stop};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::timeout;

/// Au-delà, quelque chose ne finira jamais.
const PATIENCE: Duration = Duration::from_secs(60);

struct Running {
    address: SocketAddr,
    stop: Stop,
    server: JoinHandle<()>,
    ends: Arc<Mutex<Vec<End>>>,
}

impl Running {
    async fn new(settings: Settings) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, ends) = (Stop::new(), Arc::<Mutex<Vec<End>>>::default());
        let noted = Arc::clone(&ends);
        let journal = Journal::new(move |event| {
            if let Event::Closed(_, end) = event {
                noted.lock().unwrap().push(end);
            }
        });
        let server = Server::new(listener, settings, journal, stop.clone());
        Self { address, stop, server: tokio::spawn(server.run()), ends }
    }

    async fn call(&self) -> TcpStream {
        let client = TcpStream::connect(self.address).await.unwrap();
        client.set_nodelay(true).unwrap();
        client
    }

    /// Arrête le serveur et renvoie comment chaque conversation a fini.
    async fn finish(self) -> Vec<End> {
        self.stop.finish();
        self.server.await.unwrap();
        std::mem::take(&mut *self.ends.lock().unwrap())
    }
}

fn bytes() -> Settings {
    Settings { mode: Mode::Bytes, ..Settings::default() }
}

/// Exécute sur plusieurs threads, en temps réel ; rien ne doit durer.
fn real<T>(test: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime
        .block_on(async { timeout(PATIENCE, test).await.expect("rien ne bloque") })
}

/// Exécute sur un thread, en temps virtuel.
fn instantly<T>(test: impl Future<Output = T>) -> T {
    let _clock = Clock::virtual_time().enter();
    block_on_sockets(test)
}

/// Envoie `text`, ferme sa moitié, et renvoie tout ce qui revient.
async fn tell(mut client: TcpStream, text: &[u8]) -> Vec<u8> {
    let mut echo = Vec::new();
    let (mut from, mut to) = client.split();
    let asking = async {
        // Le serveur peut raccrocher avant la fin.
        let _ = to.write_all(text).await;
        let _ = to.shutdown().await;
    };
    let (_, heard) = tokio::join!(asking, from.read_to_end(&mut echo));
    heard.expect("le serveur raccroche proprement");
    echo
}

#[test]
fn des_octets_un_a_un_font_des_lignes_entieres() {
    real(async {
        let night = Running::new(Settings::default()).await;
        let mut client = BufReader::new(night.call().await);
        for byte in "Véga\r\n\nAltaïr\n".bytes() {
            client.write_all(&[byte]).await.unwrap();
            tokio::task::yield_now().await;
        }
        for expected in ["Véga\n", "\n", "Altaïr\n"] {
            let mut line = String::new();
            client.read_line(&mut line).await.unwrap();
            assert_eq!(line, expected);
        }
        drop(client);
        assert!(matches!(night.finish().await[..], [End::Finished | End::Stopped]));
    });
}

#[test]
fn en_octets_tout_revient_tel_quel() {
    real(async {
        let night = Running::new(bytes()).await;
        let sky: Vec<u8> =
            (0..3_000_000_u32).map(|place| (place % 251) as u8).collect();
        assert!(tell(night.call().await, &sky).await == sky);
        assert_eq!(tell(night.call().await, b"\xff\r\n\x00").await, b"\xff\r\n\x00");
        assert_eq!(tell(night.call().await, b"").await, b"");
        night.finish().await;
    });
}

#[test]
fn la_derniere_ligne_peut_ne_pas_finir() {
    real(async {
        let night = Running::new(Settings::default()).await;
        assert_eq!(tell(night.call().await, b"Vega\nDeneb").await, b"Vega\nDeneb\n");
        night.finish().await;
    });
}

#[test]
fn une_ligne_d_un_mebioctet_est_refusee_et_le_client_le_sait() {
    real(async {
        let night = Running::new(Settings::default()).await;
        for _ in 0..20 {
            let mut text = b"Vega\n".to_vec();
            text.resize(1024 * 1024, b'a');
            let echo = tell(night.call().await, &text).await;
            let echo = String::from_utf8(echo).unwrap();
            assert_eq!(echo, "Vega\nerreur : ligne de plus de 65536 octets\n");
        }
        let ends = night.finish().await;
        assert!(
            ends.iter().all(|end| matches!(end, End::TooLong(65536))),
            "{ends:?}"
        );
    });
}

#[test]
fn une_ligne_a_le_droit_d_etre_juste_a_la_limite() {
    real(async {
        let night =
            Running::new(Settings { max_line: 4, ..Settings::default() }).await;
        assert_eq!(tell(night.call().await, b"Vega\n").await, b"Vega\n");
        let refused = tell(night.call().await, b"Deneb\n").await;
        assert_eq!(refused, "erreur : ligne de plus de 4 octets\n".as_bytes());
        night.finish().await;
    });
}

#[test]
fn ce_qui_n_est_pas_de_l_utf8_est_refuse_en_lignes() {
    real(async {
        let night = Running::new(Settings::default()).await;
        let echo = tell(night.call().await, b"Deneb\nV\xe9ga\nAltair\n").await;
        let echo = String::from_utf8(echo).unwrap();
        assert_eq!(echo, "Deneb\nerreur : ligne qui n'est pas en UTF-8\n");
        assert!(matches!(night.finish().await[..], [End::NotText]));
    });
}

#[test]
fn une_coupure_au_milieu_n_arrete_qu_elle() {
    real(async {
        let night = Running::new(Settings::default()).await;
        let mut ada = BufReader::new(night.call().await);
        let mut berthe = night.call().await;
        berthe.write_all(b"Den").await.unwrap();
        berthe.set_zero_linger().unwrap();
        drop(berthe);
        while night.ends.lock().unwrap().is_empty() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        ada.write_all(b"Vega\n").await.unwrap();
        let mut line = String::new();
        ada.read_line(&mut line).await.unwrap();
        assert_eq!(line, "Vega\n");
        drop(ada);
        let ends = night.finish().await;
        assert!(
            matches!(ends[..], [End::Lost(_), End::Finished | End::Stopped]),
            "{ends:?}"
        );
    });
}

#[test]
fn un_client_qui_ne_lit_pas_n_est_plus_lu_puis_raccroche() {
    instantly(async {
        let night = Running::new(bytes()).await;
        let mut client = night.call().await;
        let chunk = vec![0; 64 * 1024];
        let mut sent = 0;
        while let Ok(Ok(more)) =
            timeout(Duration::from_secs(1), client.write(&chunk)).await
        {
            sent += more;
            assert!(sent < 1 << 30, "le serveur lit sans écrire");
        }
        let before = clock::now();
        let ends = loop {
            let ends = std::mem::take(&mut *night.ends.lock().unwrap());
            if !ends.is_empty() {
                break ends;
            }
            tokio::time::sleep(Duration::from_secs(1)).await;
        };
        assert!(matches!(ends[..], [End::Idle]), "{ends:?}");
        assert!((clock::now() - before).as_secs() <= 62);
    });
}

#[test]
fn un_client_muet_est_raccroche_et_le_moindre_octet_compte() {
    instantly(async {
        let night = Running::new(Settings::default()).await;
        let mut client = night.call().await;
        for byte in b"Vega" {
            tokio::time::sleep(Duration::from_secs(59)).await;
            client.write_all(&[*byte]).await.unwrap();
        }
        let mut text = String::new();
        client.read_to_string(&mut text).await.unwrap();
        assert_eq!(text, "erreur : silence trop long\n");
        assert_eq!(clock::now().as_secs(), 4 * 59 + 60);
        drop(client);
        assert!(matches!(night.finish().await[..], [End::Idle]));
    });
}

#[test]
fn le_client_de_trop_le_sait_et_peut_revenir() {
    real(async {
        let night =
            Running::new(Settings { max_clients: 1, ..Settings::default() }).await;
        let mut ada = BufReader::new(night.call().await);
        let mut line = String::new();
        ada.write_all(b"Vega\n").await.unwrap();
        ada.read_line(&mut line).await.unwrap();
        for _ in 0..20 {
            let refused = tell(night.call().await, &[b'a'; 100_000]).await;
            let refused = String::from_utf8(refused).unwrap();
            assert_eq!(refused, "erreur : serveur complet, réessayez plus tard\n");
        }
        drop(ada);
        loop {
            let echo = tell(night.call().await, b"Deneb\n").await;
            if echo == b"Deneb\n" {
                break;
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        night.finish().await;
    });
}

#[test]
fn mille_clients_parlent_ensemble() {
    lesson6::open_files::raise();
    real(async {
        let night = Running::new(Settings::default()).await;
        let outcome = load(night.address, 1000, Duration::from_millis(500)).await;
        assert!(outcome.failures.is_empty(), "{:?}", outcome.failures.first());
        assert!(outcome.times.len() >= 1000);
        let ends = night.finish().await;
        assert_eq!(ends.len(), 1000);
        let finished = |end: &End| matches!(end, End::Finished | End::Stopped);
        assert!(ends.iter().all(finished), "{ends:?}");
    });
}

#[cfg(target_os = "linux")]
#[test]
fn la_charge_n_attend_pas_sans_fin_un_serveur_qui_ne_decroche_pas() {
    instantly(async {
        let socket = tokio::net::TcpSocket::new_v4().unwrap();
        socket.bind(([127, 0, 0, 1], 0).into()).unwrap();
        let listener = socket.listen(0).unwrap();
        let address = listener.local_addr().unwrap();
        // Personne n'accepte : la file du noyau est pleine, il ne répond plus.
        let mut waiting = Vec::new();
        while let Ok(Ok(client)) =
            timeout(Duration::from_secs(1), TcpStream::connect(address)).await
        {
            waiting.push(client);
        }
        let outcome = load(address, 2, Duration::from_secs(1)).await;
        assert!(outcome.times.is_empty());
        let kinds: Vec<_> = outcome.failures.iter().map(|e| e.kind()).collect();
        assert_eq!(kinds, [ErrorKind::TimedOut; 2]);
    });
}

#[test]
fn ce_qui_est_arrive_avant_l_arret_est_repete() {
    instantly(async {
        let night = Running::new(Settings::default()).await;
        let mut clients = Vec::new();
        for _ in 0..100 {
            clients.push(night.call().await);
        }
        // Le serveur a eu le temps de les accepter tous ; ils attendent.
        tokio::time::sleep(Duration::from_secs(1)).await;
        for client in &mut clients {
            client.write_all(b"Vega\nDeneb\nAlta").await.unwrap();
        }
        // Sans avoir rendu la main : le serveur n'a encore rien lu.
        night.stop.finish();
        tokio::time::sleep(Duration::from_secs(1)).await;
        for client in &mut clients {
            client.write_all(b"ir\n").await.unwrap();
            let mut text = String::new();
            client.read_to_string(&mut text).await.unwrap();
            assert_eq!(text, "Vega\nDeneb\nAltair\n");
        }
        drop(clients);
        let ends = night.finish().await;
        assert!(ends.iter().all(|end| matches!(end, End::Stopped)), "{ends:?}");
    });
}

/// Parle jusqu'à ce que le serveur raccroche ; renvoie combien de réponses sont venues.
async fn talk_until_the_end(client: TcpStream) -> usize {
    let mut client = BufReader::new(client);
    for number in 0.. {
        let question = format!("ligne {number}\n");
        if client.write_all(question.as_bytes()).await.is_err() {
            return number;
        }
        let mut answer = String::new();
        match client.read_line(&mut answer).await {
            Ok(0) => return number,
            Ok(_) => assert_eq!(answer, question, "une réponse est entière"),
            Err(error) => panic!("le serveur raccroche proprement : {error}"),
        }
    }
    unreachable!("le serveur a raccroché")
}

#[test]
fn un_arret_sous_charge_ne_coupe_aucune_reponse() {
    real(async {
        let night = Running::new(Settings::default()).await;
        let mut clients = JoinSet::new();
        for _ in 0..200 {
            clients.spawn(talk_until_the_end(night.call().await));
        }
        tokio::time::sleep(Duration::from_millis(300)).await;
        let ends = night.finish().await;
        let answers: usize = clients.join_all().await.into_iter().sum();
        assert!(answers > 200, "{answers}");
        assert_eq!(ends.len(), 200);
        assert!(ends.iter().all(|end| matches!(end, End::Stopped)), "{ends:?}");
    });
}

#[test]
fn un_client_qui_n_en_finit_pas_est_coupe_a_l_echeance() {
    instantly(async {
        let night = Running::new(Settings::default()).await;
        let mut client = night.call().await;
        client.write_all(b"Alta").await.unwrap();
        tokio::time::sleep(Duration::from_secs(1)).await;
        assert!(matches!(night.finish().await[..], [End::Cut]));
        assert_eq!(clock::now().as_secs(), 1 + 5);
    });
}

#[test]
fn couper_n_attend_pas_l_echeance() {
    instantly(async {
        let night = Running::new(Settings::default()).await;
        let mut client = night.call().await;
        client.write_all(b"Alta").await.unwrap();
        tokio::time::sleep(Duration::from_secs(1)).await;
        night.stop.finish();
        tokio::time::sleep(Duration::from_secs(1)).await;
        night.stop.cut();
        assert!(matches!(night.finish().await[..], [End::Cut]));
        assert_eq!(clock::now().as_secs(), 2);
    });
}
