//! Les tests donnés.

use kit::Stepper;
use un_seul_message::{Closed, channel};

#[test]
fn une_valeur_deja_envoyee_est_recue_aussitot() {
    kit::run(|| {
        let (sender, receiver) = channel();
        kit::check_eq("ce que renvoie send", sender.send(7), Ok(()));
        let mut receiver = Stepper::new(receiver);
        let answer = receiver.expect_ready("la valeur est déjà envoyée");
        kit::check_eq("la réponse", answer, Ok(7));
    });
}

#[test]
fn le_recepteur_attend_la_valeur() {
    kit::run(|| {
        let (sender, receiver) = channel();
        let mut receiver = Stepper::new(receiver);
        receiver.expect_pending("rien n'est envoyé");
        receiver.expect_not_woken("rien n'est envoyé");
        kit::check_eq("ce que renvoie send", sender.send("orbite"), Ok(()));
        receiver.expect_woken("la valeur est envoyée");
        let answer = receiver.expect_ready("la valeur est envoyée");
        kit::check_eq("la réponse", answer, Ok("orbite"));
    });
}

#[test]
fn un_emetteur_disparu_ne_laisse_pas_attendre() {
    kit::run(|| {
        let (sender, receiver) = channel::<u8>();
        let mut receiver = Stepper::new(receiver);
        receiver.expect_pending("l'émetteur existe encore");
        drop(sender);
        receiver.expect_woken("l'émetteur a disparu");
        let answer = receiver.expect_ready("l'émetteur a disparu");
        kit::check_eq("la réponse", answer, Err(Closed));
    });
}

#[test]
fn sans_recepteur_la_valeur_revient() {
    kit::run(|| {
        let (sender, receiver) = channel();
        drop(receiver);
        kit::check_eq("ce que renvoie send", sender.send("orbite"), Err("orbite"));
    });
}
