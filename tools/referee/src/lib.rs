//! L'arbitre : juger la copie d'un inconnu, dans un bac à sable.
//!
//! Un [`Referee`] se prépare pour un exercice, puis [`Referee::grade`] juge une copie
//! après l'autre. Aucune ne gagne un point qu'elle ne mérite pas, ne lit ce qu'elle ne
//! doit pas lire, ni ne survit à son jugement :
//!
//! 1. le texte de la copie est lu, mot à mot, avant d'être compilé ;
//! 2. elle est compilée en bibliothèque là où ni tests ni solution n'existent ;
//! 3. les tests y sont liés, dans un autre bac ;
//! 4. chaque test a son processus et son mot de passe, que seul peut rendre le kit.
//!
//! Chaque [`Defence`] se retire, pour que les essais montrent ce qu'elle arrête.
//! Restent les défauts de `rustc` lui-même : une copie sans `unsafe` qui corromprait sa
//! propre mémoire pourrait se dire juste, sans sortir du bac pour autant.

mod attributes;
mod clock;
mod decision;
mod declared;
mod defence;
mod holes;
mod item;
mod library;
mod neutral;
mod options;
mod output;
mod play;
mod program;
mod referee;
mod room;
mod shape;
mod source;
mod surface;
mod tokens;
mod words;
mod workshop;

pub use decision::{Decision, Refusal};
pub use defence::Defence;
pub use neutral::{is_deceptive, neutral};
pub use options::Options;
pub use referee::Referee;
pub use source::check_source;
