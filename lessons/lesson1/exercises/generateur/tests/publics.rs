//! Les tests donnés.

use generateur::{Order, Session, Step};

#[test]
fn une_session_donne_ses_ordres_un_par_un() {
    kit::run(|| {
        let mut session = Session::new(100);
        let expected = [
            ("1er", 0, Step::Yielded(Order::Open)),
            ("2e", 0, Step::Yielded(Order::Expose)),
            ("3e", 60, Step::Yielded(Order::Expose)),
            ("4e", 60, Step::Yielded(Order::Close)),
            ("5e", 0, Step::Complete(120)),
        ];
        for (rank, sent, step) in expected {
            let what = format!("target = 100, le {rank} appel, resume({sent})");
            kit::check_eq(&what, session.resume(sent), step);
        }
    });
}

#[test]
fn une_cible_nulle_ne_demande_aucune_pose() {
    kit::run(|| {
        let mut session = Session::new(0);
        let steps = [session.resume(0), session.resume(0), session.resume(0)];
        let expected = [
            Step::Yielded(Order::Open),
            Step::Yielded(Order::Close),
            Step::Complete(0),
        ];
        kit::check_eq("les réponses quand target = 0", steps, expected);
    });
}
