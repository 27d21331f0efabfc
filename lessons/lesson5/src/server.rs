//! Un serveur qui n'existe que le temps d'une portée.

use std::cell::RefCell;
use std::future;
use std::io;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::task::Poll;

use crate::generator::{Yielder, generator};
use crate::poll_fn::poll_fn;
use crate::{Connection, Listener, Stream, StreamExt};

/// Combien de clients sont servis à la fois ; les autres attendent leur tour.
const CLIENTS: usize = 8;

// ANCHOR: with_server
/// Ouvre un serveur sur un port libre, le temps de `body`, qui reçoit son adresse.
///
/// Quand `body` finit, sert jusqu'au bout les clients acceptés ; détruit, ferme tout.
///
/// # Errors
///
/// Celles du système, s'il n'a pas de port à donner.
///
/// # Panics
///
/// Hors d'une boucle qui a un réacteur, ou si `body` ou `serve` panique.
pub async fn with_server<T>(
    serve: impl AsyncFn(Connection),
    body: impl AsyncFnOnce(SocketAddr) -> T,
) -> io::Result<T> {
    let listener = Listener::bind(([127, 0, 0, 1], 0).into())?;
    let address = listener.address()?;
    let source = RefCell::new(Some(accepted(listener)));
    let clients = while_open(&source);
    let mut served = clients.map(|client| serve(client)).buffer_unordered(CLIENTS);
    let output = meanwhile(&mut served, body(address)).await;
    // La socket d'écoute se ferme ici, même si toutes les places sont prises.
    source.take();
    while served.next().await.is_some() {}
    Ok(output)
}
// ANCHOR_END: with_server

// ANCHOR: accepted
/// Les clients, à mesure qu'ils arrivent, jusqu'à une erreur du système.
fn accepted(mut listener: Listener) -> impl Stream<Item = Connection> + Unpin {
    generator(async move |mut out: Yielder<_>| {
        while let Ok(client) = listener.accept().await {
            out.yield_(client).await;
        }
    })
}

/// Le flux que contient `source`, jusqu'à ce qu'on l'en retire.
fn while_open<S: Stream + Unpin>(
    source: &RefCell<Option<S>>,
) -> impl Stream<Item = S::Item> + Unpin {
    poll_fn(|cx| match &mut *source.borrow_mut() {
        Some(source) => Pin::new(source).poll_next(cx),
        None => Poll::Ready(None),
    })
}
// ANCHOR_END: accepted

// ANCHOR: meanwhile
/// Attend `body` en faisant avancer `served`.
async fn meanwhile<F: Future>(
    mut served: impl Stream + Unpin,
    body: F,
) -> F::Output {
    let mut body = pin!(body);
    future::poll_fn(|cx| {
        while let Poll::Ready(Some(_)) = Pin::new(&mut served).poll_next(cx) {}
        body.as_mut().poll(cx)
    })
    .await
}
// ANCHOR_END: meanwhile

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::rc::Rc;
    use std::time::Duration;

    use clock::Clock;
    use lesson4::{Loop, sleep, timeout};

    use super::*;

    const NAP: Duration = Duration::from_millis(100);

    /// Attend un octet, dort, et répond.
    async fn echo(mut client: Connection) {
        let mut byte = [0];
        while let Ok(1) = client.recv(&mut byte).await {
            sleep(NAP).await;
            let _ = client.send(&byte).await;
        }
    }

    async fn ask(mut server: Connection) -> io::Result<u8> {
        server.send(b"?").await?;
        let mut byte = [0];
        server.recv(&mut byte).await?;
        Ok(byte[0])
    }

    fn is_free(address: SocketAddr) -> bool {
        Listener::bind(address).is_ok()
    }

    #[test]
    fn les_clients_sont_servis_en_concurrence() {
        let _clock = Clock::virtual_time().enter();
        Loop::new().run_task(async {
            let answers: Vec<_> = with_server(echo, async |address| {
                let mut servers = Vec::new();
                for _ in 0..3 {
                    servers.push(Connection::connect(address).await.unwrap());
                }
                let asks = crate::iter(servers).map(ask).buffered(3);
                asks.map(Result::unwrap).collect().await
            })
            .await
            .unwrap();
            assert_eq!(answers, b"???");
            assert_eq!(clock::now(), NAP);
        });
    }

    #[test]
    fn le_port_est_libre_apres_un_succes_et_apres_une_erreur() {
        Loop::new().run_task(async {
            for result in [Ok(()), Err(())] {
                let address = Cell::new(None);
                let ended = with_server(echo, async |at| {
                    assert!(!is_free(at));
                    address.set(Some(at));
                    result
                });
                assert_eq!(ended.await.unwrap(), result);
                assert!(is_free(address.get().unwrap()));
            }
        });
    }

    #[test]
    fn un_client_accepte_est_servi_jusqu_au_bout() {
        let _clock = Clock::virtual_time().enter();
        Loop::new().run_task(async {
            let mut client = None;
            let session = with_server(echo, async |address| {
                let mut server = Connection::connect(address).await.unwrap();
                server.send(b"!").await.unwrap();
                // Laisse le serveur accepter, et recevoir la question.
                sleep(NAP / 2).await;
                client = Some(Loop::current().spawn(async move {
                    let mut byte = [0];
                    server.recv(&mut byte).await.unwrap();
                    byte
                }));
            });
            session.await.unwrap();
            assert_eq!(clock::now(), NAP);
            let client = client.unwrap();
            assert_eq!(client.await.unwrap(), *b"!");
        });
    }

    #[test]
    fn la_socket_d_ecoute_se_ferme_avec_body_meme_si_tout_est_occupe() {
        let _clock = Clock::virtual_time().enter();
        Loop::new().run_task(async {
            let mut later = None;
            let session = with_server(echo, async |address| {
                let mut servers = Vec::new();
                for _ in 0..CLIENTS {
                    let mut server = Connection::connect(address).await.unwrap();
                    server.send(b"!").await.unwrap();
                    servers.push(server);
                }
                // Laisse le serveur les accepter tous, et aucun n'est encore servi.
                sleep(NAP / 2).await;
                later = Some(Loop::current().spawn(async move {
                    sleep(NAP / 4).await;
                    drop(servers);
                    is_free(address)
                }));
            });
            session.await.unwrap();
            assert!(later.unwrap().await.unwrap());
        });
    }

    #[test]
    fn une_annulation_ferme_tout_et_libere_le_port() {
        let _clock = Clock::virtual_time().enter();
        Loop::new().run_task(async {
            let address = Rc::new(Cell::new(None));
            let server = with_server(echo, async |at| {
                address.set(Some(at));
                std::future::pending::<()>().await;
            });
            assert!(timeout(NAP, server).await.is_err());
            assert!(is_free(address.get().unwrap()));
        });
    }
}
