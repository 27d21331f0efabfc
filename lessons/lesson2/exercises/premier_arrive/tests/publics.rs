//! Les tests donnés.

use kit::{Probe, Stepper};
use premier_arrive::first_found;

#[test]
fn la_premiere_trouvaille_l_emporte() {
    kit::run(|| {
        let ((ada, _scope), (berthe, lens)) = (Probe::new(), Probe::new());
        let mut found = Stepper::new(first_found(ada, berthe));
        found.expect_pending("personne n'a trouvé");
        let idle = "la recherche de Berthe n'a pas commencé : personne ne l'interroge \
                    pendant que l'on attend celle d'Ada";
        kit::check(lens.polls() > 0, idle);
        lens.complete(Some("dans la Lyre"));
        found.expect_woken("Berthe a trouvé");
        let position = found.expect_ready("Berthe a trouvé, Ada cherche encore");
        kit::check_eq("la trouvaille", position, Some("dans la Lyre"));
    });
}

#[test]
fn une_recherche_vaine_laisse_sa_chance_a_l_autre() {
    kit::run(|| {
        for ada_gives_up in [true, false] {
            let ((ada, scope), (berthe, lens)) = (Probe::new(), Probe::new());
            let mut found = Stepper::new(first_found(ada, berthe));
            found.expect_pending("personne n'a trouvé");
            let (vain, other) =
                if ada_gives_up { (scope, lens) } else { (lens, scope) };
            vain.complete(None);
            found.expect_pending("une recherche est vaine, l'autre dure encore");
            found.expect_pending("une recherche est vaine, l'autre dure encore");
            other.complete(Some("dans l'Aigle"));
            found.expect_woken("l'autre recherche a trouvé");
            let position = found.expect_ready("l'autre recherche a trouvé");
            kit::check_eq("la trouvaille", position, Some("dans l'Aigle"));
        }
    });
}
