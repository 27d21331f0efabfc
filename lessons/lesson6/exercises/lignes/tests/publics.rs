//! Les tests donnés.

use std::io;
use std::time::Duration;

use kit::{check_eq, drip, pipe};
use lignes::Lines;
use tokio::io::{AsyncRead, AsyncWriteExt};
use tokio::time::timeout;

/// Attend la ligne suivante, dont les octets sont déjà arrivés ou vont l'être.
async fn next<R: AsyncRead + Unpin>(lines: &mut Lines<R>) -> Option<String> {
    let next: Result<io::Result<Option<String>>, _> =
        timeout(Duration::from_secs(1), lines.next()).await;
    match next {
        Ok(Ok(line)) => line,
        Ok(Err(error)) => kit::fail(format!(
            "next renvoie une erreur ({error}) pour une ligne permise"
        )),
        Err(_) => kit::fail(
            "next attend encore, alors que toute la ligne est arrivée : qu'est devenu \
             ce qu'une lecture précédente a reçu avec elle ?",
        ),
    }
}

#[test]
fn les_lignes_collees_sont_separees() {
    kit::virtual_time(async {
        let (mut ada, server) = pipe(100);
        ada.write_all("Véga\nDeneb\n\n  Rigel \nAlt".as_bytes()).await.unwrap();
        // Dix octets par ligne au plus : plusieurs lignes en font davantage.
        let mut lines = Lines::new(server, 10);
        for expected in ["Véga", "Deneb", "", "  Rigel "] {
            let line = next(&mut lines).await;
            check_eq("la ligne suivante", line.as_deref(), Some(expected));
        }
        // La connexion est encore ouverte : la suite d'Altaïr arrive.
        ada.write_all("aïr\n".as_bytes()).await.unwrap();
        let line = next(&mut lines).await;
        check_eq("la ligne coupée en deux", line.as_deref(), Some("Altaïr"));
    });
}

#[test]
fn octet_par_octet_rien_ne_change() {
    kit::virtual_time(async {
        let (ada, server) = pipe(100);
        let hear = async {
            let mut lines = Lines::new(server, 100);
            for expected in [Some("Véga"), Some("Altaïr"), Some("a\rb"), None, None]
            {
                let line = next(&mut lines).await;
                check_eq("octet par octet, la ligne", line.as_deref(), expected);
            }
        };
        let say = drip(ada, "Véga\nAltaïr\r\na\rb\r\n".as_bytes());
        let ((), _) = tokio::join!(hear, say);
    });
}
