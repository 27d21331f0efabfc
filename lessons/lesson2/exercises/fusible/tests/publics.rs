//! Les tests donnés.

use fusible::fuse;
use kit::{Probe, Stepper};

#[test]
fn la_reponse_passe_telle_quelle() {
    kit::run(|| {
        let (rain, handle) = Probe::new();
        // La suite de l'essai vérifie elle-même que l'averse réveille le fusible.
        let mut fused = Stepper::new(fuse(rain)).without_waker_check();
        fused.expect_pending("l'averse dure");
        fused.expect_not_woken("l'averse dure encore");
        let early = "le fusible a détruit une future qui attendait encore";
        kit::check(!handle.is_dropped(), early);
        handle.complete("ciel clair");
        fused.expect_woken("l'averse a cessé");
        let answer = fused.expect_ready("l'averse a cessé");
        kit::check_eq("la réponse", answer, "ciel clair");
    });
}

#[test]
fn apres_ready_le_fusible_se_tait() {
    kit::run(|| {
        let (rain, _handle) = Probe::ready("ciel clair");
        // Plus rien ne doit réveiller un fusible qui a fondu.
        let mut fused = Stepper::new(fuse(rain)).without_waker_check();
        fused.expect_ready("l'averse a déjà cessé");
        for _ in 0..3 {
            fused.expect_pending("la réponse est déjà passée");
            fused.expect_not_woken("le fusible a fondu");
        }
    });
}
