//! Les tests donnés.

use std::pin::pin;
use std::time::Duration;

use echo::{repeat, serve};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
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

/// Lit autant d'octets qu'en a `word` : ce doit être `word`, et sans tarder.
async fn expect_back(client: &mut (impl AsyncRead + Unpin), word: &str, why: &str) {
    let mut heard = vec![0; word.len()];
    match soon(client.read_exact(&mut heard)).await {
        Some(Ok(_)) => {
            let heard = String::from_utf8_lossy(&heard);
            kit::check_eq("ce qui revient", heard.as_ref(), word);
        }
        Some(Err(_)) => kit::fail(format!(
            "la connexion est fermée avant que « {word} » soit revenu, alors que la \
             cliente parle encore"
        )),
        None => kit::fail(format!("« {word} » ne revient pas : {why}")),
    }
}

#[test]
fn chaque_mot_revient_aussitot() {
    kit::virtual_time(async {
        let (mut ada, server) = kit::pipe(64);
        let talk = async {
            for word in ["Véga", "Deneb"] {
                let _ = ada.write_all(word.as_bytes()).await;
                let why = "le serveur attend-il autre chose avant de répondre, ou un \
                           tampon d'être vidé ?";
                expect_back(&mut ada, word, why).await;
            }
            let _ = ada.shutdown().await;
            let mut end = Vec::new();
            match soon(ada.read_to_end(&mut end)).await {
                Some(_) => {
                    let end = String::from_utf8_lossy(&end);
                    kit::check_eq("la fin", end.as_ref(), "total : 10\n");
                }
                None => kit::fail(
                    "Ada a fermé sa moitié, et le serveur ne ferme pas la sienne",
                ),
            }
        };
        let (end, ()) = tokio::join!(repeat(server), talk);
        kit::check(end.is_ok(), format!("repeat renvoie une erreur : {end:?}"));
    });
}

#[test]
fn une_cliente_muette_ne_retarde_personne() {
    kit::real_time(async {
        kit::allow_leaks();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let server = tokio::spawn(serve(listener));
        let talk = async {
            let _ada = TcpStream::connect(address).await.unwrap();
            let mut berthe = TcpStream::connect(address).await.unwrap();
            berthe.write_all("Altaïr".as_bytes()).await.unwrap();
            let why = "Ada, connectée avant Berthe, se tait, et le serveur attend \
                       qu'elle ait fini";
            expect_back(&mut berthe, "Altaïr", why).await;
        };
        tokio::select! {
            biased;
            end = server => {
                kit::fail(format!("serve a fini : {:?}", end.unwrap()));
            }
            () = talk => {}
        }
    });
}
