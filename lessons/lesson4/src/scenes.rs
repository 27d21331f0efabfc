//! Les scènes de la leçon, dans l'ordre du chapitre.

pub mod cancelling;
pub mod crowd;
pub mod deadlines;
pub mod idle;
pub mod lost;
pub mod other_thread;
pub mod races;
pub mod relay;
pub mod travel;
pub mod waking;

use std::time::Duration;

/// Attend comme [`lesson4::sleep`], et le note dans la chronologie.
async fn sleep(duration: Duration) {
    scene::timer(duration);
    lesson4::sleep(duration).await;
}
