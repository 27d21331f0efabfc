//! Les tests cachés.

use std::io;
use std::pin::{Pin, pin};
use std::task::{Context, Poll};
use std::time::Duration;

use echo::{repeat, serve};
use tokio::io::{
    AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, DuplexStream, ReadBuf,
};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

/// Attend cent tours de 10 ms : le serveur, dans le même thread, a la main à chacun.
async fn soon<T>(future: impl Future<Output = T>) -> Option<T> {
    let mut future = pin!(future);
    for _ in 0..100 {
        let turn = timeout(Duration::from_millis(10), future.as_mut());
        if let Ok(output) = turn.await {
            return Some(output);
        }
    }
    None
}

/// Une connexion dont on ne lit pas la fin plus de dix fois.
struct Ends {
    inner: DuplexStream,
    ends: u32,
}

impl AsyncRead for Ends {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.inner).poll_read(cx, buffer);
        if read.is_ready() && buffer.filled().len() == before {
            self.ends += 1;
            kit::check(
                self.ends <= 10,
                "le serveur lit encore et encore après la fin du flux, que read \
                 annonce par zéro octet",
            );
        }
        read
    }
}

impl AsyncWrite for Ends {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.inner).poll_write(cx, bytes)
    }

    fn poll_flush(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_flush(cx)
    }

    fn poll_shutdown(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(cx)
    }
}

#[test]
fn deux_cent_mille_octets_reviennent() {
    kit::virtual_time(async {
        let mut rng = kit::seeded(1);
        let sent: Vec<u8> = (0..200_000).map(|_| rng.u8(..)).collect();
        let (ada, server) = kit::pipe(777);
        let (mut hear, mut say) = tokio::io::split(ada);
        let talk = async {
            let _ = kit::drip_chunks(&mut say, &sent, 2_000, &mut rng).await;
            let _ = say.shutdown().await;
        };
        // Ada lit lentement : l'autre bout n'a pas toujours la place de tout écrire.
        let hear = async {
            let mut heard = Vec::new();
            let mut buffer = [0; 100];
            while let Ok(count @ 1..) = hear.read(&mut buffer).await {
                heard.extend_from_slice(&buffer[..count]);
                tokio::task::yield_now().await;
            }
            heard
        };
        let (end, (), heard) = tokio::join!(repeat(server), talk, hear);
        kit::check(end.is_ok(), format!("repeat renvoie une erreur : {end:?}"));
        let expected: Vec<u8> = [sent.as_slice(), b"total : 200000\n"].concat();
        if heard != expected {
            let common = heard.iter().zip(&expected).take_while(|(a, b)| a == b);
            let (common, count) = (common.count(), heard.len());
            kit::fail(format!(
                "sur 200000 octets et la ligne du total, {common} reviennent justes, \
                 puis l'écho diffère ou manque ({count} octets en tout, au lieu de {})",
                expected.len(),
            ));
        }
    });
}

#[test]
fn la_fin_du_flux_n_est_lue_qu_une_fois() {
    kit::virtual_time(async {
        let (mut ada, server) = kit::pipe(64);
        let talk = async {
            let _ = ada.shutdown().await;
            let mut heard = String::new();
            let _ = ada.read_to_string(&mut heard).await;
            kit::check_eq("ce qu'entend une cliente muette", heard, "total : 0\n");
        };
        let server = Ends { inner: server, ends: 0 };
        let (end, ()) = tokio::join!(repeat(server), talk);
        kit::check(end.is_ok(), format!("repeat renvoie une erreur : {end:?}"));
    });
}

#[test]
fn une_cliente_perdue_n_arrete_pas_le_serveur() {
    kit::real_time(async {
        kit::allow_leaks();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let server = tokio::spawn(serve(listener));
        let talk = async {
            let mut ada = TcpStream::connect(address).await.unwrap();
            ada.write_all(b"Vega").await.unwrap();
            let mut heard = [0; 4];
            kit::check(
                matches!(soon(ada.read_exact(&mut heard)).await, Some(Ok(_))),
                "« Vega » ne revient pas",
            );
            // La connexion d'Ada est rompue : le serveur lit une erreur.
            ada.set_zero_linger().unwrap();
            drop(ada);
            let mut berthe = TcpStream::connect(address).await.ok();
            let answer = async {
                let berthe = berthe.as_mut()?;
                berthe.write_all(b"Rigel").await.ok()?;
                berthe.shutdown().await.ok()?;
                let mut heard = String::new();
                berthe.read_to_string(&mut heard).await.ok()?;
                Some(heard)
            };
            let heard = soon(answer).await.flatten();
            kit::check_eq(
                "ce qu'entend Berthe, après la perte d'Ada",
                heard.as_deref(),
                Some("Rigeltotal : 5\n"),
            );
        };
        tokio::select! {
            biased;
            end = server => {
                let end = end.unwrap();
                kit::fail(format!(
                    "serve a fini, alors que la connexion d'une seule cliente est \
                     rompue : {end:?}"
                ));
            }
            () = talk => {}
        }
    });
}
