//! Une portée dont une autre tâche range, pour survivre à l'annulation.

use lesson4::{Loop, oneshot, oneshot::Sender};

use crate::telescope::{Event, Telescope};

// ANCHOR: lend_telescope
/// Ouvre un télescope et le prête à `body` ; une tâche à part le range à son retour.
///
/// Détruire cette future rend aussi le télescope : il est alors rangé sans que
/// personne n'attende, pourvu que la boucle tourne encore.
///
/// # Panics
///
/// Hors de toute boucle, ou si `body` panique.
pub async fn lend_telescope<T>(
    tell: impl Fn(Event) + 'static,
    body: impl AsyncFnOnce(&mut Telescope) -> T,
) -> T {
    let telescope = Telescope::open(tell).await;
    let (give_back, returned) = oneshot();
    let closing = Loop::current().spawn(async {
        if let Ok(telescope) = returned.await {
            Telescope::close(telescope).await;
        }
    });
    let mut loan = Loan { telescope: Some((telescope, give_back)) };
    let output = body(loan.telescope()).await;
    drop(loan);
    closing.await.expect("ranger ne panique pas, et personne ne l'annule");
    output
}
// ANCHOR_END: lend_telescope

// ANCHOR: Loan
/// Un télescope prêté, qui retourne à qui le range : c'est tout ce que fait `drop`.
struct Loan {
    telescope: Option<(Telescope, Sender<Telescope>)>,
}

impl Loan {
    fn telescope(&mut self) -> &mut Telescope {
        let (telescope, _) = self.telescope.as_mut().expect("le prêt a commencé");
        telescope
    }
}

impl Drop for Loan {
    fn drop(&mut self) {
        if let Some((telescope, give_back)) = self.telescope.take() {
            // Si la tâche qui range n'existe plus, le télescope est abandonné ici.
            let _ = give_back.send(telescope);
        }
    }
}
// ANCHOR_END: Loan
