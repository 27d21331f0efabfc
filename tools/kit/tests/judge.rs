//! Ce que voit le correcteur : un processus par essai, un mot de passe, un verdict.
//!
//! Les essais ignorés sont les programmes fautifs : les autres les lancent, chacun
//! dans son processus, comme le ferait le correcteur.

use std::io::Write;
use std::process::{Child, Command, Output, Stdio};

const NONCE: &str = "f00d";

/// Lance un programme fautif, et renvoie ce que le processus a écrit.
fn play(program: &str) -> Output {
    let mut child = launch(program, true);
    let mut stdin = child.stdin.take().unwrap();
    writeln!(stdin, "{NONCE}").unwrap();
    drop(stdin);
    child.wait_with_output().unwrap()
}

fn launch(program: &str, for_runner: bool) -> Child {
    command(program, for_runner).spawn().unwrap()
}

fn command(program: &str, for_runner: bool) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    let program = format!("faulty::{program}");
    command.args([
        "--exact",
        &program,
        "--ignored",
        "--nocapture",
        "--test-threads=1",
    ]);
    command.env_remove("KIT_VERDICT").env_remove("KIT_SEED");
    if for_runner {
        command.env("KIT_VERDICT", "1");
    }
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Renvoie ce qui suit le mot de passe, ou rien s'il n'y a pas de verdict.
fn verdict(program: &str) -> Option<String> {
    let stdout = String::from_utf8(play(program).stdout).unwrap();
    let start = format!("kit {NONCE} ");
    let mut verdicts = stdout.lines().filter_map(|line| line.strip_prefix(&start));
    let verdict = verdicts.next().map(str::to_owned);
    assert_eq!(verdicts.next(), None, "un seul verdict");
    verdict
}

#[track_caller]
fn assert_rejected(program: &str, start: &str) {
    let verdict = verdict(program).expect("un verdict");
    assert!(verdict.starts_with(&format!("échoué \"{start}")), "{verdict}");
}

#[test]
fn un_essai_qui_aboutit_le_prouve_par_le_mot_de_passe() {
    assert_eq!(verdict("nothing").as_deref(), Some("réussi"));
    assert_eq!(verdict("unfinished_line").as_deref(), Some("réussi"));
}

#[test]
fn un_processus_qui_finit_seul_ne_prouve_rien() {
    assert_eq!(verdict("exits"), None);
    assert_eq!(verdict("swaps_the_hook"), None);
}

