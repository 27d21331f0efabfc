//! La chronologie d'un acte : qui avait la main, quand, et qui a réveillé qui.
//!
//! [`future`] et [`task`] enveloppent n'importe quelle future sous un nom ; chaque appel
//! à `poll`, chaque réveil, chaque minuteur est noté à l'heure de [`clock`]. Le journal
//! se lit ensuite comme un [`Chart`], dessiné en texte, en SVG, en tableau ou en JSON.
//!
//! L'idée de suivre les tâches par leurs appels à `poll` et leurs réveils vient de
//! tokio-console ; celle d'une ligne par participant, des diagrammes de Gantt.

mod chart;
mod date;
mod json;
mod record;
mod svg;
mod table;
mod text;
mod track;

pub use chart::Chart;
pub use json::json;
pub use record::Timeline;
pub use svg::svg;
pub use table::table;
pub use text::text;
pub use track::{Tracked, block, future, inherit, task, thread, timer};
