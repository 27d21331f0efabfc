//! Les tests donnés.

use std::io::ErrorKind;
use std::time::Duration;

use corps::{Decoder, Framing, read_body};
use tokio::io::BufReader;
use tokio::time::timeout;

const CHUNKED: &str =
    "6;capteur=2\r\nVéga\n\r\nC\r\n et\r\nAltaïr\r\n0\r\nETag: v\r\n\r\n";
const TEXT: &str = "Véga\n et\r\nAltaïr";

#[test]
fn la_longueur_dit_ou_s_arreter() {
    kit::virtual_time(async {
        for (text, what) in [("Véga", "d'une longueur de 5"), ("", "vide")] {
            let (ours, mut theirs) = kit::pipe(64);
            // `theirs` reste ouvert : le serveur attend la requête suivante.
            kit::drip(&mut theirs, text.as_bytes()).await.unwrap();
            let (mut from, length) = (BufReader::new(ours), text.len() as u64);
            let read = read_body(&mut from, Framing::Length(length));
            let Ok(read) = timeout(Duration::from_secs(5), read).await else {
                kit::fail(format!(
                    "read_body attend encore, alors que le corps, {what}, est \
                     entier : le serveur garde la connexion ouverte"
                ));
            };
            let what = format!("le corps {what}");
            kit::check_eq(&what, shown(&what, read).as_str(), text);
        }
    });
}

#[test]
fn les_morceaux_se_recollent() {
    kit::virtual_time(async {
        let read = read_body(&mut CHUNKED.as_bytes(), Framing::Chunked).await;
        let what = "le corps en deux morceaux, de 6 octets puis de C, fins de ligne \
                    comprises,";
        kit::check_eq(what, shown(what, read).as_str(), TEXT);
        let mut decoder = Decoder::new(Framing::Chunked);
        let (taken, body) = decode(&mut decoder, CHUNKED.as_bytes());
        kit::check_eq("le nombre d'octets pris", taken, CHUNKED.len());
        kit::check_eq("le corps décodé", body.as_slice(), TEXT.as_bytes());
        kit::check_eq("is_finished(), à la fin", decoder.is_finished(), true);
    });
}

#[test]
fn un_corps_coupe_est_une_erreur() {
    kit::virtual_time(async {
        let length = Framing::Length(TEXT.len() as u64);
        for (framing, whole) in [(length, TEXT), (Framing::Chunked, CHUNKED)] {
            for end in 0..whole.len() {
                let read = read_body(&mut &whole.as_bytes()[..end], framing).await;
                let place =
                    format!("au rang {end} sur {}, avec {framing:?}", whole.len());
                match read {
                    Ok(_) => {
                        kit::fail(format!("un corps coupé {place} est accepté"))
                    }
                    Err(error) => {
                        let what = format!("le genre de l'erreur, coupé {place}");
                        kit::check_eq(&what, error.kind(), ErrorKind::UnexpectedEof);
                    }
                }
            }
        }
    });
}

fn shown(what: &str, read: std::io::Result<Vec<u8>>) -> String {
    match read {
        Ok(body) => String::from_utf8_lossy(&body).into_owned(),
        Err(error) => kit::fail(format!("{what} ne se lit pas : {error}")),
    }
}

fn decode(decoder: &mut Decoder, bytes: &[u8]) -> (usize, Vec<u8>) {
    let mut body = Vec::new();
    match decoder.decode(bytes, &mut body) {
        Ok(taken) => (taken, body),
        Err(error) => kit::fail(format!("decode échoue : {error}")),
    }
}
