//! Où va le verdict : au correcteur qui l'attend, ou à la personne qui lance `cargo
//! test`.

use std::env;
use std::fs::File;
use std::io::{self, Write};
use std::process;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crate::failure::Failure;
use crate::json;
use crate::nonce;

/// Délivre un verdict, et un seul.
pub struct Report {
    outlet: Outlet,
    decided: AtomicBool,
}

enum Outlet {
    /// Le correcteur : une ligne qui porte le mot de passe qu'il a donné.
    Runner { stdout: File, nonce: String },
    /// Une personne, qui lit ce que montre libtest.
    Person,
}

impl Report {
    /// Choisit à qui répondre, avant que le code jugé n'ait la main.
    ///
    /// Le mot de passe vient de [`crate::play`], ou de l'entrée standard avec
    /// `KIT_VERDICT` : le code jugé ne le trouvera plus.
    pub fn open() -> Self {
        let given = nonce::take();
        let asked = || env::var_os("KIT_VERDICT").map(|_| nonce::read());
        let outlet = match given.or_else(asked) {
            Some(nonce) => Outlet::Runner { stdout: raw_stdout(), nonce },
            None => Outlet::Person,
        };
        Self { outlet, decided: AtomicBool::new(false) }
    }

    /// Dit si un correcteur attend le verdict : l'essai est alors seul dans son
    /// processus.
    pub fn is_for_runner(&self) -> bool {
        matches!(self.outlet, Outlet::Runner { .. })
    }

    /// Délivre le verdict d'un essai allé jusqu'au bout.
    ///
    /// Devant un correcteur, le processus s'arrête là : ni destructeur ni thread du
    /// code jugé ne le retient.
    pub fn close(&self, outcome: Result<(), Failure>) {
        self.decide();
        match (&self.outlet, outcome) {
            (Outlet::Runner { stdout, nonce }, outcome) => {
                announce(stdout, nonce, &outcome);
                leave(if outcome.is_ok() { 0 } else { 101 });
            }
            (Outlet::Person, Err(failure)) => {
                eprintln!("{}", failure.with_place());
                failure.resume();
            }
            (Outlet::Person, Ok(())) => {}
        }
    }

    /// Délivre le verdict du juge, et met fin au processus.
    pub fn condemn(&self, message: &str) -> ! {
        self.decide();
        let failure = Failure::new(message);
        match &self.outlet {
            Outlet::Runner { stdout, nonce } => {
                announce(stdout, nonce, &Err(failure));
            }
            // L'essai tient peut-être la sortie que libtest capture : on écrit à
            // côté.
            Outlet::Person => {
                let name = thread::current().name().unwrap_or_default().to_owned();
                let _ = writeln!(io::stderr(), "\nessai {name} : {message}");
            }
        }
        process::exit(101)
    }

    /// Laisse le premier parler ; l'autre attend la fin du processus, que le premier
    /// décide.
    fn decide(&self) {
        while self.decided.swap(true, Ordering::SeqCst) {
            thread::park();
        }
    }
}

/// Met fin au processus depuis un thread neuf : la fin exécute les destructeurs du
/// thread qui l'appelle, et le code jugé a pu en laisser un qui ne finit pas.
fn leave(code: i32) -> ! {
    match thread::Builder::new().spawn(move || process::exit(code)) {
        Ok(_) => loop {
            thread::park();
        },
        Err(_) => process::abort(),
    }
}

/// Ouvre la sortie standard sans son verrou, que le code jugé peut garder pour lui.
fn raw_stdout() -> File {
    #[cfg(unix)]
    let copy = std::os::fd::AsFd::as_fd(&io::stdout()).try_clone_to_owned();
    #[cfg(windows)]
    let copy = std::os::windows::io::AsHandle::as_handle(&io::stdout())
        .try_clone_to_owned();
    copy.expect("la sortie standard est ouverte").into()
}

/// Écrit le verdict sur une ligne à lui, quoi que le code jugé ait écrit avant.
fn announce(mut stdout: &File, nonce: &str, outcome: &Result<(), Failure>) {
    let line = match outcome {
        Ok(()) => format!("\nkit {nonce} réussi\n"),
        Err(failure) => {
            format!("\nkit {nonce} échoué {}\n", json::string(&failure.message))
        }
    };
    // Si le correcteur n'écoute plus, personne n'attend ce verdict.
    let _ = stdout.write_all(line.as_bytes());
}
