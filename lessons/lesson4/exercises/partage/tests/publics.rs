//! Les tests donnés.

use kit::{Probe, Stepper};
use partage::Shared;

#[test]
fn tous_les_clones_ont_le_resultat() {
    kit::run(|| {
        let (image, camera) = Probe::new();
        let shared = Shared::new(image);
        let mut ada = Stepper::new(shared.clone());
        let mut berthe = Stepper::new(shared);
        ada.expect_pending("la pose n'est pas finie");
        berthe.expect_pending("la pose n'est pas finie");
        camera.complete("Véga".to_owned());
        let image = ada.expect_ready("la pose est finie");
        kit::check_eq("l'image d'Ada", image.as_str(), "Véga");
        let image = berthe.expect_ready("la pose est finie");
        kit::check_eq("l'image de Berthe", image.as_str(), "Véga");
    });
}

#[test]
fn tous_les_clones_sont_reveilles() {
    kit::run(|| {
        let (image, camera) = Probe::<u32>::new();
        let shared = Shared::new(image);
        let mut waiting: Vec<_> =
            (0..3).map(|_| Stepper::new(shared.clone())).collect();
        for clone in &mut waiting {
            clone.expect_pending("la pose n'est pas finie");
        }
        camera.complete(7);
        for (clone, name) in waiting.iter().zip(["Ada", "Berthe", "Célie"]) {
            clone.expect_woken(&format!("la pose est finie et {name} l'attendait"));
        }
    });
}

#[test]
fn un_clone_tardif_a_le_resultat() {
    kit::run(|| {
        let (image, camera) = Probe::ready(7);
        let shared = Shared::new(image);
        kit::check_eq("les appels avant le premier poll", camera.polls(), 0);
        let image = Stepper::new(shared.clone()).expect_ready("la pose est finie");
        kit::check_eq("l'image d'Ada", image, 7);
        let late = Stepper::new(shared.clone()).expect_ready("la pose est finie");
        kit::check_eq("l'image de Célie", late, 7);
    });
}
