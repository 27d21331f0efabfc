//! Les tests donnés.

use std::cell::Cell;
use std::time::Duration;

use contre_pression::{Lines, relay};
use kit::{check, check_eq, pipe};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::{sleep, timeout};

#[test]
fn tout_arrive_dans_l_ordre() {
    kit::virtual_time(async {
        let sent: Vec<String> = (1..=30).map(|n| format!("étoile {n}")).collect();
        let ((mut ada, from), (to, mut beam)) = (pipe(64), pipe(16));
        let write = async {
            for message in &sent {
                let _ = ada.write_all(format!("{message}\n").as_bytes()).await;
            }
            drop(ada);
        };
        let read = async {
            let mut heard = Vec::new();
            while let 1.. = beam.read_buf(&mut heard).await.unwrap() {
                sleep(Duration::from_millis(300)).await;
            }
            String::from_utf8(heard).unwrap()
        };
        let relayed = relay(Lines::new(from, 100), to, 4);
        let all = async { tokio::join!(relayed, write, read) };
        let Ok((end, (), heard)) = timeout(Duration::from_secs(60), all).await
        else {
            kit::fail(
                "tout est dit et lu, et relay ne finit pas : qui pourrait encore \
                 ajouter un message à la file ?",
            );
        };
        let heard: Vec<&str> = heard.lines().collect();
        check_eq("le nombre de messages relayés", heard.len(), sent.len());
        check_eq("les messages", heard, sent);
        check(end.is_ok(), format!("relay renvoie une erreur : {end:?}"));
    });
}

#[test]
fn la_lenteur_remonte_jusqu_a_l_envoi() {
    kit::virtual_time(async {
        // Chaque connexion ne retient qu'un message de 8 octets.
        let ((mut ada, from), (to, _silent)) = (pipe(8), pipe(8));
        let written = Cell::new(0_usize);
        let write = async {
            while ada.write_all(b"message\n").await.is_ok() && written.get() < 100 {
                written.set(written.get() + 1);
            }
        };
        let relayed = relay(Lines::new(from, 100), to, 5);
        let all = async { tokio::join!(relayed, write) };
        let _ = timeout(Duration::from_secs(1), all).await;
        // Ni celui qui est déjà sorti, ni celui qui n'est pas encore lu.
        let taken = written.get().saturating_sub(2);
        check(taken >= 1, "relay ne lit aucun message");
        check(
            taken <= 7,
            format!(
                "rien ne sort, et relay garde {taken} messages en mémoire : la file \
                 en a 5 au plus, avec celui qu'on écrit et celui qui attend une place"
            ),
        );
    });
}
