//! Les tests cachés.

use kit::{Probe, Stepper};
use premier_arrive::first_found;

#[test]
fn deux_recherches_vaines_ne_trouvent_rien() {
    kit::run(|| {
        let ((ada, scope), (berthe, lens)) =
            (Probe::<Option<u8>>::new(), Probe::new());
        let mut found = Stepper::new(first_found(ada, berthe));
        found.expect_pending("personne n'a trouvé");
        lens.complete(None);
        found.expect_pending("Ada cherche encore");
        scope.complete(None);
        let nothing: Option<u8> =
            found.expect_ready("les deux recherches sont vaines");
        kit::check_eq("la trouvaille de deux recherches vaines", nothing, None);
    });
}

#[test]
fn a_egalite_la_premiere_l_emporte() {
    kit::run(|| {
        let (ada, _) = Probe::ready(Some("Ada"));
        let (berthe, lens) = Probe::ready(Some("Berthe"));
        let mut found = Stepper::new(first_found(ada, berthe));
        let who = found.expect_ready("les deux recherches ont déjà trouvé");
        kit::check_eq("à égalité, qui l'emporte", who, Some("Ada"));
        let useless = "`first` a trouvé, et `second` est interrogée quand même : la \
                       trouvaille de Berthe est perdue";
        kit::check(lens.polls() == 0, useless);
    });
}

#[test]
fn les_deux_recherches_sont_detruites() {
    kit::run(|| {
        for ada_wins in [true, false] {
            let ((ada, scope), (berthe, lens)) =
                (Probe::<bool>::new(), Probe::<bool>::new());
            // Une donnée empruntée : les recherches ne vivent pas au-delà d'elle.
            let comet = String::from("C/2026 A1");
            let ada = async { ada.await.then_some(&comet) };
            let berthe = async { berthe.await.then_some(&comet) };
            let mut found = Stepper::new(first_found(ada, berthe));
            found.expect_pending("personne n'a trouvé");
            if ada_wins { &scope } else { &lens }.complete(true);
            found.expect_ready("une recherche a trouvé");
            let (winner, loser) =
                if ada_wins { (scope, lens) } else { (lens, scope) };
            let busy =
                "la recherche perdante vit encore : son instrument reste pris";
            kit::check(loser.is_dropped(), busy);
            kit::check(winner.is_dropped(), "la recherche gagnante vit encore");
        }
    });
}

#[test]
fn chacune_reveille_l_attente_et_elles_seules() {
    kit::run(|| {
        for ada_wins in [true, false] {
            let ((ada, scope), (berthe, lens)) = (Probe::new(), Probe::new());
            let mut found = Stepper::new(first_found(ada, berthe));
            for task in ["première", "deuxième", "troisième"] {
                let why = format!("personne n'a trouvé, dans la {task} tâche");
                found.expect_pending(&why);
                found.expect_not_woken(&why);
                found.with_new_waker();
            }
            found.expect_pending("personne n'a trouvé");
            if ada_wins { scope } else { lens }.complete(Some(7));
            found.expect_woken("une recherche a trouvé");
            let position = found.expect_ready("une recherche a trouvé");
            kit::check_eq("la trouvaille", position, Some(7));
        }
    });
}
