//! Les tests donnés.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use kit::{check_eq, pipe};
use salon::Room;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, DuplexStream};
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

/// Une astronome, et la tâche qui la sert.
struct Client {
    name: &'static str,
    stream: BufReader<DuplexStream>,
    task: JoinHandle<io::Result<()>>,
}

impl Client {
    async fn join(room: &Arc<Room>, name: &'static str) -> Self {
        let ((stream, far), room) = (pipe(1_000), room.clone());
        let task = tokio::spawn(async move { room.join(name, far).await });
        sleep(Duration::from_millis(1)).await;
        Self { name, stream: BufReader::new(stream), task }
    }

    async fn say(&mut self, line: &str) {
        let _ = self.stream.write_all(format!("{line}\n").as_bytes()).await;
    }

    /// Renvoie la ligne qu'elle entend en moins d'une seconde.
    async fn hear(&mut self) -> Option<String> {
        let mut line = String::new();
        let read = self.stream.read_line(&mut line);
        let read = timeout(Duration::from_secs(1), read).await;
        match read {
            Ok(Ok(1..)) => Some(line.trim_end().to_owned()),
            Err(_) if !self.task.is_finished() => None,
            _ => {
                let end = (&mut self.task).await.unwrap();
                kit::fail(format!(
                    "join a fini ({end:?}), alors que {} est encore là",
                    self.name
                ))
            }
        }
    }

    async fn expect(&mut self, expected: Option<&str>) {
        let heard = self.hear().await;
        check_eq(&format!("ce qu'entend {}", self.name), heard.as_deref(), expected);
    }

    async fn expect_gone(&mut self) {
        match timeout(Duration::from_secs(1), &mut self.task).await {
            Ok(end) => {
                let end = end.unwrap().map_err(|error| error.kind());
                let what = format!("{} est partie, et join renvoie", self.name);
                check_eq(&what, end, Ok(()));
            }
            Err(_) => kit::fail(format!(
                "{} est partie, et son join n'a pas fini",
                self.name
            )),
        }
    }
}

#[test]
fn chacune_entend_les_autres_mais_pas_soi() {
    kit::virtual_time(async {
        let room = Arc::new(Room::new(8));
        let mut ada = Client::join(&room, "Ada").await;
        let mut berthe = Client::join(&room, "Berthe").await;
        let mut celie = Client::join(&room, "Célie").await;
        for star in ["Véga", "Deneb", "Rigel"] {
            ada.say(&format!("{star} se lève")).await;
            let expected = format!("Ada : {star} se lève");
            berthe.expect(Some(&expected)).await;
            celie.expect(Some(&expected)).await;
        }
        ada.expect(None).await;
        celie.say("Moi aussi").await;
        ada.expect(Some("Célie : Moi aussi")).await;
        berthe.expect(Some("Célie : Moi aussi")).await;
        celie.expect(None).await;
    });
}

#[test]
fn un_depart_est_annonce() {
    kit::virtual_time(async {
        let room = Arc::new(Room::new(8));
        let mut ada = Client::join(&room, "Ada").await;
        let mut berthe = Client::join(&room, "Berthe").await;
        ada.say("Bonne nuit").await;
        ada.stream.shutdown().await.unwrap();
        berthe.expect(Some("Ada : Bonne nuit")).await;
        berthe.expect(Some("* Ada est partie")).await;
        ada.expect_gone().await;
        // Seule, Berthe parle encore ; puis Ada revient.
        berthe.say("Personne ?").await;
        sleep(Duration::from_millis(1)).await;
        let mut ada = Client::join(&room, "Ada").await;
        ada.expect(None).await;
        berthe.say("Te revoilà").await;
        ada.expect(Some("Berthe : Te revoilà")).await;
        for mut client in [berthe, ada] {
            client.stream.shutdown().await.unwrap();
            client.expect_gone().await;
        }
    });
}
