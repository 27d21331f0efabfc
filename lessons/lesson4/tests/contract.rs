//! Ce que chaque étape de la boucle promet ; les mêmes essais pour toutes.
//!
//! Une étape passe ses essais et ceux des étapes d'avant.

use std::cell::{Cell, RefCell};
use std::future::{pending, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::task::{Poll, Waker};
use std::thread;
use std::time::Duration;

use clock::Clock;
use lesson2::together::together;
use lesson3::interrupt;

/// Ce que les tâches ont dit, dans l'ordre.
#[derive(Clone, Default)]
struct Journal(Rc<RefCell<Vec<String>>>);

impl Journal {
    fn note(&self, text: impl ToString) {
        self.0.borrow_mut().push(text.to_string());
    }

    fn read(&self) -> String {
        self.0.borrow().join(" ")
    }

    /// Dit chaque mot, en rendant la main entre deux.
    async fn speak(self, words: &'static [&'static str]) {
        for (rank, word) in words.iter().enumerate() {
            if rank > 0 {
                interrupt().await;
            }
            word.split_whitespace().for_each(|word| self.note(word));
        }
    }
}

/// Note sa destruction.
struct Witness(Journal, &'static str);

impl Drop for Witness {
    fn drop(&mut self) {
        self.0.note(self.1);
    }
}

/// Panique quand on le détruit, sauf si une panique est déjà en cours.
struct Bomb;

impl Drop for Bomb {
    fn drop(&mut self) {
        if !thread::panicking() {
            panic!("en se détruisant");
        }
    }
}

/// Une attente que l'on réveille de dehors.
#[derive(Clone, Default)]
struct Door {
    open: Rc<Cell<bool>>,
    polls: Rc<Cell<u64>>,
    waker: Rc<RefCell<Option<Waker>>>,
}

impl Door {
    async fn wait(&self) {
        poll_fn(|cx| {
            self.polls.set(self.polls.get() + 1);
            *self.waker.borrow_mut() = Some(cx.waker().clone());
            if self.open.get() { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
    }

    fn waker(&self) -> Waker {
        self.waker.borrow().clone().expect("quelqu'un attend")
    }

    fn open(&self) {
        self.open.set(true);
        self.waker().wake();
    }
}

fn panicking<T>(action: impl FnOnce() -> T) -> String {
    let Err(panic) = catch_unwind(AssertUnwindSafe(action)) else {
        panic!("une panique était attendue")
    };
    panic.downcast_ref::<&str>().map_or_else(
        || panic.downcast_ref::<String>().cloned().unwrap_or_default(),
        |text| (*text).to_owned(),
    )
}

const fn ms(n: u64) -> Duration {
    Duration::from_millis(n)
}

/// Dès la troisième étape.
macro_rules! turns {
    () => {
        #[test]
        fn les_taches_parlent_chacune_a_leur_tour() {
            let (night, journal) = (Loop::new(), Journal::default());
            night.add_task(journal.clone().speak(&["1", "2 3"]));
            night.add_task(journal.clone().speak(&["Hello", "", "World"]));
            assert_eq!(night.run(), 5);
            assert_eq!(journal.read(), "1 Hello 2 3 World");
        }

        #[test]
        fn sans_tache_il_n_y_a_rien_a_faire() {
            assert_eq!(Loop::new().run(), 0);
        }

        #[test]
        fn une_tache_ajoutee_en_cours_de_route_a_son_tour() {
            let (night, journal) = (Loop::new(), Journal::default());
            let copy = journal.clone();
            night.add_task(async move {
                copy.note("start");
                for child in ["0", "1", "2", "3"] {
                    let journal = copy.clone();
                    Loop::current().add_task(async move {
                        interrupt().await;
                        journal.note(child);
                    });
                    interrupt().await;
                }
                copy.note("finished");
            });
            assert_eq!(night.run(), 13);
            assert_eq!(journal.read(), "start 0 1 2 finished 3");
        }

        #[test]
        fn run_compte_ses_appels_a_poll_et_pas_ceux_d_avant() {
            let night = Loop::new();
            night.add_task(interrupt());
            assert_eq!(night.run(), 2);
            night.add_task(async {});
            assert_eq!(night.run(), 1);
            assert_eq!(night.run(), 0);
        }

        #[test]
        fn run_task_renvoie_le_resultat_et_laisse_le_reste_en_file() {
            let (night, journal) = (Loop::new(), Journal::default());
            night.add_task(journal.clone().speak(&["a", "b", "c"]));
            assert_eq!(night.run_task(async { 7 }), 7);
            assert_eq!(journal.read(), "a");
            assert_eq!(night.run(), 2);
            assert_eq!(journal.read(), "a b c");
        }

        #[test]
        fn une_poignee_clonee_est_la_meme_boucle() {
            let (night, journal) = (Loop::new(), Journal::default());
            night.clone().add_task(journal.clone().speak(&["a"]));
            night.run();
            assert_eq!(journal.read(), "a");
        }

        #[test]
        fn une_boucle_imbriquee_ne_voit_que_ses_taches() {
            let (outer, journal) = (Loop::new(), Journal::default());
            outer.add_task(journal.clone().speak(&["d1", "d2"]));
            let copy = journal.clone();
            outer.add_task(async move {
                let inner = Loop::new();
                inner.add_task(copy.clone().speak(&["i1", "i2"]));
                assert_eq!(inner.run(), 2);
                Loop::current().add_task(copy.clone().speak(&["d3"]));
            });
            assert_eq!(outer.run(), 4);
            assert_eq!(journal.read(), "d1 i1 i2 d2 d3");
        }

        #[test]
        fn la_boucle_courante_est_rendue_meme_apres_une_panique() {
            let (outer, journal) = (Loop::new(), Journal::default());
            let copy = journal.clone();
            outer.add_task(async move {
                let inner = Loop::new();
                let fails = || inner.run_task(async { panic!("en bas") });
                assert_eq!(panicking(fails), "en bas");
                Loop::current().add_task(copy.speak(&["dehors"]));
            });
            outer.run();
            assert_eq!(journal.read(), "dehors");
            let message = panicking(|| drop(Loop::current()));
            assert!(message.contains("aucune boucle"), "{message}");
        }

        #[test]
        fn apres_une_panique_de_run_task_la_boucle_continue() {
            let (night, journal) = (Loop::new(), Journal::default());
            night.add_task(journal.clone().speak(&["a", "b"]));
            assert_eq!(
                panicking(|| night.run_task(async { panic!("en haut") })),
                "en haut"
            );
            night.run();
            assert_eq!(journal.read(), "a b");
        }

        #[test]
        fn chaque_thread_a_sa_boucle() {
            let count = || {
                let night = Loop::new();
                for _ in 0..2 {
                    night.add_task(async {
                        Loop::current().add_task(interrupt());
                    });
                }
                night.run()
            };
            let elsewhere = thread::spawn(count);
            assert_eq!(count(), 6);
            assert_eq!(elsewhere.join().unwrap(), 6);
        }

        #[test]
        fn laisser_tomber_la_boucle_detruit_ses_taches() {
            let (night, journal) = (Loop::new(), Journal::default());
            let witness = Witness(journal.clone(), "détruite");
            night.add_task(async move {
                let _witness = witness;
                pending::<()>().await;
            });
            night.run_task(interrupt());
            assert_eq!(journal.read(), "");
            drop(night);
            assert_eq!(journal.read(), "détruite");
        }
    };
}

/// Dès la quatrième étape.
macro_rules! wakers {
    () => {
        #[test]
        fn seules_les_taches_reveillees_sont_interrogees() {
            let (night, door) = (Loop::new(), Door::default());
            let opened = door.clone();
            night.add_task(async move { opened.wait().await });
            night.add_task(async move {
                for _ in 0..10 {
                    interrupt().await;
                }
                door.open();
            });
            assert_eq!(night.run(), 2 + 11);
        }

        #[test]
        fn reveiller_deux_fois_n_interroge_qu_une_fois() {
            let (night, door) = (Loop::new(), Door::default());
            let opened = door.clone();
            night.add_task(async move { opened.wait().await });
            assert_eq!(night.run_until_stalled(), 1);
            door.waker().wake();
            door.waker().wake();
            assert_eq!(night.run_until_stalled(), 1);
            assert_eq!(door.polls.get(), 2);
            door.open();
            assert_eq!(night.run_until_stalled(), 0);
            assert_eq!(door.polls.get(), 3);
        }

        #[test]
        fn un_reveil_pendant_poll_remet_la_tache_a_la_fin_de_la_file() {
            let (night, journal) = (Loop::new(), Journal::default());
            let copy = journal.clone();
            night.add_task(async move {
                poll_fn(|cx| {
                    copy.note("a");
                    if copy.read().contains('b') {
                        return Poll::Ready(());
                    }
                    cx.waker().wake_by_ref();
                    cx.waker().wake_by_ref();
                    Poll::Pending
                })
                .await;
            });
            night.add_task(journal.clone().speak(&["b", "c"]));
            assert_eq!(night.run(), 4);
            assert_eq!(journal.read(), "a b a c");
        }

        #[test]
        fn un_autre_thread_reveille_la_boucle_endormie() {
            let (night, door) = (Loop::new(), Door::default());
            let opened = door.clone();
            let waiting = night.spawn(async move {
                poll_fn(|cx| {
                    *opened.waker.borrow_mut() = Some(cx.waker().clone());
                    if opened.open.replace(true) {
                        Poll::Ready(())
                    } else {
                        Poll::Pending
                    }
                })
                .await;
            });
            night.run_until_stalled();
            let waker = door.waker();
            let elsewhere = thread::spawn(move || waker.wake());
            assert_eq!(night.run(), 1);
            elsewhere.join().unwrap();
            assert!(waiting.is_finished());
        }

        #[test]
        fn mille_reveils_d_autres_threads_arrivent_tous() {
            use std::sync::atomic::{AtomicUsize, Ordering};
            use std::sync::{Arc, Mutex};
            let night = Loop::new();
            let rung = Arc::new(AtomicUsize::new(0));
            let waker = Arc::new(Mutex::new(None::<Waker>));
            let threads = [(); 2].map(|()| {
                let (rung, waker) = (Arc::clone(&rung), Arc::clone(&waker));
                thread::spawn(move || {
                    for _ in 0..500 {
                        rung.fetch_add(1, Ordering::Relaxed);
                        if let Some(waker) = &*waker.lock().unwrap() {
                            waker.wake_by_ref();
                        }
                    }
                })
            });
            night.run_task(poll_fn(move |cx| {
                *waker.lock().unwrap() = Some(cx.waker().clone());
                if rung.load(Ordering::Relaxed) == 1000 {
                    return Poll::Ready(());
                }
                Poll::Pending
            }));
            threads.into_iter().for_each(|thread| thread.join().unwrap());
        }

        #[test]
        fn un_waker_survit_sans_dommage_a_sa_tache_et_a_sa_boucle() {
            let (night, door) = (Loop::new(), Door::default());
            let opened = door.clone();
            night.add_task(async move { opened.wait().await });
            night.run_until_stalled();
            door.open();
            assert_eq!(night.run(), 1);
            let waker = door.waker();
            waker.wake_by_ref();
            assert_eq!(night.run(), 0);
            drop(night);
            waker.wake_by_ref();
            thread::spawn(move || waker.wake()).join().unwrap();
        }

        #[test]
        fn une_tache_neuve_tourne_malgre_un_reveil_laisse_par_une_autre() {
            let night = Loop::new();
            let wakes = || {
                poll_fn(|cx| {
                    cx.waker().wake_by_ref();
                    Poll::Ready(())
                })
            };
            night.add_task(wakes());
            night.add_task(wakes());
            assert_eq!(night.run_until_stalled(), 0);
            assert_eq!(night.spawn(wakes()).is_finished(), false);
            assert_eq!(night.run_until_stalled(), 0);
            assert_eq!(night.run_task(async { 7 }), 7);
        }

        #[test]
        fn une_tache_reveillee_par_l_ancien_occupant_de_sa_place_attend_encore() {
            let (night, old, new) = (Loop::new(), Door::default(), Door::default());
            let (first, second) = (old.clone(), new.clone());
            night.add_task(async move { first.wait().await });
            night.run_until_stalled();
            old.open();
            night.run();
            night.add_task(async move { second.wait().await });
            assert_eq!(night.run_until_stalled(), 1);
            old.waker().wake();
            assert_eq!(night.run_until_stalled(), 1);
            new.open();
            assert_eq!(night.run_until_stalled(), 0);
        }

        #[test]
        fn un_waker_detruit_avec_son_thread_est_sans_dommage() {
            thread_local! {
                static LAST: RefCell<Option<WakesInDrop>> =
                    const { RefCell::new(None) };
            }
            struct WakesInDrop(Waker, Option<Loop>);
            impl Drop for WakesInDrop {
                fn drop(&mut self) {
                    self.0.wake_by_ref();
                    drop(self.1.take());
                    self.0.wake_by_ref();
                }
            }
            // Ce que le thread détruit d'abord dépend de ce qui a servi d'abord.
            for early in [true, false] {
                let thread = thread::spawn(move || {
                    if early {
                        LAST.set(None);
                    }
                    let (night, door) = (Loop::new(), Door::default());
                    let opened = door.clone();
                    night.add_task(async move { opened.wait().await });
                    night.run_until_stalled();
                    LAST.set(Some(WakesInDrop(door.waker(), Some(night))));
                });
                thread.join().unwrap();
            }
        }

        #[test]
        fn une_tache_qui_panique_n_arrete_pas_les_autres() {
            let (night, journal) = (Loop::new(), Journal::default());
            night.add_task(async { panic!("celle-ci échoue") });
            night.add_task(journal.clone().speak(&["a", "b"]));
            assert_eq!(night.run(), 3);
            assert_eq!(journal.read(), "a b");
        }

        #[test]
        fn une_poignee_attendue_donne_le_resultat() {
            let night = Loop::new();
            let early = night.spawn(async { 1 });
            night.run();
            let sum = night.run_task(async move {
                let late = Loop::current().spawn(async {
                    interrupt().await;
                    2
                });
                early.await.unwrap() + late.await.unwrap()
            });
            assert_eq!(sum, 3);
        }

        #[test]
        fn attendre_une_tache_ne_coute_que_deux_appels_a_poll() {
            let night = Loop::new();
            let child = night.spawn(async {
                for _ in 0..10 {
                    interrupt().await;
                }
            });
            night.add_task(async move { child.await.unwrap() });
            assert_eq!(night.run(), 11 + 2);
        }

        #[test]
        fn une_poignee_se_laisse_attendre_d_une_autre_boucle() {
            let (outer, inner) = (Loop::new(), Loop::new());
            let child = inner.spawn(interrupt());
            let waiting = outer.spawn(async move { child.await.is_ok() });
            assert_eq!(outer.run_until_stalled(), 1);
            outer.add_task(async move {
                inner.run();
            });
            assert_eq!(outer.run(), 2);
            assert!(waiting.is_finished());
        }

        #[test]
        fn une_panique_est_dans_le_resultat_de_la_poignee() {
            let night = Loop::new();
            let fails = night.spawn(async { panic!("celle-ci échoue") });
            let result: Result<(), _> = night.run_task(fails);
            let JoinError::Panicked(panic) = result.unwrap_err() else {
                panic!("une panique n'est pas une annulation")
            };
            assert_eq!(*panic.downcast::<&str>().unwrap(), "celle-ci échoue");
        }

        #[test]
        fn une_tache_detachee_va_au_bout() {
            let (night, journal) = (Loop::new(), Journal::default());
            drop(night.spawn(journal.clone().speak(&["a", "b"])));
            assert_eq!(night.run(), 2);
            assert_eq!(journal.read(), "a b");
        }

        #[test]
        fn annulee_avant_son_tour_une_tache_n_est_jamais_interrogee() {
            let (night, journal) = (Loop::new(), Journal::default());
            let witness = Witness(journal.clone(), "détruite");
            let child = night.spawn({
                let journal = journal.clone();
                async move {
                    journal.note("interrogée");
                    drop(witness);
                }
            });
            child.abort();
            assert_eq!(journal.read(), "détruite");
            assert!(child.is_finished());
            assert!(matches!(night.run_task(child), Err(JoinError::Aborted)));
            assert_eq!(night.run_until_stalled(), 0);
            assert_eq!(journal.read(), "détruite");
        }

        #[test]
        fn annulee_pendant_qu_elle_attend_une_tache_est_detruite_aussitot() {
            let (night, journal) = (Loop::new(), Journal::default());
            let witness = Witness(journal.clone(), "détruite");
            let child = Rc::new(night.spawn(async move {
                let _witness = witness;
                pending::<()>().await;
            }));
            let aborted = Rc::clone(&child);
            let copy = journal.clone();
            night.add_task(async move {
                copy.note("avant");
                aborted.abort();
                copy.note("après");
            });
            night.run();
            assert_eq!(journal.read(), "avant détruite après");
            let child = Rc::into_inner(child).unwrap();
            assert!(matches!(night.run_task(child), Err(JoinError::Aborted)));
        }

        #[test]
        fn annuler_previent_qui_attend_la_poignee() {
            let night = Loop::new();
            let child = Rc::new(RefCell::new(night.spawn(pending::<()>())));
            let awaited = Rc::clone(&child);
            let waiting = night.spawn(poll_fn(move |cx| {
                std::pin::Pin::new(&mut *awaited.borrow_mut()).poll(cx)
            }));
            assert_eq!(night.run_until_stalled(), 2);
            child.borrow().abort();
            assert_eq!(night.run_until_stalled(), 0);
            let result = night.run_task(waiting).unwrap();
            assert!(matches!(result, Err(JoinError::Aborted)));
        }

        #[test]
        fn une_tache_annulee_libere_la_boucle_endormie() {
            let night = Loop::new();
            let child = night.spawn(pending::<()>());
            night.add_task(async move {
                interrupt().await;
                child.abort();
            });
            night.run();
        }

        #[test]
        fn une_tache_qui_s_annule_est_detruite_quand_elle_rend_la_main() {
            let (night, journal) = (Loop::new(), Journal::default());
            let own = Rc::new(RefCell::new(None::<JoinHandle<()>>));
            let (me, copy) = (Rc::clone(&own), journal.clone());
            let witness = Witness(journal.clone(), "détruite");
            let child = night.spawn(async move {
                let _witness = witness;
                me.borrow().as_ref().unwrap().abort();
                copy.note("encore");
                interrupt().await;
                copy.note("jamais");
            });
            *own.borrow_mut() = Some(child);
            assert_eq!(night.run(), 1);
            assert_eq!(journal.read(), "encore détruite");
            let child = own.take().unwrap();
            assert!(matches!(night.run_task(child), Err(JoinError::Aborted)));
        }

        #[test]
        fn annuler_une_tache_finie_ne_change_pas_son_resultat() {
            let night = Loop::new();
            let child = night.spawn(async { 7 });
            night.run();
            child.abort();
            child.abort();
            assert_eq!(night.run_task(child).unwrap(), 7);
        }

        #[test]
        fn une_panique_dans_un_destructeur_est_celle_de_la_tache() {
            let (night, journal) = (Loop::new(), Journal::default());
            let ends = night.spawn(async {
                let bomb = Bomb;
                interrupt().await;
                drop(bomb);
            });
            let aborted = night.spawn(async {
                let _bomb = Bomb;
                pending::<()>().await;
            });
            night.add_task(journal.clone().speak(&["a", "b", "c"]));
            night.run_until_stalled();
            aborted.abort();
            assert_eq!(night.run_until_stalled(), 0);
            assert_eq!(journal.read(), "a b c");
            for handle in [ends, aborted] {
                let result = night.run_task(handle);
                assert!(matches!(result, Err(JoinError::Panicked(_))));
            }
        }

        #[test]
        fn deux_destructeurs_qui_paniquent_avec_la_boucle_n_arretent_pas_le_reste() {
            // Contrairement à `Bomb`, panique même pendant une panique.
            struct Always;
            impl Drop for Always {
                fn drop(&mut self) {
                    panic!("en se détruisant");
                }
            }
            let (night, journal) = (Loop::new(), Journal::default());
            for _ in 0..2 {
                let bomb = Always;
                night.add_task(async move {
                    let _bomb = bomb;
                    pending::<()>().await;
                });
            }
            let witness = Witness(journal.clone(), "détruite");
            night.add_task(async move {
                let _witness = witness;
                pending::<()>().await;
            });
            drop(night);
            assert_eq!(journal.read(), "détruite");
        }

        #[test]
        fn un_resultat_que_personne_n_attend_peut_paniquer_en_se_detruisant() {
            let (night, journal) = (Loop::new(), Journal::default());
            drop(night.spawn(async { Bomb }));
            night.add_task(journal.clone().speak(&["a", "b"]));
            night.run();
            assert_eq!(journal.read(), "a b");
        }

        #[test]
        fn une_future_detruite_peut_ajouter_reveiller_et_annuler() {
            struct Busy(Loop, Rc<JoinHandle<()>>, Door, Journal);
            impl Drop for Busy {
                fn drop(&mut self) {
                    self.0.add_task(self.3.clone().speak(&["ajoutée"]));
                    self.1.abort();
                    self.2.open();
                }
            }
            let (night, journal) = (Loop::new(), Journal::default());
            let door = Door::default();
            let opened = door.clone();
            night.add_task(async move { opened.wait().await });
            let other = Rc::new(night.spawn(pending()));
            let busy = Busy(night.clone(), other, door, journal.clone());
            let child = night.spawn(async move {
                let _busy = busy;
                pending::<()>().await;
            });
            assert_eq!(night.run_until_stalled(), 3);
            child.abort();
            assert_eq!(night.run_until_stalled(), 0);
            assert_eq!(journal.read(), "ajoutée");
        }

        #[test]
        fn run_until_stalled_n_attend_pas_et_dit_combien_dorment() {
            let (night, journal) = (Loop::new(), Journal::default());
            assert_eq!(night.run_until_stalled(), 0);
            night.add_task(pending());
            night.add_task(journal.clone().speak(&["a", "b"]));
            assert_eq!(night.run_until_stalled(), 1);
            assert_eq!(journal.read(), "a b");
            assert_eq!(night.waits(), 0);
        }

        #[test]
        fn run_until_stalled_voit_un_reveil_venu_d_un_autre_thread() {
            let night = Loop::new();
            let (done, door) = (Rc::new(Cell::new(false)), Door::default());
            let (told, opened) = (Rc::clone(&done), door.clone());
            night.add_task(async move {
                opened.wait().await;
                told.set(true);
            });
            night.run_until_stalled();
            door.open.set(true);
            night.add_task(async move {
                let waker = door.waker();
                thread::spawn(move || waker.wake()).join().unwrap();
                for _ in 0..1000 {
                    interrupt().await;
                }
                assert!(done.get(), "un réveil d'ailleurs attend son tour");
            });
            assert_eq!(night.run_until_stalled(), 0);
        }

        #[test]
        fn une_boucle_qui_tourne_ne_se_laisse_pas_relancer() {
            let night = Loop::new();
            for run in [
                |night: &Loop| night.run_task(async {}),
                |night: &Loop| assert_eq!(night.run(), 0),
                |night: &Loop| assert_eq!(night.run_until_stalled(), 0),
            ] {
                let message = night.run_task(async move {
                    let me = Loop::current();
                    panicking(|| Loop::new().run_task(async move { run(&me) }))
                });
                assert!(message.contains("tourne déjà"), "{message}");
            }
            assert_eq!(night.run_task(async { 7 }), 7);
        }
    };
}

/// Dès la cinquième étape.
macro_rules! timers {
    () => {
        async fn speaker(journal: Journal, name: &'static str, pause: Duration) {
            for _ in 0..3 {
                journal.note(format!("{name}{}", clock::now().as_millis()));
                sleep(pause).await;
            }
        }

        #[test]
        fn les_dates_du_temps_virtuel_sont_exactes() {
            let _clock = Clock::virtual_time().enter();
            let (night, journal) = (Loop::new(), Journal::default());
            let speakers = [("a", 1000), ("b", 700)].map(|(name, pause)| {
                night.spawn(speaker(journal.clone(), name, ms(pause)))
            });
            night.add_task(async {
                for speaker in speakers {
                    speaker.await.unwrap();
                }
            });
            assert_eq!(night.run(), 10);
            assert_eq!(journal.read(), "a0 b0 b700 a1000 b1400 a2000");
            assert_eq!(clock::now(), ms(3000));
            // 0,7 1 1,4 2 2,1 3 : une attente par échéance, et pas une de plus.
            assert_eq!(night.waits(), 6);
        }

        #[test]
        fn les_echeances_sont_dans_l_ordre_quel_que_soit_celui_des_taches() {
            for order in [[1, 2, 3], [3, 1, 2], [2, 3, 1], [3, 2, 1]] {
                let _clock = Clock::virtual_time().enter();
                let (night, journal) = (Loop::new(), Journal::default());
                for rank in order {
                    let journal = journal.clone();
                    night.add_task(async move {
                        sleep(ms(rank)).await;
                        journal.note(rank);
                    });
                }
                assert_eq!(night.run(), 6);
                assert_eq!(journal.read(), "1 2 3");
                assert_eq!(night.waits(), 3);
            }
        }

        #[test]
        fn deux_echeances_egales_sont_dans_l_ordre_d_inscription() {
            let _clock = Clock::virtual_time().enter();
            let (night, journal) = (Loop::new(), Journal::default());
            for name in ["c", "a", "d", "b"] {
                let journal = journal.clone();
                night.add_task(async move {
                    sleep(ms(5)).await;
                    journal.note(name);
                });
            }
            night.run();
            assert_eq!(journal.read(), "c a d b");
            assert_eq!(night.waits(), 1);
        }

        #[test]
        fn un_sommeil_est_compte_des_l_appel() {
            let _clock = Clock::virtual_time().enter();
            let nap = sleep(ms(10));
            clock::blocking_sleep(ms(4));
            let night = Loop::new();
            night.run_task(nap);
            assert_eq!(clock::now(), ms(10));
            // Une échéance passée n'attend pas.
            night.run_task(sleep_until(ms(3)));
            assert_eq!((clock::now(), night.waits()), (ms(10), 1));
        }

        #[test]
        fn un_sommeil_abandonne_ne_laisse_rien() {
            let _clock = Clock::virtual_time().enter();
            let night = Loop::new();
            let slow = timeout(ms(5), sleep(ms(60)));
            assert_eq!(night.run_task(slow), Err(Elapsed));
            let quick = timeout(ms(60), sleep(ms(5)));
            assert_eq!(night.run_task(quick), Ok(()));
            let child = night.spawn(sleep(ms(60)));
            night.run_task(interrupt());
            child.abort();
            night.run();
            night.run_task(sleep(ms(100)));
            assert_eq!((clock::now(), night.waits()), (ms(110), 3));
        }

        #[test]
        fn un_sommeil_se_finit_sur_une_autre_boucle() {
            let _clock = Clock::virtual_time().enter();
            let (first, second) = (Loop::new(), Loop::new());
            let nap = Rc::new(RefCell::new(Box::pin(sleep(ms(5)))));
            let lent = Rc::clone(&nap);
            first.run_task(poll_fn(move |cx| {
                assert!(lent.borrow_mut().as_mut().poll(cx).is_pending());
                Poll::Ready(())
            }));
            let nap = Rc::into_inner(nap).unwrap().into_inner();
            second.run_task(nap);
            assert_eq!(clock::now(), ms(5));
            first.run_task(sleep(ms(1)));
            assert_eq!((first.waits(), second.waits()), (1, 1));
        }

        #[test]
        fn un_sommeil_interroge_par_une_autre_tache_la_reveille() {
            let _clock = Clock::virtual_time().enter();
            let night = Loop::new();
            let nap = Rc::new(RefCell::new(Box::pin(sleep(ms(5)))));
            let lent = Rc::clone(&nap);
            night.add_task(async move {
                poll_fn(|cx| {
                    assert!(lent.borrow_mut().as_mut().poll(cx).is_pending());
                    Poll::Ready(())
                })
                .await;
            });
            night.run();
            night.run_task(poll_fn(move |cx| nap.borrow_mut().as_mut().poll(cx)));
            assert_eq!((clock::now(), night.waits()), (ms(5), 1));
        }

        #[test]
        fn un_sommeil_sans_fin_n_est_pas_une_erreur() {
            let _clock = Clock::virtual_time().enter();
            let night = Loop::new();
            night.add_task(sleep(Duration::MAX));
            night.run_task(sleep(ms(1)));
            assert_eq!(clock::now(), ms(1));
            night.run();
            assert_eq!(clock::now(), Duration::MAX);
            night.run_task(sleep(ms(1)));
        }

        #[test]
        fn en_temps_reel_un_sommeil_sans_fin_se_laisse_reveiller() {
            let _clock = Clock::real().enter();
            let (night, door) = (Loop::new(), Door::default());
            night.add_task(sleep(Duration::MAX));
            let opened = door.clone();
            let waiting = night.spawn(async move { opened.wait().await });
            night.run_until_stalled();
            door.open.set(true);
            let waker = door.waker();
            let elsewhere = thread::spawn(move || waker.wake());
            night.run_task(waiting).unwrap();
            elsewhere.join().unwrap();
        }

        #[test]
        fn en_temps_reel_un_sommeil_ne_finit_pas_trop_tot() {
            let _clock = Clock::real().enter();
            let before = clock::now();
            assert_eq!(Loop::new().run_task(sleep(ms(2))), ());
            assert!(clock::now() - before >= ms(2));
        }

        #[test]
        fn qui_ne_dort_jamais_n_affame_pas_qui_dort() {
            let _clock = Clock::virtual_time().enter();
            let (night, done) = (Loop::new(), Rc::new(Cell::new(false)));
            let told = Rc::clone(&done);
            night.add_task(async move {
                sleep(ms(5)).await;
                told.set(true);
            });
            night.run_task(async move {
                for turn in 0..1000 {
                    if turn == 10 {
                        clock::blocking_sleep(ms(5));
                    }
                    interrupt().await;
                }
                assert!(done.get(), "l'échéance est passée depuis longtemps");
            });
        }

        #[test]
        fn run_until_stalled_voit_une_echeance_qui_passe() {
            let _clock = Clock::virtual_time().enter();
            let (night, journal) = (Loop::new(), Journal::default());
            let copy = journal.clone();
            night.add_task(async move {
                sleep(ms(5)).await;
                copy.note("fini");
            });
            assert_eq!(night.run_until_stalled(), 1);
            night.add_task(async { clock::blocking_sleep(ms(5)) });
            assert_eq!(night.run_until_stalled(), 0);
            assert_eq!(journal.read(), "fini");
            assert_eq!(night.waits(), 0);
        }

        #[test]
        fn call_later_appelle_a_l_heure_dite() {
            let _clock = Clock::virtual_time().enter();
            let (night, journal) = (Loop::new(), Journal::default());
            for delay in [20, 10] {
                let journal = journal.clone();
                // Les poignées tombent : les appels auront lieu quand même.
                night.call_later(ms(delay), move || {
                    journal.note(clock::now().as_millis());
                });
            }
            let copy = journal.clone();
            let cancelled = night.call_later(ms(15), move || copy.note("jamais"));
            night.run_task(sleep(ms(12)));
            cancelled.abort();
            night.run();
            assert_eq!(journal.read(), "10 20");
            // 10, 12 et 20 : ce qui est annulé ne réveille pas la boucle.
            assert_eq!(night.waits(), 3);
        }

        #[test]
        fn call_later_compte_depuis_l_appel() {
            let _clock = Clock::virtual_time().enter();
            let night = Loop::new();
            let called = night.call_later(ms(10), || ());
            clock::blocking_sleep(ms(4));
            night.run_task(called).unwrap();
            assert_eq!(clock::now(), ms(10));
        }

        #[test]
        fn le_travail_qu_attend_une_autre_boucle_n_arrete_pas_la_date() {
            let _clock = Clock::virtual_time().enter();
            let (open, opened) = std::sync::mpsc::channel::<()>();
            let other = Loop::new();
            other.add_task(async move {
                let _ = lesson4::unblock(move || opened.recv()).await;
            });
            assert_eq!(other.run_until_stalled(), 1);
            Loop::new().run_task(sleep(ms(7)));
            assert_eq!(clock::now(), ms(7));
            drop(open);
            other.run();
        }

        #[test]
        fn une_boucle_imbriquee_a_ses_minuteurs() {
            let _clock = Clock::virtual_time().enter();
            let (outer, journal) = (Loop::new(), Journal::default());
            let copy = journal.clone();
            outer.add_task(async move {
                sleep(ms(5)).await;
                copy.note(format!("dehors {}", clock::now().as_millis()));
            });
            let copy = journal.clone();
            outer.add_task(async move {
                interrupt().await;
                Loop::new().run_task(sleep(ms(7)));
                copy.note(format!("dedans {}", clock::now().as_millis()));
            });
            outer.run();
            assert_eq!(journal.read(), "dedans 7 dehors 7");
        }
    };
}

/// Dès la sixième étape.
macro_rules! sockets {
    () => {
        use std::io::ErrorKind;
        use std::net::SocketAddr;

        const ANY_PORT: SocketAddr =
            SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 0);

        async fn pair() -> (Stream, Stream) {
            let mut listener = Listener::bind(ANY_PORT).unwrap();
            let address = listener.address().unwrap();
            let (there, here) =
                together(Stream::connect(address), listener.accept()).await;
            (there.unwrap(), here.unwrap())
        }

        async fn echo(mut stream: Stream) -> usize {
            let (mut buffer, mut total) = ([0; 1024], 0);
            loop {
                let count = stream.recv(&mut buffer).await.unwrap();
                if count == 0 {
                    return total;
                }
                total += count;
                stream.send(&buffer[..count]).await.unwrap();
            }
        }

        async fn recv_exactly(stream: &mut Stream, length: usize) -> Vec<u8> {
            let (mut received, mut buffer) = (Vec::new(), [0; 4096]);
            while received.len() < length {
                let count = stream.recv(&mut buffer).await.unwrap();
                assert_ne!(count, 0, "le flux finit trop tôt");
                received.extend_from_slice(&buffer[..count]);
            }
            received
        }

        #[test]
        fn un_echo_repond_octet_par_octet() {
            let replies = Loop::new().run_task(async {
                let (mut client, server) = pair().await;
                let server = Loop::current().spawn(echo(server));
                let mut replies = Vec::new();
                for byte in b"Deneb" {
                    client.send(&[*byte]).await.unwrap();
                    replies.extend(recv_exactly(&mut client, 1).await);
                }
                drop(client);
                assert_eq!(server.await.unwrap(), 5);
                replies
            });
            assert_eq!(replies, b"Deneb");
        }

        #[test]
        fn plusieurs_clients_se_partagent_une_boucle() {
            let total = Loop::new().run_task(async {
                let mut listener = Listener::bind(ANY_PORT).unwrap();
                let address = listener.address().unwrap();
                let clients = [1_u8, 2, 3].map(|number| {
                    Loop::current().spawn(async move {
                        let mut client = Stream::connect(address).await.unwrap();
                        let message = [number; 100];
                        client.send(&message).await.unwrap();
                        assert_eq!(recv_exactly(&mut client, 100).await, message);
                    })
                });
                let mut echoes = Vec::new();
                for _ in 0..3 {
                    let client = listener.accept().await.unwrap();
                    echoes.push(Loop::current().spawn(echo(client)));
                }
                for client in clients {
                    client.await.unwrap();
                }
                let mut total = 0;
                for echo in echoes {
                    total += echo.await.unwrap();
                }
                total
            });
            assert_eq!(total, 300);
        }

        #[test]
        fn un_grand_message_attend_que_l_autre_lise() {
            const LENGTH: usize = 8 << 20;
            let (night, done) = (Loop::new(), Rc::new(Cell::new(false)));
            let (mut from, mut to) = night.run_task(pair());
            let told = Rc::clone(&done);
            let sending = night.spawn(async move {
                let message: Vec<u8> = (0..LENGTH).map(|n| n as u8).collect();
                from.send(&message).await.unwrap();
                told.set(true);
            });
            night.run_until_stalled();
            assert!(!done.get(), "le noyau n'a pas de place pour tout");
            let received = night.run_task(async move {
                let received = recv_exactly(&mut to, LENGTH).await;
                sending.await.unwrap();
                assert_eq!(to.recv(&mut [0]).await.unwrap(), 0);
                received
            });
            let right =
                received.iter().enumerate().all(|(n, &byte)| byte == n as u8);
            assert!(right, "tous les octets, dans l'ordre");
        }

        #[test]
        fn le_flux_finit_quand_l_autre_ferme() {
            let night = Loop::new();
            let (mut here, there) = night.run_task(pair());
            let reading = night.spawn(async move {
                let count = here.recv(&mut [0; 8]).await.unwrap();
                (here, count)
            });
            assert_eq!(night.run_until_stalled(), 1);
            drop(there);
            let (mut here, count) = night.run_task(reading).unwrap();
            assert_eq!(count, 0);
            // Écrire à qui est parti finit par échouer, et n'arrête que la tâche.
            let error = night.run_task(async move {
                loop {
                    if let Err(error) = here.send(&[0; 1 << 16]).await {
                        return error;
                    }
                }
            });
            let kinds = [ErrorKind::BrokenPipe, ErrorKind::ConnectionReset];
            assert!(kinds.contains(&error.kind()), "{error}");
        }

        #[test]
        fn la_fin_arrivee_avec_les_derniers_octets_se_lit_aussi() {
            let night = Loop::new();
            let (mut here, mut there) = night.run_task(pair());
            let reading = night.spawn(async move {
                let count = here.recv(&mut [0; 8]).await.unwrap();
                (count, here.recv(&mut [0; 8]).await.unwrap())
            });
            assert_eq!(night.run_until_stalled(), 1);
            // Une seule nouvelle annonce les deux.
            night.run_task(async move {
                there.send(b"fin").await.unwrap();
            });
            assert_eq!(night.run_task(reading).unwrap(), (3, 0));
        }

        #[test]
        fn ce_qui_arrive_sans_lecteur_se_lit_plus_tard_et_la_suite_aussi() {
            let night = Loop::new();
            let (mut here, mut there) = night.run_task(pair());
            let there = night.run_task(async move {
                there.send(b"a").await.unwrap();
                there
            });
            // Le réacteur l'annonce, et personne ne l'attend.
            assert_eq!(night.run_until_stalled(), 0);
            let here = night.run_task(async move {
                assert_eq!(here.recv(&mut [0; 8]).await.unwrap(), 1);
                here
            });
            let echoing = night.spawn(echo(here));
            assert_eq!(night.run_until_stalled(), 1);
            let mut there = there;
            night.run_task(async move {
                there.send(b"bc").await.unwrap();
                assert_eq!(recv_exactly(&mut there, 2).await, b"bc");
            });
            assert_eq!(night.run_task(echoing).unwrap(), 2);
        }

        #[test]
        fn une_lecture_qui_remplit_le_tampon_laisse_lire_la_suite() {
            let night = Loop::new();
            let (mut here, mut there) = night.run_task(pair());
            let read = night.run_task(async move {
                there.send(b"abcd").await.unwrap();
                let first = here.recv(&mut [0; 2]).await.unwrap();
                first + here.recv(&mut [0; 2]).await.unwrap()
            });
            assert_eq!(read, 4);
        }

        #[test]
        fn une_connexion_refusee_est_une_erreur_et_n_arrete_personne() {
            let (night, journal) = (Loop::new(), Journal::default());
            // Personne n'écoute sur le port 1, que le système n'attribue jamais.
            let address = SocketAddr::new(ANY_PORT.ip(), 1);
            let refused = night.spawn(Stream::connect(address));
            night.add_task(journal.clone().speak(&["a", "b", "c"]));
            night.run();
            assert_eq!(journal.read(), "a b c");
            let error = night.run_task(refused).unwrap().err().unwrap();
            assert_eq!(error.kind(), ErrorKind::ConnectionRefused);
        }

        #[test]
        fn annuler_une_attente_de_socket_libere_le_port_et_la_boucle() {
            let night = Loop::new();
            let mut listener =
                night.run_task(async { Listener::bind(ANY_PORT).unwrap() });
            let address = listener.address().unwrap();
            let accepting =
                night.spawn(async move { listener.accept().await.map(drop) });
            assert_eq!(night.run_until_stalled(), 1);
            accepting.abort();
            assert_eq!(night.run_until_stalled(), 0);
            let again = night.run_task(async move { Listener::bind(address) });
            assert_eq!(again.unwrap().address().unwrap(), address);
        }

        #[test]
        fn une_socket_detruite_n_est_plus_surveillee() {
            let night = Loop::new();
            let (here, mut there) = night.run_task(pair());
            let reading = night.spawn(async move {
                let mut here = here;
                here.recv(&mut [0]).await
            });
            assert_eq!(night.run_until_stalled(), 1);
            reading.abort();
            // Un client de plus prend peut-être le même descripteur.
            let (mut other, mut friend) = night.run_task(pair());
            night.run_task(async move {
                friend.send(b"a").await.unwrap();
                assert_eq!(other.recv(&mut [0; 8]).await.unwrap(), 1);
                assert_eq!(there.recv(&mut [0; 8]).await.unwrap(), 0);
            });
        }

        #[test]
        fn une_socket_n_attend_que_sur_sa_boucle() {
            let mut listener =
                Loop::new().run_task(async { Listener::bind(ANY_PORT).unwrap() });
            let message = panicking(|| {
                Loop::new()
                    .run_task(async move { listener.accept().await.map(drop) })
            });
            assert!(message.contains("une autre boucle"), "{message}");
        }

        #[test]
        fn hors_d_une_boucle_une_socket_n_a_pas_de_reacteur() {
            let message = panicking(|| Listener::bind(ANY_PORT).map(drop));
            assert!(message.contains("aucune boucle à réacteur"), "{message}");
        }

        #[test]
        fn qui_ne_dort_jamais_n_affame_pas_qui_attend_une_socket() {
            let night = Loop::new();
            let (mut here, mut there) = night.run_task(pair());
            let reading =
                night.spawn(async move { here.recv(&mut [0; 8]).await.unwrap() });
            assert_eq!(night.run_until_stalled(), 1);
            let count = night.run_task(async move {
                there.send(b"a").await.unwrap();
                for _ in 0..1_000_000 {
                    if reading.is_finished() {
                        break;
                    }
                    interrupt().await;
                }
                assert!(reading.is_finished(), "la socket est prête");
                reading.await.unwrap()
            });
            assert_eq!(count, 1);
        }

        #[test]
        fn run_until_stalled_regarde_les_sockets() {
            let night = Loop::new();
            let (here, mut there) = night.run_task(pair());
            let echoing = night.spawn(echo(here));
            assert_eq!(night.run_until_stalled(), 1);
            // Sur la machine elle-même, ce qui est envoyé est aussitôt reçu.
            let replies = night.spawn(async move {
                there.send(b"a").await.unwrap();
                recv_exactly(&mut there, 1).await
            });
            for _ in 0..1_000_000 {
                if night.run_until_stalled() == 0 {
                    break;
                }
            }
            assert!(replies.is_finished() && echoing.is_finished());
        }

        #[test]
        fn des_sockets_et_des_minuteurs_sur_la_meme_boucle() {
            let _clock = Clock::virtual_time().enter();
            let (night, journal) = (Loop::new(), Journal::default());
            let (mut here, mut there) = night.run_task(pair());
            let copy = journal.clone();
            night.add_task(async move {
                for _ in 0..3 {
                    sleep(ms(100)).await;
                    there.send(b"a").await.unwrap();
                    // Sans échéance en vue, la boucle attend la socket, et la date aussi.
                    assert_eq!(there.recv(&mut [0]).await.unwrap(), 1);
                }
            });
            night.run_task(async move {
                while here.recv(&mut [0]).await.unwrap() > 0 {
                    copy.note(clock::now().as_millis());
                    here.send(b"b").await.unwrap();
                }
            });
            assert_eq!(journal.read(), "100 200 300");
            assert_eq!(clock::now(), ms(300));
        }

        #[test]
        fn un_delai_borne_une_lecture() {
            let _clock = Clock::virtual_time().enter();
            let night = Loop::new();
            let (mut here, mut there) = night.run_task(pair());
            let late = night.run_task(async move {
                let late = timeout(ms(50), here.recv(&mut [0])).await;
                there.send(b"a").await.unwrap();
                assert_eq!(here.recv(&mut [0]).await.unwrap(), 1);
                late.is_err()
            });
            assert!(late);
            assert_eq!(clock::now(), ms(50));
        }

        #[test]
        fn un_travail_sur_un_autre_thread_reveille_la_boucle() {
            let night = Loop::new();
            assert_eq!(night.run_task(unblock(|| 6 * 7)).unwrap(), 42);
        }
    };
}

mod v3 {
    use lesson3::Loop;

    use super::*;
    turns!();
}

mod v4 {
    use lesson4::v4_wakers::Loop;
    use lesson4::{JoinError, JoinHandle};

    use super::*;
    turns!();
    wakers!();
}

mod v5 {
    use lesson4::v5_timers::Loop;
    use lesson4::{Elapsed, JoinError, JoinHandle, sleep, sleep_until, timeout};

    use super::*;
    turns!();
    wakers!();
    timers!();
}

mod v6 {
    use lesson4::socket::{Listener, Stream};
    use lesson4::v6_reactor::Loop;
    use lesson4::{
        Elapsed, JoinError, JoinHandle, sleep, sleep_until, timeout, unblock,
    };

    use super::*;
    turns!();
    wakers!();
    timers!();
    sockets!();
}

mod v7 {
    use lesson4::socket::{Listener, Stream};
    use lesson4::v7_slots::Loop;
    use lesson4::{
        Elapsed, JoinError, JoinHandle, sleep, sleep_until, timeout, unblock,
    };

    use super::*;
    turns!();
    wakers!();
    timers!();
    sockets!();
}

mod v8 {
    use lesson4::socket::{Listener, Stream};
    use lesson4::v8_local::Loop;
    use lesson4::{
        Elapsed, JoinError, JoinHandle, sleep, sleep_until, timeout, unblock,
    };

    use super::*;
    turns!();
    wakers!();
    timers!();
    sockets!();
}
