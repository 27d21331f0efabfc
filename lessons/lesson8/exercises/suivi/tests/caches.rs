//! Les tests cachés.

use std::io::{self, SeekFrom};
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use kit::Stepper;
use suivi::{Follower, follow};
use tokio::io::{AsyncRead, AsyncSeek, ReadBuf};
use tokio::sync::mpsc;
use tokio::time::{sleep, timeout};

const SECOND: Duration = Duration::from_secs(1);

#[test]
fn la_coupure_peut_tomber_partout() {
    kit::virtual_time(async {
        let text: &[u8] = "Véga\r\n\r\nAltaïr 🌟\nRig\u{e9}l\r\n".as_bytes();
        let expected = ["Véga", "", "Altaïr 🌟", "Rigél"];
        for cut in 0..=text.len() {
            let (start, end) = text.split_at(cut);
            let seen = seen_in_parts(&[start, end]).await;
            let what = format!("les lignes d'un texte coupé au rang {cut}");
            kit::check_eq(&what, seen, expected);
        }
        let parts: Vec<&[u8]> = text.chunks(1).collect();
        let what = "les lignes d'un texte écrit octet par octet";
        kit::check_eq(what, seen_in_parts(&parts).await, expected);
        let seen = seen_in_parts(&[b"V\xe9", b"ga\nDeneb\n"]).await;
        let what = "les lignes, avec un octet qui n'est pas de l'UTF-8";
        kit::check_eq(what, seen, ["V\u{fffd}ga", "Deneb"]);
        let seen = seen_in_parts(&[b"  Ve\rga \r\n"]).await;
        let what = "une ligne, dont seul \\r\\n est la fin";
        kit::check_eq(what, seen, ["  Ve\rga "]);
    });
}

#[test]
fn un_regard_abandonne_ne_perd_ni_ne_repete_rien() {
    kit::virtual_time(async {
        for polls in 1..100 {
            let night = Night::default();
            night.write(b"Vega\nDeneb\nAlt");
            let mut follower = Follower::new(night.clone());
            let mut looking = Stepper::new(follower.look());
            if (0..polls).any(|_| looking.poll().is_ready()) {
                return;
            }
            drop(looking);
            night.write(b"air\n");
            let seen: Option<Vec<String>> = follower.look().await.ok();
            let what = format!(
                "les lignes, après un regard abandonné à l'appel à poll n° {polls}"
            );
            let expected = ["Vega", "Deneb", "Altair"].map(str::to_owned).to_vec();
            kit::check_eq(&what, seen, Some(expected));
        }
        kit::fail("look ne finit pas, après cent appels à poll");
    });
}

#[test]
fn le_suivi_finit_avec_celui_qui_ecoute() {
    kit::virtual_time(async {
        check_end(b"Vega\n", "entre deux regards").await;
        check_end(b"Vega\nDeneb\nAltair\n", "pendant un envoi").await;
    });
}

/// N'écoute plus après une ligne et une seconde : un envoi attend peut-être.
async fn check_end(text: &[u8], when: &str) {
    let night = Night::default();
    night.write(text);
    let (sender, mut lines) = mpsc::channel(1);
    let listening = async {
        let line: Option<String> = lines.recv().await;
        kit::check_eq("la première ligne", line.as_deref(), Some("Vega"));
        sleep(SECOND).await;
        drop(lines);
    };
    let following = follow(night, 10 * SECOND, sender);
    let both = async { tokio::join!(following, listening).0 };
    let (duration, ended) = kit::elapsed(timeout(SECOND * 60, both)).await;
    match ended {
        Err(_) => kit::fail("follow continue alors que plus personne n'écoute"),
        Ok(Err(error)) => kit::fail(format!(
            "plus personne n'écoute, {when}, et follow finit par un échec : {error}"
        )),
        Ok(Ok(())) => {}
    }
    let what = format!("un suivi que plus personne n'écoute après 1 s, {when}");
    kit::assert_elapsed(&what, duration, SECOND);
}

#[test]
fn un_echec_de_la_lecture_est_renvoye() {
    kit::virtual_time(async {
        let night = Night { is_broken: true, ..Night::default() };
        let (sender, _lines) = mpsc::channel(1);
        let following = timeout(SECOND * 60, follow(night, SECOND, sender));
        let kind = match following.await {
            Err(_) => kit::fail("follow continue alors que la lecture échoue"),
            Ok(ended) => ended.err().map(|error| error.kind()),
        };
        let expected = Some(io::ErrorKind::StaleNetworkFileHandle);
        kit::check_eq("le genre de l'erreur de follow", kind, expected);
    });
}

/// Écrit ces morceaux l'un après l'autre, et regarde après chacun.
async fn seen_in_parts(parts: &[&[u8]]) -> Vec<String> {
    let night = Night::default();
    let mut follower = Follower::new(night.clone());
    let mut seen = Vec::new();
    for part in parts {
        night.write(part);
        match follower.look().await {
            Ok(lines) => seen.extend(lines),
            Err(error) => kit::fail(format!("look échoue : {error}")),
        }
    }
    seen
}

/// Un faux fichier, que l'essai écrit d'un côté et qu'on suit de l'autre. Chaque
/// déplacement et chaque lecture attendent une fois, puis elle donne quatre octets
/// au plus.
#[derive(Clone, Default)]
struct Night {
    bytes: Arc<Mutex<Vec<u8>>>,
    position: usize,
    has_waited: bool,
    is_seeking: bool,
    is_broken: bool,
}

impl Night {
    fn write(&self, text: &[u8]) {
        self.bytes.lock().unwrap().extend(text);
    }
}

impl AsyncRead for Night {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.has_waited = !self.has_waited;
        if self.has_waited {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        if self.is_broken {
            return Poll::Ready(Err(io::ErrorKind::StaleNetworkFileHandle.into()));
        }
        let bytes = self.bytes.lock().unwrap().clone();
        let rest = bytes.get(self.position..).unwrap_or_default();
        let given = &rest[..rest.len().min(buffer.remaining()).min(4)];
        buffer.put_slice(given);
        self.position += given.len();
        Poll::Ready(Ok(()))
    }
}

impl AsyncSeek for Night {
    fn start_seek(mut self: Pin<&mut Self>, to: SeekFrom) -> io::Result<()> {
        let (from, by) = match to {
            SeekFrom::Start(position) => (0, position as i64),
            SeekFrom::Current(by) => (self.position, by),
            SeekFrom::End(by) => (self.bytes.lock().unwrap().len(), by),
        };
        let position = from.checked_add_signed(by as isize);
        self.position = position.ok_or(io::ErrorKind::InvalidInput)?;
        self.is_seeking = true;
        Ok(())
    }

    fn poll_complete(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<io::Result<u64>> {
        if std::mem::take(&mut self.is_seeking) {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(Ok(self.position as u64))
    }
}
