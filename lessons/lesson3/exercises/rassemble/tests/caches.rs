//! Les tests cachés.

use std::future::{Ready, poll_fn};
use std::thread;

use kit::{Probe, ProbeHandle, Stepper};
use rassemble::{Loop, gather};

/// Des poses, et de quoi les finir.
fn poses(count: usize) -> (Vec<Probe<u64>>, Vec<ProbeHandle<u64>>) {
    (0..count).map(|_| Probe::new()).unzip()
}

#[test]
fn c_est_la_boucle_qui_interroge_les_taches() {
    kit::run(|| {
        let engine: Loop = Loop::new();
        let photons: Vec<u64> = kit::values(1, 4, 1..=9);
        let (poses, handles) = poses(4);
        let mut images = Stepper::new(gather(&engine, poses));
        let mut night = Stepper::new(poll_fn(|cx| engine.poll_tasks(cx)));
        images.expect_pending("les quatre poses viennent d'être lancées");
        night.expect_pending("les quatre poses sont des tâches de la boucle");
        handles[3].complete(photons[3]);
        night.expect_pending("trois poses continuent");
        images.expect_pending("trois poses continuent");
        for (rank, handle) in handles.iter().enumerate() {
            let what = format!(
                "la tâche 3 seule a été réveillée ; les appels à poll de la {rank}"
            );
            kit::check_eq(&what, handle.polls(), if rank == 3 { 2 } else { 1 });
        }
        for rank in [1, 2, 0] {
            handles[rank].complete(photons[rank]);
        }
        night.expect_ready("les quatre poses sont finies");
        let results: Vec<thread::Result<u64>> =
            images.expect_ready("les quatre poses sont finies");
        let counts: Vec<u64> = results.into_iter().flatten().collect();
        kit::check_eq("les photons", counts, photons);
    });
}

#[test]
fn seule_la_derniere_fin_reveille() {
    kit::run(|| {
        let engine: Loop = Loop::new();
        let (poses, handles) = poses(3);
        let mut images = Stepper::new(gather(&engine, poses));
        let mut night = Stepper::new(poll_fn(|cx| engine.poll_tasks(cx)));
        images.expect_pending("les trois poses viennent d'être lancées");
        images.expect_not_woken("aucune pose n'est finie");
        // La dernière de la liste n'est pas la dernière à finir.
        for (rank, why) in [(2, "il reste deux poses"), (0, "il reste une pose")] {
            let _ = night.poll();
            handles[rank].complete(0);
            let _ = night.poll();
            images.expect_not_woken(why);
        }
        handles[1].complete(0);
        let _ = night.poll();
        images.expect_woken("la dernière pose vient de finir");
        images.expect_ready("les trois poses sont finies");
        kit::check_eq("le nombre de réveils de gather", images.wakes(), 1);
    });
}

#[test]
fn le_dernier_waker_est_reveille() {
    kit::run(|| {
        let engine: Loop = Loop::new();
        let (poses, handles) = poses(1);
        let mut images = Stepper::new(gather(&engine, poses));
        let mut night = Stepper::new(poll_fn(|cx| engine.poll_tasks(cx)));
        images.expect_pending("la pose vient d'être lancée");
        images.with_new_waker();
        images.expect_pending("la pose continue");
        let _ = night.poll();
        handles[0].complete(0);
        let _ = night.poll();
        images.expect_woken("la pose vient de finir");
    });
}

#[test]
fn aucune_tache_aucune_attente() {
    kit::run(|| {
        let engine: Loop = Loop::new();
        let none: Vec<Ready<u64>> = Vec::new();
        let mut images = Stepper::new(gather(&engine, none)).without_waker_check();
        let results = images.expect_ready("il n'y a aucune tâche à attendre");
        kit::check_eq("le nombre de résultats", results.len(), 0);
    });
}

#[test]
fn les_taches_sont_lancees_une_fois_et_pas_avant() {
    kit::run(|| {
        let engine: Loop = Loop::new();
        let (poses, handles) = poses(2);
        let mut images = Stepper::new(gather(&engine, poses));
        let mut night = Stepper::new(poll_fn(|cx| engine.poll_tasks(cx)));
        night.expect_ready("personne n'a encore interrogé gather, rien n'est lancé");
        for _ in 0..3 {
            images.expect_pending("les deux poses sont lancées");
            night.expect_pending("les deux poses sont lancées");
        }
        for handle in &handles {
            kit::check_eq("les appels à poll d'une pose", handle.polls(), 1);
            handle.complete(0);
        }
        night.expect_ready("les deux poses sont finies");
        let results = images.expect_ready("les deux poses sont finies");
        kit::check_eq("le nombre de résultats", results.len(), 2);
    });
}
