//! Trois façons de ranger le télescope, ou d'essayer.

use std::fmt;

use crate::telescope::{Cloud, Event, Telescope};
use crate::with_telescope::with_telescope;

// ANCHOR: levels
/// Ne range rien : le destructeur fera ce qu'il peut.
pub async fn drop_only(
    star: &str,
    tell: impl Fn(Event) + 'static,
) -> Result<String, Cloud> {
    let mut telescope = Telescope::open(tell).await;
    telescope.expose(star).await
}

/// Range après s'en être servi, si l'on arrive jusque-là.
pub async fn explicit_close(
    star: &str,
    tell: impl Fn(Event) + 'static,
) -> Result<String, Cloud> {
    let mut telescope = Telescope::open(tell).await;
    let image = telescope.expose(star).await?;
    telescope.close().await;
    Ok(image)
}
// ANCHOR_END: levels

// ANCHOR: scoped
/// S'en sert dans une portée, qui range.
pub async fn scoped(
    star: &str,
    tell: impl Fn(Event) + 'static,
) -> Result<String, Cloud> {
    with_telescope(tell, async |telescope| telescope.expose(star).await).await
}
// ANCHOR_END: scoped

// ANCHOR: Level
/// Qui range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Le destructeur.
    Drop,
    /// Un `close().await`, à la fin.
    Close,
    /// La portée.
    Scope,
}
// ANCHOR_END: Level

// ANCHOR: observe
impl Level {
    /// Tous les niveaux.
    pub const ALL: [Self; 3] = [Self::Drop, Self::Close, Self::Scope];

    /// Observe `star` en rangeant de cette façon.
    ///
    /// # Errors
    ///
    /// [`Cloud`], devant Deneb.
    pub async fn observe(
        self,
        star: &str,
        tell: impl Fn(Event) + 'static,
    ) -> Result<String, Cloud> {
        match self {
            Self::Drop => drop_only(star, tell).await,
            Self::Close => explicit_close(star, tell).await,
            Self::Scope => scoped(star, tell).await,
        }
    }
}
// ANCHOR_END: observe

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Drop => "Drop seul",
            Self::Close => "close explicite",
            Self::Scope => "portée",
        })
    }
}
