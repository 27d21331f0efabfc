//! Les lignes que reçoit une connexion, une à une.

use std::io;

use crate::Connection;
use crate::generator::{Generator, Yielder, generator};

// ANCHOR: lines
/// Crée le flux des lignes que reçoit `connection`, sans leur fin de ligne.
///
/// Une erreur de lecture est la dernière valeur du flux ; une ligne qui n'est pas de
/// l'UTF-8 est une erreur aussi, mais les suivantes arrivent.
pub fn lines(mut connection: Connection) -> Generator<'static, io::Result<String>> {
    generator(async move |mut out: Yielder<_>| {
        let (mut bytes, mut buffer) = (Vec::new(), [0; 32]);
        loop {
            match connection.recv(&mut buffer).await {
                Ok(0) => break,
                Ok(received) => bytes.extend_from_slice(&buffer[..received]),
                Err(error) => return out.yield_(Err(error)).await,
            }
            // Un paquet peut apporter plusieurs lignes, ou la moitié d'une.
            while let Some(end) = bytes.iter().position(|&byte| byte == b'\n') {
                let line: Vec<u8> = bytes.drain(..=end).collect();
                out.yield_(text(&line[..end])).await;
            }
        }
        if !bytes.is_empty() {
            out.yield_(text(&bytes)).await;
        }
    })
}
// ANCHOR_END: lines

fn text(line: &[u8]) -> io::Result<String> {
    let text = str::from_utf8(line);
    text.map(str::to_owned)
        .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
}

#[cfg(test)]
mod tests {
    use lesson4::Loop;

    use super::*;
    use crate::{Listener, StreamExt};

    #[test]
    fn des_lignes_coupees_n_importe_ou_sont_recollees() {
        let lines: Vec<_> = Loop::new().run_task(async {
            let mut listener = Listener::bind(([127, 0, 0, 1], 0).into()).unwrap();
            let address = listener.address().unwrap();
            let sender = Loop::current().spawn(async move {
                let mut client = Connection::connect(address).await.unwrap();
                for part in ["Vé\nDe", "neb\n\nAlt", "aïr"] {
                    client.send(part.as_bytes()).await.unwrap();
                    lesson4::interrupt().await;
                }
            });
            let client = listener.accept().await.unwrap();
            let lines = lines(client).map(Result::unwrap).collect().await;
            sender.await.unwrap();
            lines
        });
        assert_eq!(lines, ["Vé", "Deneb", "", "Altaïr"]);
    }

    #[test]
    fn une_ligne_illisible_est_une_erreur_et_les_suivantes_arrivent() {
        let lines: Vec<_> = Loop::new().run_task(async {
            let mut listener = Listener::bind(([127, 0, 0, 1], 0).into()).unwrap();
            let address = listener.address().unwrap();
            let mut client = Connection::connect(address).await.unwrap();
            client.send(b"\xff\nDeneb\n").await.unwrap();
            drop(client);
            let client = listener.accept().await.unwrap();
            lines(client).map(Result::ok).collect().await
        });
        assert_eq!(lines, [None, Some("Deneb".to_owned())]);
    }
}
