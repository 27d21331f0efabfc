//! Des centaines de clients, une seule boucle.

use std::io;
use std::rc::Rc;

use lesson2::Waiter;
use lesson4::Loop;
use lesson4::socket::{Listener, Stream};
use scene::say;

// ANCHOR: serve
/// Renvoie à un client tout ce qu'il envoie, jusqu'à ce qu'il ferme.
async fn serve(mut client: Stream) -> io::Result<()> {
    let mut buffer = [0; 64];
    while let received @ 1.. = client.recv(&mut buffer).await? {
        client.send(&buffer[..received]).await?;
    }
    Ok(())
}

/// Accepte `clients` clients, un par tâche.
async fn accept(mut listener: Listener, clients: usize) -> io::Result<()> {
    for _ in 0..clients {
        let client = listener.accept().await?;
        Loop::current().spawn(serve(client));
    }
    Ok(())
}
// ANCHOR_END: serve

// ANCHOR: ask
/// Attend que tous les clients soient connectés, puis fait trois allers et retours.
///
/// Renvoie combien de réponses sont justes.
async fn ask(
    mut server: Stream,
    number: usize,
    all: Rc<Waiter>,
) -> io::Result<usize> {
    all.wait().await;
    let mut right = 0;
    for round in 0..3 {
        let question = format!("{number:04} {round}");
        server.send(question.as_bytes()).await?;
        let answer = receive(&mut server, question.len()).await?;
        right += usize::from(answer == question.as_bytes());
    }
    Ok(right)
}
// ANCHOR_END: ask

// ANCHOR: receive
/// Reçoit `length` octets, ou moins si le flux finit avant.
async fn receive(stream: &mut Stream, length: usize) -> io::Result<Vec<u8>> {
    let (mut bytes, mut received) = (vec![0; length], 0);
    while received < length {
        match stream.recv(&mut bytes[received..]).await? {
            0 => break,
            more => received += more,
        }
    }
    bytes.truncate(received);
    Ok(bytes)
}
// ANCHOR_END: receive

// ANCHOR: crowd
pub fn crowd() {
    const CLIENTS: usize = 300;
    allow_open_files();
    match Loop::new().run_task(count_right_answers(CLIENTS)) {
        Ok(right) => say!("{right} messages revenus tels quels"),
        Err(error) => say!("échec : {error}"),
    }
}
// ANCHOR_END: crowd

// ANCHOR: count_right_answers
async fn count_right_answers(clients: usize) -> io::Result<usize> {
    let listener = Listener::bind(([127, 0, 0, 1], 0).into())?;
    let (address, all) = (listener.address()?, Rc::new(Waiter::new()));
    let night = Loop::current();
    night.spawn(async move {
        if let Err(error) = accept(listener, clients).await {
            say!("le serveur n'accepte plus : {error}");
        }
    });
    let mut asking = Vec::new();
    for number in 0..clients {
        let server = Stream::connect(address).await?;
        asking.push(night.spawn(ask(server, number, Rc::clone(&all))));
    }
    say!("{clients} connexions ouvertes ensemble");
    all.set();
    let mut right = 0;
    for client in asking {
        right += client
            .await
            .unwrap_or_else(|error| Err(io::Error::other(error.to_string())))?;
    }
    Ok(right)
}
// ANCHOR_END: count_right_answers

/// Demande au système tout ce qu'il permet : chaque client prend deux descripteurs.
#[cfg(unix)]
fn allow_open_files() {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    // S'il refuse, la scène dira ce qui manque.
    let _ = setrlimit(Resource::Nofile, limit);
}

#[cfg(not(unix))]
fn allow_open_files() {}
