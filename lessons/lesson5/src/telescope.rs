//! Un télescope, à ranger quand on a fini : ce qu'un destructeur ne sait pas faire.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use lesson4::sleep;

/// Ce que durent une manœuvre du télescope, et une pose.
pub const TURN: Duration = Duration::from_millis(100);

// ANCHOR: Telescope
/// Un télescope ouvert. Le détruire le laisse pointé vers le ciel.
pub struct Telescope {
    /// À qui raconter ce qui lui arrive.
    tell: Box<dyn Fn(Event)>,
    parked: bool,
}

impl Telescope {
    /// Ouvre le télescope.
    pub async fn open(tell: impl Fn(Event) + 'static) -> Self {
        sleep(TURN).await;
        tell(Event::Opened);
        Self { tell: Box::new(tell), parked: false }
    }
}
// ANCHOR_END: Telescope

// ANCHOR: expose
impl Telescope {
    /// Prend une image de `star`.
    ///
    /// # Errors
    ///
    /// [`Cloud`], devant Deneb.
    ///
    /// # Panics
    ///
    /// L'obturateur se bloque devant Altaïr.
    pub async fn expose(&mut self, star: &str) -> Result<String, Cloud> {
        sleep(TURN).await;
        match star {
            "Deneb" => Err(Cloud),
            "Altaïr" => panic!("l'obturateur est bloqué"),
            _ => Ok(format!("{star}.fits")),
        }
    }
}
// ANCHOR_END: expose

// ANCHOR: Drop
impl Drop for Telescope {
    // Ranger s'attend, et un destructeur ne peut pas attendre.
    fn drop(&mut self) {
        if !self.parked {
            (self.tell)(Event::Abandoned);
        }
    }
}
// ANCHOR_END: Drop

// ANCHOR: close
impl Telescope {
    /// Range le télescope, et le consomme : on ne s'en sert plus après.
    pub async fn close(mut self) {
        sleep(TURN).await;
        self.parked = true;
        (self.tell)(Event::Parked);
    }
}
// ANCHOR_END: close

// ANCHOR: Event
/// Ce qui arrive à un télescope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// Il est ouvert.
    Opened,
    /// Il est rangé.
    Parked,
    /// Il a été détruit sans être rangé.
    Abandoned,
}
// ANCHOR_END: Event

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Opened => "ouvert",
            Self::Parked => "rangé",
            Self::Abandoned => "abandonné",
        })
    }
}

/// Un nuage est passé devant l'étoile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cloud;

impl fmt::Display for Cloud {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("un nuage est passé")
    }
}

impl Error for Cloud {}
