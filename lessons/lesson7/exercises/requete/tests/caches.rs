//! Les tests cachés.

use std::io::{self, ErrorKind};
use std::time::Duration;

use kit::Recorder;
use requete::{Head, read_head, write_get};
use tokio::io::{AsyncReadExt, BufReader, BufWriter};
use tokio::time::timeout;

const PATIENCE: Duration = Duration::from_secs(5);

#[test]
fn la_requete_part_tout_entiere() {
    kit::virtual_time(async {
        let recorder = Recorder::at_most(3);
        let _ = write_get(&mut recorder.clone(), "deneb.example", "/").await;
        let expected = "GET / HTTP/1.1\r\nHost: deneb.example\r\n\r\n";
        let what = "écrite par bouts de 3 octets au plus, la requête";
        kit::check_eq(what, recorder.text().as_str(), expected);

        let recorder = Recorder::new();
        let mut buffered = BufWriter::new(recorder.clone());
        let _ = write_get(&mut buffered, "deneb.example", "/").await;
        let message = "la requête est restée dans le tampon d'écriture : le serveur \
                       ne l'a pas reçue";
        kit::check(recorder.text() == expected, message);
        kit::check(
            !recorder.is_shut_down(),
            "la connexion est fermée, alors que la réponse doit encore venir",
        );
    });
}

#[test]
fn le_debut_arrive_par_fragments() {
    kit::virtual_time(async {
        let mut rng = kit::seeded(1);
        for largest in [1, 2, 5, 40] {
            let (ours, mut theirs) = kit::pipe(64);
            let bytes =
                b"HTTP/1.1 200 \r\nContent-Length: 5\r\nAge: 7\r\n\r\nV\xe9ga\n";
            let mut from = BufReader::new(ours);
            let read = timeout(PATIENCE, async {
                let head: io::Result<Head> = read_head(&mut from).await;
                head
            });
            // `theirs` reste ouvert : le serveur attend la requête suivante.
            let write = kit::drip_chunks(&mut theirs, bytes, largest, &mut rng);
            let (head, _) = tokio::join!(read, write);
            let head = match head {
                Ok(Ok(head)) => head,
                Ok(Err(error)) => kit::fail(format!(
                    "par fragments de taille {largest} au plus, read_head échoue \
                     avant que tout soit arrivé : {error}"
                )),
                Err(_) => kit::fail(
                    "read_head attend encore, alors que la ligne vide est arrivée : \
                     le serveur garde la connexion ouverte",
                ),
            };
            let mut body = [0; 5];
            let read = timeout(PATIENCE, from.read_exact(&mut body)).await;
            kit::check(
                read.is_ok(),
                "le corps n'est plus à lire dans `from` : il est passé ailleurs",
            );
            let what =
                |part| format!("{part}, par fragments de taille {largest} au plus");
            kit::check_eq(&what("le statut"), head.status, 200);
            kit::check_eq(&what("le nombre d'en-têtes"), head.headers.len(), 2);
            kit::check_eq(&what("l'en-tête Age"), head.header("age"), Some("7"));
            kit::check_eq(&what("le corps laissé à lire"), &body, b"V\xe9ga\n");
        }
    });
}

#[test]
fn une_ligne_incorrecte_est_refusee() {
    kit::virtual_time(async {
        for line in [
            "HTTP/1.1 deux OK",
            "HTTP/1.1 20 OK",
            "HTTP/1.1 2000 OK",
            "HTTP/1.1 +20 OK",
            "HTTP/1.1",
            "VEGA 200 OK",
            "HTTP/1.0 200 OK",
            "",
            "HTTP/1.1 200 OK\r\nsans deux-points",
        ] {
            let text = format!("{line}\r\n\r\n");
            let kind = failure(text.as_bytes(), line).await;
            let what = format!("le genre de l'erreur pour {line:?}");
            kit::check_eq(&what, kind, ErrorKind::InvalidData);
        }
    });
}

#[test]
fn un_debut_coupe_est_une_erreur() {
    kit::virtual_time(async {
        let text = "HTTP/1.1 200 OK\r\nServer: Vega\r\nAge: 7\r\n\r\n";
        for end in 0..text.len() {
            let start = &text[..end];
            let kind = failure(start.as_bytes(), start).await;
            let what =
                format!("le genre de l'erreur quand tout finit après {start:?}");
            kit::check_eq(&what, kind, ErrorKind::UnexpectedEof);
        }
    });
}

/// Renvoie le genre de l'erreur que ces octets doivent causer.
async fn failure(mut bytes: &[u8], shown: &str) -> ErrorKind {
    match read_head(&mut bytes).await {
        Ok(head) => kit::fail(format!("{shown:?} est accepté : {head:?}")),
        Err(error) => error.kind(),
    }
}
