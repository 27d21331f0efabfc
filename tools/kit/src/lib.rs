//! Ce que les essais d'un exercice vérifient, et comment ils l'expliquent.
//!
//! Un essai est un `#[test]` ordinaire, dont le corps est joué par l'une de ces
//! fonctions :
//!
//! * [`run`] : des appels à `poll` lancés à la main, ou du code bloquant ;
//! * [`virtual_time`] : du code tokio, sur une horloge en pause – aucune attente
//!   réelle, des durées exactes, ni socket ni thread ;
//! * [`real_time`] : du code tokio sur de vraies sockets, là où elles sont le sujet.
//!
//! Aucun essai ne se bloque : un juge, dans son thread, met fin en français à ce qui
//! ne finira pas. Une attente bloquante se voit en 250 ms : donnez aux attentes
//! virtuelles 300 ms au moins, pour que `std::thread::sleep` à leur place soit
//! expliqué. Une tâche qui survit à l'essai le fait échouer, sauf après
//! [`allow_leaks`]. Une fermeture de [`run`] où tous les threads dorment une
//! demi-seconde est tenue pour bloquée.
//!
//! ```
//! use std::time::Duration;
//!
//! use kit::{assert_overlap, check_eq, elapsed, virtual_time};
//!
//! // Le code jugé.
//! async fn both() -> u32 {
//!     let wait = |n| async move {
//!         tokio::time::sleep(Duration::from_secs(n)).await;
//!         n as u32
//!     };
//!     let other = tokio::spawn(wait(2));
//!     wait(1).await + other.await.unwrap()
//! }
//!
//! // Le corps de l'essai.
//! virtual_time(async {
//!     let (took, sum) = elapsed(both()).await;
//!     check_eq("la somme", sum, 3);
//!     let (max, sum) = (Duration::from_secs(2), Duration::from_secs(3));
//!     assert_overlap("les deux attentes", took, max, sum);
//! });
//! ```
//!
//! À la main, un [`Stepper`] interroge la future du code jugé, qui attend elle-même
//! une [`Probe`] ou un [`ProbeStream`] dont l'essai tient la télécommande. Le
//! message d'un essai est tout ce que lit la personne qui apprend : [`check`],
//! [`check_eq`] et [`fail`] le disent en français ; un `assert_eq!` le dit en
//! anglais.
//!
//! Sous `KIT_VERDICT`, ou lancé par [`play`], l'essai lit un mot de passe sur son
//! entrée et le rend avec son verdict sur la sortie : seule cette ligne prouve qu'il
//! est allé au bout.

mod activity;
mod alarm;
mod check;
mod comparable;
mod drop_counter;
mod durations;
mod expectations;
mod failure;
mod in_flight;
mod json;
mod judge;
mod locks;
mod log;
mod nonce;
mod panic;
mod pipes;
mod play;
mod probe;
mod probe_stream;
mod process;
mod pulse;
mod recorder;
mod report;
mod run;
mod seeded;
mod segment;
mod session;
mod stepper;
mod watch;

pub use activity::{Activity, activity};
pub use check::{assert_send, check, check_eq};
pub use comparable::Comparable;
pub use drop_counter::{DropCounter, Tracked};
pub use durations::{assert_elapsed, assert_overlap, elapsed};
pub use failure::fail;
pub use in_flight::{
    Flight, InFlight, assert_all_done, assert_at_least, assert_at_most,
};
pub use locks::{Lock, assert_unlocked};
pub use log::{Log, assert_log};
pub use pipes::{Broken, drip, drip_chunks, pipe};
pub use play::play;
pub use probe::{Probe, ProbeHandle};
pub use probe_stream::{ProbeStream, StreamHandle};
pub use recorder::Recorder;
pub use run::{real_time, run, virtual_time};
pub use seeded::{seeded, values};
pub use session::allow_leaks;
pub use stepper::Stepper;