#[test]
fn une_panique_est_dite_en_francais_et_rien_d_autre_n_est_ecrit() {
    let output = play("panics");
    let stdout = String::from_utf8_lossy(&output.stdout);
    let expected =
        r#"kit f00d échoué "il reste un todo!() : la suite (tests/judge.rs:"#;
    assert!(stdout.contains(expected), "{stdout}");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn le_message_du_kit_arrive_tel_quel_meme_rattrape() {
    assert_rejected("catches_the_verdict", "la somme est fausse\"");
    assert_rejected("silences_and_catches", "la somme est fausse\"");
}

#[cfg(unix)]
#[test]
fn le_mot_de_passe_ne_se_relit_pas() {
    let folder = std::env::temp_dir().join(format!("kit-{}", std::process::id()));
    std::fs::write(&folder, format!("{NONCE}\n")).unwrap();
    let file = std::fs::File::open(&folder).unwrap();
    let output = command("rereads_the_word", true).stdin(file).output().unwrap();
    std::fs::remove_file(&folder).unwrap();
    let stdout = String::from_utf8(output.stdout).unwrap();
    assert!(stdout.contains("lu : \"\""), "{stdout}");
}

#[test]
fn rien_ne_tourne_apres_le_verdict() {
    assert_eq!(verdict("lingers").as_deref(), Some("réussi"));
}

#[test]
fn un_poll_bloque_est_interrompu() {
    assert_rejected("sleeps_in_poll", "poll est bloqué (std::thread::sleep");
    assert_rejected("locks_in_poll", "poll est bloqué (std::thread::sleep");
    assert_rejected("sleeps_in_async", "le programme bloque tout le thread");
    assert_rejected("sleeps_in_task", "le programme bloque tout le thread");
}

#[test]
fn un_essai_qui_dort_pour_toujours_est_interrompu() {
    assert_rejected("parks_forever", "le programme est bloqué : tous ses threads");
    assert_rejected(
        "waits_forever_in_real_time",
        "le programme est bloqué : toutes",
    );
}

#[test]
fn le_juge_parle_meme_si_la_sortie_est_prise() {
    assert_rejected("holds_stdout", "poll est bloqué");
}

#[test]
fn une_boucle_sans_fin_est_interrompue() {
    assert_rejected("loops_in_poll", "boucle sans fin dans poll");
}

#[test]
fn une_tache_qui_se_reveille_sans_cesse_est_interrompue() {
    assert_rejected("busy_task", "attente active : une tâche occupe le thread");
}

#[test]
fn d_autres_threads_ont_le_droit_de_travailler_et_de_reveiller() {
    assert_eq!(verdict("woken_by_a_thread").as_deref(), Some("réussi"));
    assert_eq!(verdict("helped_by_a_blocking_thread").as_deref(), Some("réussi"));
}

#[test]
fn un_calcul_honnete_n_est_pas_interrompu() {
    assert_eq!(verdict("computes").as_deref(), Some("réussi"));
}

#[test]
#[cfg(unix)]
fn une_allocation_demesuree_est_refusee() {
    assert_eq!(verdict("allocates_too_much"), None);
}

#[test]
fn sans_correcteur_le_message_est_pour_la_personne() {
    let output = launch("panics", false).wait_with_output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(
        stderr.starts_with("il reste un todo!() : la suite (tests/"),
        "{stderr}"
    );
    assert!(!stderr.contains("panicked"), "{stderr}");
    let judged = launch("sleeps_in_poll", false).wait_with_output().unwrap();
    let stderr = String::from_utf8_lossy(&judged.stderr);
    let name = "essai faulty::sleeps_in_poll : poll est bloqué";
    assert!(stderr.contains(name), "{stderr}");
    assert_eq!(judged.status.code(), Some(101));
}

mod faulty {
    use std::future::{pending, poll_fn};
    use std::panic;
    use std::process;
    use std::sync::Mutex;
    use std::task::Poll;
    use std::thread;
    use std::time::Duration;

    use kit::{Stepper, fail, real_time, run, virtual_time};

    const LONG: Duration = Duration::from_secs(3600);

    /// Interroge une fois une future dont `poll` appelle cette fonction.
    fn poll_once(body: impl Fn()) {
        let future = poll_fn(|_| {
            body();
            Poll::Ready(())
        });
        Stepper::new(future).expect_ready("elle est écrite ainsi");
    }

    #[test]
    #[ignore = "programme lancé par les autres essais"]
    fn nothing() {
        run(|| {});
    }

    #[test]
    #[ignore = "programme lancé par les autres essais"]
    fn unfinished_line() {
        run(|| print!("une ligne sans fin"));
    }

    #[test]
    #[ignore = "programme lancé par les autres essais"]
    fn exits() {
        run(|| process::exit(0));
    }

    #[test]
    #[ignore = "programme lancé par les autres essais"]
    fn swaps_the_hook() {
        run(|| {
            panic::set_hook(Box::new(|_| process::exit(0)));
            fail("jamais dit");
        });
    }

    #[test]
    #[ignore = "programme lancé par les autres essais"]
    fn panics() {
        run(|| panic!("not yet implemented: la suite"));
    }

    #[test]
    #[ignore = "programme lancé par les autres essais"]
    fn catches_the_verdict() {
        run(|| {
            let caught = panic::catch_unwind(|| fail("la somme est fausse"));
            assert!(caught.is_err());
        });
    }

    #[test]
    #[ignore = "programme lancé par les autres essais"]
    fn silences_and_catches() {
        run(|| {
            panic::set_hook(Box::new(|_| {}));
            let caught = panic::catch_unwind(|| fail("la somme est fausse"));
            assert!(caught.is_err());
        });
    }

    #[cfg(unix)]
    #[test]
    #[ignore = "programme lancé par les autres essais"]
    fn rereads_the_word() {
        use std::io::{Read, Seek};
        run(|| {
            let stdin = std::io::stdin();
            let copy = std::os::fd::AsFd::as_fd(&stdin).try_clone_to_owned();
            let mut file = std::fs::File::from(copy.unwrap());
            let (_, mut text) = (file.rewind(), String::new());
            let _ = file.read_to_string(&mut text);
            println!("lu : {text:?}");
        });
    }

    #[test]
    #[ignore = "programme lancé par les autres essais"]
    fn lingers() {
        struct Forever;
        impl Drop for Forever {
            fn drop(&mut self) {
                loop {
                    thread::park();
                }
            }
        }
        thread_local!(static KEPT: Forever = const { Forever });
        run(|| KEPT.with(|_| {}));
    }

    #[test]
    #[ignore = "programme lancé par les autres essais"]
    fn sleeps_in_poll() {
        run(|| poll_once(|| thread::sleep(LONG)));
    }

    #[test]
    #[ignore = "programme lancé par les autres essais"]
    fn locks_in_poll() {
        let lock = Mutex::new(());
        run(|| {
            let _held = lock.lock();
            poll_once(|| drop(lock.lock()));
        });
    }

    #[test]
    #[ignore = "programme lancé par les autres essais"]
    fn holds_stdout() {
        run(|| {
            let _held = std::io::stdout().lock();
            poll_once(|| thread::sleep(LONG));
        });
    }

    #[test]
    #[ignore = "programme lancé par les autres essais"]
    fn sleeps_in_async() {
        virtual_time(async { thread::sleep(LONG) });
    }

    #[test]
    #[ignore = "programme lancé par les autres essais"]
    fn sleeps_in_task() {
        virtual_time(async {
            tokio::spawn(async { thread::sleep(LONG) }).await.unwrap();
        });
    }

    #[test]
    #[ignore = "programme lancé par les autres essais"]
    fn parks_forever() {
        run(|| {
            loop {
                thread::park();
            }
        });
    }

    #[test]
    #[ignore = "programme lancé par les autres essais"]
    fn waits_forever_in_real_time() {
        real_time(pending());
    }

    #[test]
    #[ignore = "programme lancé par les autres essais"]
    fn loops_in_poll() {
        run(|| {
            poll_once(|| {
                loop {
                    std::hint::spin_loop();
                }
            });
        });
    }

    #[test]
    #[ignore = "programme lancé par les autres essais"]
    fn busy_task() {
        virtual_time(async {
            let busy = tokio::spawn(async {
                loop {
                    tokio::task::yield_now().await;
                }
            });
            busy.await.unwrap();
        });
    }

    #[test]
    #[ignore = "programme lancé par les autres essais"]
    fn woken_by_a_thread() {
        run(|| {
            let sleeper = thread::current();
            let worker = thread::spawn(move || {
                thread::sleep(Duration::from_millis(50));
                sleeper.unpark();
            });
            thread::park();
            worker.join().unwrap();
        });
    }

    #[test]
    #[ignore = "programme lancé par les autres essais"]
    fn helped_by_a_blocking_thread() {
        virtual_time(async {
            let nap = || thread::sleep(Duration::from_millis(400));
            tokio::task::spawn_blocking(nap).await.unwrap();
        });
    }

    #[test]
    #[ignore = "programme lancé par les autres essais"]
    fn computes() {
        let compute = || (0..5_000_000).for_each(|_| std::hint::spin_loop());
        virtual_time(async move {
            (0..3).for_each(|_| poll_once(compute));
            compute();
        });
    }

    #[test]
    #[ignore = "programme lancé par les autres essais"]
    fn allocates_too_much() {
        run(|| assert_eq!(vec![0_u8; 5 << 30][7], 0));
    }
}
