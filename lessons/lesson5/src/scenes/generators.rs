//! Écrire un flux sans écrire de type.

use std::io;
use std::pin::Pin;
use std::task::{Poll, ready};
use std::time::Duration;

use lesson4::{Loop, sleep};
use lesson5::generator::Yielder;
use lesson5::{Connection, Listener, Stream, generator, lines, poll_fn};
use scene::{future, say};

const STARS: [&str; 3] = ["Véga", "Deneb", "Altaïr"];
const STEP: Duration = Duration::from_millis(100);

// ANCHOR: closure
pub fn closure() {
    let (mut stars, mut waiting) = (STARS.into_iter(), sleep(STEP));
    let mut rising = poll_fn(move |cx| {
        if stars.len() == 0 {
            return Poll::Ready(None);
        }
        ready!(Pin::new(&mut waiting).poll(cx));
        waiting = sleep(STEP);
        Poll::Ready(stars.next())
    });
    Loop::new().run_task(async move {
        while let Some(star) = rising.next().await {
            say!("{star} se lève");
        }
        say!("fin");
    });
}
// ANCHOR_END: closure

// ANCHOR: coroutine
async fn rise(mut out: Yielder<&str>) {
    for star in STARS {
        sleep(STEP).await;
        out.yield_(star).await;
    }
}

pub fn coroutine() {
    Loop::new().run_task(async {
        let mut rising = generator(rise);
        while let Some(star) = rising.next().await {
            say!("{star} se lève");
        }
        say!("fin");
    });
}
// ANCHOR_END: coroutine

// ANCHOR: send_catalogue
/// Envoie cinq lignes, une par période.
async fn send_catalogue(mut client: Connection, period: Duration) {
    for n in 1..=5 {
        sleep(period).await;
        let line = format!("étoile {n}\n");
        client.send(line.as_bytes()).await.expect("le lecteur écoute");
    }
}

async fn serve_both(mut listener: Listener) -> io::Result<()> {
    let (mut north, mut south) =
        (listener.accept().await?, listener.accept().await?);
    // Personne ne commence avant que les deux aient demandé.
    let request = &mut [0; 16];
    let _ = (north.recv(request).await?, south.recv(request).await?);
    let night = Loop::current();
    night.add_task(send_catalogue(north, Duration::from_millis(100)));
    night.add_task(send_catalogue(south, Duration::from_millis(70)));
    Ok(())
}
// ANCHOR_END: send_catalogue

// ANCHOR: read_catalogue
async fn read_catalogue(name: &str, mut server: Connection) -> io::Result<String> {
    server.send(b"catalogue\n").await?;
    let (mut lines, mut count) = (lines(server), 0);
    while let Some(line) = lines.next().await {
        say!("{name} : {}", line?);
        count += 1;
    }
    Ok(format!("{name} : {count} étoiles"))
}
// ANCHOR_END: read_catalogue

// ANCHOR: catalogues
pub fn catalogues() {
    let read_both = async {
        let listener = Listener::bind(([127, 0, 0, 1], 0).into())?;
        let address = listener.address()?;
        let night = Loop::current();
        night.spawn(serve_both(listener));
        let north = Connection::connect(address).await?;
        let south = Connection::connect(address).await?;
        let tasks = [
            night.spawn(future("nord", read_catalogue("nord", north))),
            night.spawn(future("sud", read_catalogue("sud", south))),
        ];
        for task in tasks {
            say!("{}", task.await.expect("la lecture ne panique pas")?);
        }
        io::Result::Ok(())
    };
    Loop::new().run_task(read_both).expect("le réseau local répond");
}
// ANCHOR_END: catalogues

// ANCHOR: left_halfway
struct Shutter;

impl Drop for Shutter {
    fn drop(&mut self) {
        say!("l'obturateur se ferme");
    }
}

async fn expose_all(mut out: Yielder<&str>) {
    let _shutter = Shutter;
    for star in STARS {
        sleep(STEP).await;
        out.yield_(star).await;
    }
}

pub fn left_halfway() {
    Loop::new().run_task(async {
        let mut images = generator(expose_all);
        let first = images.next().await;
        say!("la première suffit : {}", first.unwrap_or("aucune"));
        drop(images);
        say!("la nuit continue");
    });
}
// ANCHOR_END: left_halfway
