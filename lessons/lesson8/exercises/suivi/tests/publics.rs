//! Les tests donnés.

use std::io::{self, SeekFrom};
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use suivi::{Follower, follow};
use tokio::io::{AsyncRead, AsyncSeek, ReadBuf};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep, timeout};

const SECOND: Duration = Duration::from_secs(1);

#[test]
fn seules_les_lignes_entieres_sont_dites() {
    kit::virtual_time(async {
        let night = Night::default();
        night.write(b"21 h : Vega\n22 h : De");
        let mut follower = Follower::new(night.clone());
        check_look(&mut follower, "au premier regard", &["21 h : Vega"]).await;
        check_look(&mut follower, "rien n'ayant changé", &[]).await;
        night.write(b"neb\n\n23 h");
        let what = "la ligne finie, et une vide après elle";
        check_look(&mut follower, what, &["22 h : Deneb", ""]).await;
        night.write(b" : Altair\n");
        check_look(&mut follower, "la dernière finie", &["23 h : Altair"]).await;
    });
}

#[test]
fn un_journal_vide_se_relit_du_debut() {
    kit::virtual_time(async {
        let night = Night::default();
        night.write(b"Vega\nDeneb\nAlt");
        let mut follower = Follower::new(night.clone());
        check_look(&mut follower, "au premier regard", &["Vega", "Deneb"]).await;
        night.bytes.lock().unwrap().clear();
        night.write(b"Rigel\nAnt");
        check_look(&mut follower, "le journal vidé, puis regarni", &["Rigel"]).await;
        night.write(b"ares\n");
        check_look(&mut follower, "la suite écrite", &["Antares"]).await;
        night.bytes.lock().unwrap().clear();
        check_look(&mut follower, "le journal vidé", &[]).await;
        night.write(b"Vega\n");
        check_look(&mut follower, "une ligne écrite ensuite", &["Vega"]).await;
    });
}

#[test]
fn les_lignes_arrivent_a_chaque_regard() {
    kit::virtual_time(async {
        let night = Night::default();
        night.write(b"Vega\n");
        let (sender, mut lines) = mpsc::channel(1);
        let start = Instant::now();
        let writing = async {
            sleep(SECOND * 3 / 10).await;
            night.write(b"De");
            sleep(SECOND).await;
            night.write(b"neb\nRigel\nAltair\n");
        };
        let listening = async {
            let mut seen = Vec::new();
            while let Ok(Some(line)) = timeout(SECOND * 5, lines.recv()).await {
                seen.push((start.elapsed().as_millis(), line));
            }
            seen
        };
        let both = async { tokio::join!(listening, writing).0 };
        tokio::select! {
            biased;
            ended = follow(night.clone(), SECOND, sender) => kit::fail(format!(
                "follow finit par {ended:?} alors qu'on écoute encore"
            )),
            seen = both => kit::check_eq(
                "les lignes et leurs dates en ms, à un regard par seconde",
                seen,
                [(0, "Vega"), (2000, "Deneb"), (2000, "Rigel"), (2000, "Altair")]
                    .map(|(date, line)| (date, line.to_owned())),
            ),
        }
    });
}

async fn check_look(follower: &mut Follower<Night>, when: &str, expected: &[&str]) {
    match follower.look().await {
        Ok(lines) => {
            let what = format!("ce que renvoie look, {when}");
            kit::check_eq(&what, lines.as_slice(), expected);
        }
        Err(error) => kit::fail(format!("look échoue, {when} : {error}")),
    }
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
