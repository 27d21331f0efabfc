//! Les tests cachés.

use std::io;
use std::time::Duration;

use kit::{Broken, check, check_eq, drip_chunks, pipe};
use lignes::Lines;
use tokio::io::{AsyncRead, AsyncWriteExt};
use tokio::time::timeout;

/// Attend une seconde le résultat de `next`, et le montre en peu de mots.
async fn next<R: AsyncRead + Unpin>(lines: &mut Lines<R>) -> String {
    let next: Result<io::Result<Option<String>>, _> =
        timeout(Duration::from_secs(1), lines.next()).await;
    match next {
        Ok(Ok(Some(line))) => format!("la ligne « {line} »"),
        Ok(Ok(None)) => "la fin".to_owned(),
        Ok(Err(error)) => format!("l'erreur {:?}", error.kind()),
        Err(_) => "rien, next attend encore".to_owned(),
    }
}

#[test]
fn une_coupure_n_est_pas_une_fin() {
    kit::virtual_time(async {
        let mut lines = Lines::new("Véga\nDen".as_bytes(), 100);
        for expected in ["la ligne « Véga »", "la ligne « Den »", "la fin"] {
            check_eq("un flux qui finit sans \\n", next(&mut lines).await, expected);
        }
        let mut lines = Lines::new("Véga\r\r\nDen\r".as_bytes(), 100);
        for expected in ["la ligne « Véga\r »", "la ligne « Den\r »", "la fin"]
        {
            let what = "un flux où deux « \\r » ne sont pas d'une fin de ligne";
            check_eq(what, next(&mut lines).await, expected);
        }
        let mut lines = Lines::new(Broken::after("Véga\nDen".as_bytes()), 100);
        for expected in ["la ligne « Véga »", "l'erreur ConnectionReset"] {
            let what = "un flux rompu au milieu d'une ligne";
            check_eq(what, next(&mut lines).await, expected);
        }
    });
}

#[test]
fn une_ligne_trop_longue_est_refusee() {
    kit::virtual_time(async {
        for end in ["\n", "\r\n", ""] {
            let text = format!("Véga{end}");
            let mut rng = kit::seeded(end.len() as u64);
            let (ada, server) = pipe(100);
            let say = drip_chunks(ada, text.as_bytes(), 1, &mut rng);
            let mut lines = Lines::new(server, 5);
            let (heard, _) = tokio::join!(next(&mut lines), say);
            let what = format!("5 octets permis, et {text:?} en a 5 sans sa fin");
            check_eq(&what, heard, "la ligne « Véga »");
            let mut lines = Lines::new(text.as_bytes(), 4);
            let what = format!("4 octets permis, et {text:?} en a 5 sans sa fin");
            check_eq(&what, next(&mut lines).await, "l'erreur InvalidData");
        }
        let (mut ada, server) = pipe(1_000);
        ada.write_all(&[b'a'; 102]).await.unwrap();
        let mut lines = Lines::new(server, 100);
        let what = "100 octets permis, 102 arrivés, et la ligne ne finit pas";
        check_eq(what, next(&mut lines).await, "l'erreur InvalidData");
    });
}

#[test]
fn abandonner_l_attente_ne_perd_rien() {
    kit::virtual_time(async {
        let (mut ada, server) = pipe(100);
        let mut lines = Lines::new(server, 100);
        for part in ["Vé", "ga et De", "neb\nRi"] {
            let wait = Duration::from_millis(500);
            let abandoned = timeout(wait, lines.next()).await;
            check(
                abandoned.is_err(),
                "next aboutit, alors qu'aucune ligne entière n'est arrivée",
            );
            ada.write_all(part.as_bytes()).await.unwrap();
        }
        let what = "après trois attentes abandonnées";
        check_eq(what, next(&mut lines).await, "la ligne « Véga et Deneb »");
        let abandoned = timeout(Duration::from_millis(500), lines.next()).await;
        check(abandoned.is_err(), "next prend « Ri » pour une ligne entière");
        ada.write_all(b"gel\n").await.unwrap();
        let what = "après une autre attente abandonnée";
        check_eq(what, next(&mut lines).await, "la ligne « Rigel »");
    });
}

#[test]
fn ce_qui_n_est_pas_du_texte_est_refuse() {
    kit::virtual_time(async {
        let mut lines = Lines::new(&b"Rigel\nV\xe9ga\n"[..], 100);
        check_eq(
            "une ligne ordinaire",
            next(&mut lines).await,
            "la ligne « Rigel »",
        );
        let what = "une ligne qui n'est pas de l'UTF-8";
        check_eq(what, next(&mut lines).await, "l'erreur InvalidData");
    });
}
