//! Les tests cachés.

use std::cell::Cell;
use std::io::{self, ErrorKind};
use std::time::Duration;

use contre_pression::{Lines, relay};
use kit::{Recorder, check, check_eq, pipe};
use tokio::io::AsyncWriteExt;
use tokio::time::timeout;

/// Ce que renvoie `relay`, en un mot.
fn outcome(end: &io::Result<()>) -> String {
    match end {
        Ok(()) => "Ok(())".to_owned(),
        Err(error) => format!("l'erreur {:?}", error.kind()),
    }
}

#[test]
fn la_file_absorbe_une_rafale() {
    kit::virtual_time(async {
        for capacity in [1, 5, 12] {
            let ((mut ada, from), (to, _silent)) = (pipe(8), pipe(8));
            let written = Cell::new(0_usize);
            let write = async {
                while ada.write_all(b"message\n").await.is_ok()
                    && written.get() < 100
                {
                    written.set(written.get() + 1);
                }
            };
            let relayed = relay(Lines::new(from, 100), to, capacity);
            let all = async { tokio::join!(relayed, write) };
            let _ = timeout(Duration::from_secs(1), all).await;
            let taken = written.get().saturating_sub(2);
            check(
                taken > capacity,
                format!(
                    "rien ne sort ; messages pris par relay : {taken}, dont celui qu'on \
                     écrit, alors que la file doit en absorber {capacity}"
                ),
            );
            check(
                taken <= capacity + 2,
                format!("relay garde {taken} messages pour une file de {capacity}"),
            );
        }
    });
}

#[test]
fn une_ecriture_rompue_arrete_le_relais() {
    kit::virtual_time(async {
        let ((mut ada, from), (to, beam)) = (pipe(8), pipe(8));
        drop(beam);
        let write = async {
            for _ in 0..50 {
                if ada.write_all(b"message\n").await.is_err() {
                    return;
                }
            }
            kit::fail(
                "l'écriture est rompue, et relay lit encore, 50 messages après",
            );
        };
        let relayed = relay(Lines::new(from, 100), to, 4);
        let all = async { tokio::join!(relayed, write) };
        match timeout(Duration::from_secs(1), all).await {
            Ok((end, ())) => {
                let what = "une fois l'écriture rompue, relay renvoie";
                check_eq(what, outcome(&end), "l'erreur BrokenPipe");
            }
            Err(_) => kit::fail(
                "l'écriture est rompue, la file est pleine, et relay attend encore",
            ),
        }
    });
}

#[test]
fn un_mauvais_message_n_efface_pas_les_precedents() {
    kit::virtual_time(async {
        let from = "Véga\nDeneb\nRigel\nune ligne bien trop longue\n".as_bytes();
        let beam = Recorder::at_most(3);
        let end = relay(Lines::new(from, 8), beam.clone(), 2).await;
        let what = "avant un message trop long, ce qui sort";
        check_eq(what, beam.text(), "Véga\nDeneb\nRigel\n");
        let what = "après un message trop long, relay renvoie";
        check_eq(what, outcome(&end), outcome(&Err(ErrorKind::InvalidData.into())));
        check(beam.is_flushed(), "ce qui est écrit n'est pas vidé par flush");
    });
}
