//! Les tests cachés.

use std::time::Duration;

use arret::serve;
use kit::{assert_elapsed, check, check_eq, pipe};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, DuplexStream};
use tokio::sync::mpsc::{Sender, channel};
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;

/// Ce que dure, au plus, la fin des conversations.
const GRACE: Duration = Duration::from_secs(3);

type Client = BufReader<DuplexStream>;

/// Le serveur, sa porte et son arrêt.
struct Server {
    door: Sender<DuplexStream>,
    stop: CancellationToken,
    task: JoinHandle<usize>,
}

impl Server {
    fn start() -> Self {
        let ((door, clients), stop) = (channel(1), CancellationToken::new());
        let task = tokio::spawn(serve(clients, stop.clone(), GRACE));
        Self { door, stop, task }
    }

    /// Fait entrer une cliente dont la connexion retient `width` octets.
    async fn client(&mut self, width: usize) -> Client {
        let (near, far) = pipe(width);
        let sent = timeout(Duration::from_secs(1), self.door.send(far)).await;
        sleep(Duration::from_millis(1)).await;
        match sent {
            Ok(Ok(())) if !self.task.is_finished() => BufReader::new(near),
            Err(_) => {
                kit::fail("serve ne prend pas la cliente que lui passe le portier")
            }
            _ => {
                let cut = (&mut self.task).await.unwrap();
                kit::fail(format!("serve a fini ({cut}) avant l'arrêt"))
            }
        }
    }

    /// Attend la fin de `serve` : sa durée depuis cet appel, et ce qu'il renvoie.
    async fn end(&mut self) -> (Duration, usize) {
        let end = timeout(Duration::from_secs(60), &mut self.task);
        match kit::elapsed(end).await {
            (duration, Ok(cut)) => (duration, cut.unwrap()),
            _ => kit::fail("une minute après l'arrêt, serve n'a pas fini"),
        }
    }
}

async fn say(client: &mut Client, text: &str) {
    let say = client.write_all(text.as_bytes());
    let _ = timeout(Duration::from_secs(1), say).await;
}

/// Renvoie la ligne entendue en moins d'une seconde, « raccroché » ou « rien ».
async fn hear(client: &mut Client) -> String {
    let mut line = String::new();
    match timeout(Duration::from_secs(1), client.read_line(&mut line)).await {
        Ok(Ok(1..)) => line.trim_end().to_owned(),
        Ok(_) => "raccroché".to_owned(),
        Err(_) => "rien".to_owned(),
    }
}

#[test]
fn plus_personne_n_entre() {
    kit::virtual_time(async {
        let mut server = Server::start();
        let mut ada = server.client(100).await;
        say(&mut ada, "Vé").await;
        sleep(Duration::from_millis(1)).await;
        server.stop.cancel();
        sleep(Duration::from_millis(1)).await;
        check(
            !server.task.is_finished(),
            "serve a fini, alors qu'Ada n'a pas fini sa ligne",
        );
        let (mut late, far) = pipe(100);
        let _ = server.door.try_send(far);
        check(
            late.write_all(b"Rigel\n").await.is_err() && server.door.is_closed(),
            "après l'arrêt, pendant qu'Ada finit sa ligne, une cliente peut encore \
             entrer : le canal n'est pas fermé",
        );
        say(&mut ada, "ga\n").await;
        check_eq("Ada entend", hear(&mut ada).await, "Véga");
        check_eq("le nombre de clientes coupées", server.end().await.1, 0);
    });
}

