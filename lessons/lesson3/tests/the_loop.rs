//! Ce que seule la troisième étape promet.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::time::Duration;

use clock::Clock;
use lesson2::together::together;
use lesson3::{Loop, Waiter, gather, interrupt, sleep};

#[test]
fn run_task_renvoie_le_resultat_et_laisse_le_reste_en_file() {
    let (night, turns) = (Loop::new(), Rc::new(Cell::new(0)));
    let count = Rc::clone(&turns);
    night.add_task(async move {
        for _ in 0..10 {
            count.set(count.get() + 1);
            interrupt().await;
        }
    });
    assert_eq!(night.run_task(async { 7 }), 7);
    assert_eq!(turns.get(), 1);
    night.run();
    assert_eq!(turns.get(), 10);
}

#[test]
fn une_tache_ajoutee_en_cours_de_route_est_executee() {
    let ran = Rc::new(Cell::new(false));
    let child = Rc::clone(&ran);
    Loop::new().run_task(async move {
        Loop::current().add_task(async move { child.set(true) });
        interrupt().await;
        interrupt().await;
    });
    assert!(ran.get());
}

#[test]
fn la_boucle_courante_est_rendue_meme_apres_une_panique() {
    let outer = Loop::new();
    let polls = outer.run_task(async {
        let inner = || Loop::new().run_task(async { panic!("en bas") });
        catch_unwind(AssertUnwindSafe(inner)).unwrap_err();
        // Si la boucle d'en bas était restée courante, cette tâche ne tournerait jamais.
        let ran = Rc::new(Cell::new(false));
        let child = Rc::clone(&ran);
        Loop::current().add_task(async move { child.set(true) });
        interrupt().await;
        interrupt().await;
        ran.get()
    });
    assert!(polls);
}

#[test]
#[should_panic(expected = "aucune boucle n'exécute ce code")]
fn hors_de_toute_boucle_il_n_y_a_pas_de_boucle_courante() {
    Loop::current();
}

#[test]
fn le_temps_virtuel_saute_d_echeance_en_echeance() {
    let _clock = Clock::virtual_time().enter();
    let night = Loop::new();
    night.add_task(sleep(Duration::from_secs(3600)));
    night.add_task(sleep(Duration::from_secs(60)));
    let polls = night.run();
    assert_eq!(clock::now(), Duration::from_secs(3600));
    assert!(polls < 10, "{polls}");
}

#[test]
fn le_temps_virtuel_n_avance_pas_tant_qu_une_tache_travaille() {
    let _clock = Clock::virtual_time().enter();
    let night = Loop::new();
    night.add_task(sleep(Duration::from_secs(1)));
    night.add_task(async {
        for _ in 0..100 {
            assert_eq!(clock::now(), Duration::ZERO);
            interrupt().await;
        }
    });
    night.run();
    assert_eq!(clock::now(), Duration::from_secs(1));
}

#[test]
fn le_temps_virtuel_laisse_agir_qui_vient_d_etre_prevenu() {
    let _clock = Clock::virtual_time().enter();
    let (night, called) = (Loop::new(), Rc::new(Waiter::new(1)));
    let listener = Rc::clone(&called);
    night.add_task(async move {
        listener.wait().await;
        assert_eq!(clock::now(), Duration::ZERO);
    });
    night.add_task(async move {
        // Prévenir et s'endormir dans le même tour : celui qui attend passe d'abord.
        called.set();
        sleep(Duration::from_secs(1)).await;
    });
    night.run();
    assert_eq!(clock::now(), Duration::from_secs(1));
}

#[test]
fn une_panique_ne_laisse_rien_a_la_boucle_suivante() {
    let _clock = Clock::virtual_time().enter();
    let fails = async {
        interrupt().await;
        panic!("pendant que l'autre branche attend");
    };
    let both = together(sleep(Duration::from_secs(9)), fails);
    let failing = AssertUnwindSafe(|| Loop::new().run_task(both));
    catch_unwind(failing).unwrap_err();
    Loop::new().run_task(interrupt());
    assert_eq!(clock::now(), Duration::ZERO);
}

#[test]
fn une_boucle_imbriquee_ne_fait_pas_sauter_le_temps_de_l_autre() {
    let _clock = Clock::virtual_time().enter();
    let nests = async {
        interrupt().await;
        Loop::new().run_task(interrupt());
        assert_eq!(clock::now(), Duration::ZERO);
    };
    Loop::new().run_task(together(sleep(Duration::from_secs(5)), nests));
    assert_eq!(clock::now(), Duration::from_secs(5));
}

#[test]
fn qui_travaille_dans_une_branche_ne_fait_pas_qu_attendre() {
    let _clock = Clock::virtual_time().enter();
    let millis = Duration::from_millis;
    let night = Loop::new();
    let (first, second) = (Rc::new(Waiter::new(1)), Rc::new(Waiter::new(1)));
    let (called, relay) = (Rc::clone(&second), Rc::clone(&first));
    night.add_task(async move {
        called.wait().await;
        assert_eq!(clock::now(), millis(10));
    });
    night.add_task(async move {
        let works = async move {
            relay.wait().await;
            second.set();
            sleep(millis(100)).await;
        };
        together(works, sleep(millis(200))).await;
    });
    night.add_task(async move {
        sleep(millis(10)).await;
        first.set();
    });
    night.run();
    assert_eq!(clock::now(), millis(200));
}

#[test]
fn un_sommeil_sans_fin_n_est_pas_une_erreur() {
    let _clock = Clock::virtual_time().enter();
    let night = Loop::new();
    night.run_task(async {
        sleep(Duration::from_secs(1)).await;
        Loop::current().add_task(sleep(Duration::MAX));
        interrupt().await;
    });
    assert_eq!(clock::now(), Duration::from_secs(1));
}

#[test]
fn gather_garde_l_ordre_et_isole_une_panique() {
    let _clock = Clock::virtual_time().enter();
    let results = Loop::new().run_task(async {
        let tasks = [30, 10, 20].map(|millis| async move {
            sleep(Duration::from_millis(millis)).await;
            assert_ne!(millis, 10, "celle-ci échoue");
            millis
        });
        gather(tasks.into()).await
    });
    let kept: Vec<_> = results.into_iter().map(Result::ok).collect();
    assert_eq!(kept, [Some(30), None, Some(20)]);
    assert_eq!(clock::now(), Duration::from_millis(30));
}

#[test]
fn gather_de_rien_ne_renvoie_rien() {
    let none: Vec<std::future::Ready<u8>> = Vec::new();
    assert!(Loop::new().run_task(gather(none)).is_empty());
}

#[test]
fn un_waiter_de_zero_n_attend_pas() {
    assert_eq!(Loop::new().run_task(async { Waiter::new(0).wait().await }), ());
}

/// Sous Linux, le noyau dit combien de temps un thread a occupé ou attendu un processeur.
#[cfg(target_os = "linux")]
#[test]
fn l_attente_active_ne_dort_jamais() {
    let used = || {
        let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        let fields: Vec<u64> =
            stat.split_whitespace().take(2).flat_map(str::parse).collect();
        Some(Duration::from_nanos(fields.iter().sum()))
    };
    let Some(before) = used() else { return };
    let _clock = Clock::real().enter();
    let nap = Duration::from_millis(100);
    Loop::new().run_task(sleep(nap));
    let busy = used().unwrap() - before;
    assert!(busy >= nap * 8 / 10, "{busy:?}");
}
