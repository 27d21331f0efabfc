//! Les tests donnés.

use std::time::Duration;

use arret::serve;
use kit::{assert_elapsed, check_eq, pipe};
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
fn une_ligne_commencee_finit() {
    kit::virtual_time(async {
        let mut server = Server::start();
        let mut ada = server.client(100).await;
        say(&mut ada, "Altaïr\nVé").await;
        check_eq("avant l'arrêt, Ada entend", hear(&mut ada).await, "Altaïr");
        server.stop.cancel();
        let rest = async {
            sleep(Duration::from_secs(2)).await;
            say(&mut ada, "ga\n").await;
            [hear(&mut ada).await, hear(&mut ada).await, hear(&mut ada).await]
        };
        let ((duration, cut), heard) = tokio::join!(server.end(), rest);
        let what = "sa ligne était commencée à l'arrêt ; Ada, qui la finit, entend";
        check_eq(what, heard, ["Véga", "* fermeture", "raccroché"]);
        assert_elapsed("l'arrêt", duration, Duration::from_secs(2));
        check_eq("le nombre de clientes coupées", cut, 0);
    });
}

#[test]
fn qui_se_tait_est_raccrochee_aussitot() {
    kit::virtual_time(async {
        let mut server = Server::start();
        let mut ada = server.client(100).await;
        let mut berthe = server.client(100).await;
        say(&mut berthe, "Deneb\n").await;
        check_eq("avant l'arrêt, Berthe entend", hear(&mut berthe).await, "Deneb");
        server.stop.cancel();
        let (duration, cut) = server.end().await;
        assert_elapsed("l'arrêt", duration, Duration::ZERO);
        check_eq("le nombre de clientes coupées", cut, 0);
        for (name, client) in [("Ada", &mut ada), ("Berthe", &mut berthe)] {
            let heard = [hear(client).await, hear(client).await];
            let what = format!("à l'arrêt, {name}, qui se tait, entend");
            check_eq(&what, heard, ["* fermeture", "raccroché"]);
        }
    });
}
