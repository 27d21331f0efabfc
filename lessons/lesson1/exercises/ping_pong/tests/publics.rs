//! Les tests donnés.

use std::cell::RefCell;

use kit::Stepper;
use ping_pong::{alternate, player};

#[test]
fn une_joueuse_rend_la_main_apres_chaque_coup() {
    kit::run(|| {
        let sheet = RefCell::new(Vec::new());
        let mut ada = Stepper::new(player("Ada", 2, &sheet));
        for shot in 1..=2 {
            ada.expect_pending(&format!("elle rend la main après le coup {shot}/2"));
            let what =
                format!("le nombre de coups inscrits, poll appelée {shot} fois");
            kit::check_eq(&what, sheet.borrow().len(), shot);
        }
        ada.expect_ready("ses 2 coups sont joués");
        kit::check_eq("la feuille", sheet.borrow().clone(), ["Ada 1", "Ada 2"]);
    });
}

#[test]
fn les_coups_alternent() {
    kit::run(|| {
        let sheet = RefCell::new(Vec::new());
        alternate(player("Ada", 3, &sheet), player("Berthe", 3, &sheet));
        let expected =
            ["Ada 1", "Berthe 1", "Ada 2", "Berthe 2", "Ada 3", "Berthe 3"];
        kit::check_eq("la feuille", sheet.into_inner(), expected);
    });
}
