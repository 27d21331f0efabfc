//! Suivre un fichier qui grandit.

use std::convert::Infallible;
use std::io;
use std::path::Path;
use std::time::Duration;

use tokio::time::sleep;

use crate::follower::Follower;
use crate::pool::blocking;

/// Le temps entre deux regards.
pub const PERIOD: Duration = Duration::from_millis(200);

// ANCHOR: News
/// Ce qui arrive à un fichier suivi.
#[derive(Debug, PartialEq, Eq)]
pub enum News {
    /// Une ligne entière, sans sa fin.
    Line(String),
    /// Le nom ne désigne rien, ou plus rien ; on attend.
    Missing,
    /// Un fichier porte de nouveau ce nom ; on le lit depuis le début.
    Appeared,
    /// Le fichier a été vidé ; on le relit depuis le début.
    Truncated,
    /// Un autre fichier a pris le nom ; on le lit depuis le début.
    Replaced,
}
// ANCHOR_END: News

impl News {
    /// Renvoie ce qu'on en dit à qui regarde.
    pub fn sentence(&self) -> &str {
        match self {
            Self::Line(line) => line,
            Self::Missing => "introuvable ; on l'attend",
            Self::Appeared => "le voici",
            Self::Truncated => "vidé ; relu du début",
            Self::Replaced => "remplacé ; voici le nouveau",
        }
    }
}

// ANCHOR: follow
/// Dit à `tell` les `last` dernières lignes de `path`, toutes s'il n'y en a pas,
/// puis ce qui lui arrive, un regard à la fois. Ne finit pas : c'est à l'appelant de
/// l'abandonner.
///
/// # Errors
///
/// Celles du système, sauf l'absence du fichier.
pub async fn follow(
    path: &Path,
    last: Option<usize>,
    mut tell: impl AsyncFnMut(Vec<News>),
) -> io::Result<Infallible> {
    let mut follower = Follower::new(path, last);
    loop {
        let looked;
        (follower, looked) = blocking(move || {
            let looked = follower.look();
            (follower, looked)
        })
        .await;
        let (news, more) = looked?;
        tell(news).await;
        if !more {
            sleep(PERIOD).await;
        }
    }
}
// ANCHOR_END: follow