#[test]
fn l_echeance_coupe_ce_qui_traine() {
    kit::virtual_time(async {
        let mut server = Server::start();
        let mut ada = server.client(100).await;
        let mut berthe = server.client(8).await;
        let mut celie = server.client(100).await;
        let mut dora = server.client(100).await;
        // Ada ne finira pas sa ligne, Berthe n'écoute plus, Célie finit à temps, Dora
        // disparaît d'elle-même.
        say(&mut ada, "Vé").await;
        say(&mut berthe, "Altaïr\nAltaïr\nAlt").await;
        say(&mut celie, "Den").await;
        say(&mut dora, "Ri").await;
        sleep(Duration::from_millis(1)).await;
        server.stop.cancel();
        let rest = async {
            sleep(Duration::from_secs(1)).await;
            drop(dora);
            say(&mut celie, "eb\n").await;
            [hear(&mut celie).await, hear(&mut celie).await]
        };
        let ((duration, cut), heard) = tokio::join!(server.end(), rest);
        check_eq(
            "Célie finit à temps ; elle entend",
            heard,
            ["Deneb", "* fermeture"],
        );
        let what = "l'arrêt, quand deux clientes ne finissent pas,";
        assert_elapsed(what, duration, GRACE);
        let what = "deux clientes n'ont pas fini, une autre s'est perdue d'elle-même ; \
                    le nombre de clientes coupées";
        check_eq(what, cut, 2);
        let what = "serve a fini ; Ada, coupée, entend";
        check_eq(what, hear(&mut ada).await, "raccroché");
    });
}

#[test]
fn ce_qui_est_arrive_avant_l_arret_est_repete() {
    kit::virtual_time(async {
        let mut server = Server::start();
        let mut clients = Vec::new();
        for _ in 0..20 {
            clients.push(server.client(100).await);
        }
        for client in &mut clients {
            say(client, "Véga\nRigel\n").await;
        }
        server.stop.cancel();
        for (rank, client) in (1..).zip(&mut clients) {
            let mut heard = Vec::new();
            for _ in 0..4 {
                heard.push(hear(client).await);
            }
            let what = format!(
                "deux lignes étaient arrivées juste avant l'arrêt ; la cliente {rank} \
                 sur 20 entend"
            );
            let expected = ["Véga", "Rigel", "* fermeture", "raccroché"];
            check_eq(&what, heard, expected);
        }
        check_eq("le nombre de clientes coupées", server.end().await.1, 0);
    });
}

#[test]
fn sans_arret_rien_n_est_coupe() {
    kit::virtual_time(async {
        let mut server = Server::start();
        let mut ada = server.client(100).await;
        let mut berthe = server.client(100).await;
        let mut celie = server.client(100).await;
        say(&mut berthe, "Altaïr\n").await;
        let what = "Ada, entrée la première, se tait ; Berthe entend";
        check_eq(what, hear(&mut berthe).await, "Altaïr");
        let _ = berthe.shutdown().await;
        check_eq(
            "Berthe a fini ; elle entend",
            hear(&mut berthe).await,
            "raccroché",
        );
        say(&mut celie, "Den").await;
        // Dora disparaît au milieu d'une ligne.
        let mut dora = server.client(100).await;
        say(&mut dora, "Ri").await;
        drop(dora);
        sleep(Duration::from_secs(3600)).await;
        say(&mut celie, "eb\n").await;
        let what = "une heure plus tard, toujours sans arrêt, Célie entend";
        check_eq(what, hear(&mut celie).await, "Deneb");
        say(&mut ada, "Véga\n").await;
        let what = "une heure plus tard, toujours sans arrêt, Ada entend";
        check_eq(what, hear(&mut ada).await, "Véga");
        server.stop.cancel();
        check_eq("le nombre de clientes coupées", server.end().await.1, 0);
    });
}

#[test]
fn une_ligne_trop_longue_fait_raccrocher() {
    kit::virtual_time(async {
        let mut server = Server::start();
        let mut ada = server.client(100).await;
        let longest = "a".repeat(1024);
        say(&mut ada, &format!("{longest}\n")).await;
        let whole = hear(&mut ada).await == longest;
        check(whole, "une ligne de 1024 octets ne revient pas entière");
        say(&mut ada, &format!("{longest}aa")).await;
        let what = "au bout de 1026 octets sans fin de ligne, Ada entend";
        check_eq(what, hear(&mut ada).await, "raccroché");
        server.stop.cancel();
        check_eq("le nombre de clientes coupées", server.end().await.1, 0);
    });
}
