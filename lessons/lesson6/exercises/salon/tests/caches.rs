//! Les tests cachés.

use std::io::{self, ErrorKind};
use std::sync::Arc;
use std::time::Duration;

use kit::{check, check_eq, pipe};
use salon::Room;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, DuplexStream};
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

/// Une astronome, et la tâche qui la sert.
struct Client {
    stream: BufReader<DuplexStream>,
    task: JoinHandle<io::Result<()>>,
}

impl Client {
    /// Fait entrer quelqu'un dont la connexion retient `width` octets.
    async fn join(room: &Arc<Room>, name: &'static str, width: usize) -> Self {
        let ((stream, far), room) = (pipe(width), room.clone());
        let task = tokio::spawn(async move { room.join(name, far).await });
        sleep(Duration::from_millis(1)).await;
        Self { stream: BufReader::new(stream), task }
    }

    async fn say(&mut self, text: &str) {
        let say = self.stream.write_all(text.as_bytes());
        let _ = timeout(Duration::from_secs(1), say).await;
    }

    /// Renvoie la ligne entendue en moins d'une seconde, ou « rien ».
    async fn hear(&mut self) -> String {
        let mut line = String::new();
        let read = self.stream.read_line(&mut line);
        match timeout(Duration::from_secs(1), read).await {
            Ok(Ok(1..)) => line.trim_end().to_owned(),
            _ if self.task.is_finished() => {
                let end = (&mut self.task).await.unwrap();
                let end = end.map_err(|error| error.kind());
                format!("rien, car son join a fini ({end:?})")
            }
            _ => "rien".to_owned(),
        }
    }
}

/// Berthe n'écoute plus, Ada dit cent messages.
async fn a_hundred_messages(room: &Arc<Room>) -> [Client; 3] {
    let mut ada = Client::join(room, "Ada", 1_000).await;
    let berthe = Client::join(room, "Berthe", 16).await;
    let mut celie = Client::join(room, "Célie", 1_000).await;
    for n in 1..=100 {
        ada.say(&format!("{n}\n")).await;
        let heard = celie.hear().await;
        let what = format!("Berthe n'écoute plus ; au message {n}, Célie entend");
        check_eq(&what, heard, format!("Ada : {n}"));
    }
    [ada, berthe, celie]
}

#[test]
fn qui_n_ecoute_plus_ne_retarde_personne() {
    kit::virtual_time(async {
        let room = Arc::new(Room::new(8));
        let [_ada, berthe, mut celie] = a_hundred_messages(&room).await;
        drop(berthe);
        let what = "Berthe, qui n'écoutait plus, raccroche ; Célie entend";
        check_eq(what, celie.hear().await, "* Berthe est partie");
    });
}

#[test]
fn ce_qui_est_manque_est_compte() {
    kit::virtual_time(async {
        let room = Arc::new(Room::new(8));
        let [mut ada, mut berthe, _celie] = a_hundred_messages(&room).await;
        let (mut heard, mut missed) = (Vec::new(), 0);
        while heard.last().is_none_or(|last| *last != 100) {
            let line = berthe.hear().await;
            if let Some(count) = line.strip_prefix("* manqués : ") {
                missed += count.parse::<usize>().unwrap_or(0);
            } else if let Some(n) = line.strip_prefix("Ada : ") {
                heard.push(n.parse::<usize>().unwrap_or(0));
            } else {
                kit::fail(format!(
                    "Berthe écoute de nouveau ; elle entend les messages {heard:?}, \
                     puis {line}, alors que les derniers des 100 sont gardés pour elle"
                ));
            }
        }
        check(
            heard.len() <= 11,
            format!(
                "{} messages sur 100 ont attendu Berthe : en plus des 2 que retient \
                 sa connexion, et de celui qu'on lui écrit, on en garde 8 au plus",
                heard.len()
            ),
        );
        let kept = &heard[heard.len().saturating_sub(8)..];
        check_eq("les messages gardés", kept, (93..=100).collect::<Vec<_>>());
        let what = "les messages entendus et ceux annoncés manqués, ensemble";
        check_eq(what, heard.len() + missed, 100);
        ada.say("Te revoilà\n").await;
        let what = "Berthe a tout rattrapé ; elle entend";
        check_eq(what, berthe.hear().await, "Ada : Te revoilà");
    });
}

#[test]
fn une_connexion_qui_echoue_est_un_depart() {
    kit::virtual_time(async {
        let room = Arc::new(Room::new(8));
        let mut ada = Client::join(&room, "Ada", 5_000).await;
        let mut berthe = Client::join(&room, "Berthe", 1_000).await;
        ada.say(&"a".repeat(1_024)).await;
        ada.say("\n").await;
        let heard = berthe.hear().await;
        check_eq("une ligne de 1024 octets, entendue", heard.len(), 1_030);
        ada.say(&"a".repeat(2_000)).await;
        let what = "la ligne d'Ada est trop longue ; Berthe entend";
        check_eq(what, berthe.hear().await, "* Ada est partie");
        let what = "la ligne d'Ada est trop longue ; son join renvoie l'erreur";
        let end = ada.task.await.unwrap().map_err(|error| error.kind());
        check_eq(what, end, Err(ErrorKind::InvalidData));
    });
}

#[test]
fn une_ligne_interrompue_n_est_pas_perdue() {
    kit::virtual_time(async {
        let room = Arc::new(Room::new(8));
        let mut ada = Client::join(&room, "Ada", 1_000).await;
        // Son nom commence par celui d'Ada, mais ce n'est pas elle.
        let mut adalberte = Client::join(&room, "Adalberte", 1_000).await;
        for part in ["Véga ", "et ", "De"] {
            ada.say(part).await;
            sleep(Duration::from_millis(1)).await;
            adalberte.say("Oui ?\n").await;
            let what = "Adalberte parle, Ada n'a pas fini sa ligne ; Ada entend";
            check_eq(what, ada.hear().await, "Adalberte : Oui ?");
        }
        ada.say("neb\nRigel\n").await;
        let what = "la ligne d'Ada, dite en quatre fois entre celles d'Adalberte";
        check_eq(what, adalberte.hear().await, "Ada : Véga et Deneb");
        check_eq("la ligne suivante", adalberte.hear().await, "Ada : Rigel");
    });
}
