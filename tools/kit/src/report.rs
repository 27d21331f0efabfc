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
    /// Avec `KIT_VERDICT`, lit le mot de passe sur l'entrée standard : le code jugé
    /// ne le trouvera plus.
    pub fn open() -> Self {
        let outlet = match env::var_os("KIT_VERDICT") {
            Some(_) => Outlet::Runner { stdout: raw_stdout(), nonce: read_nonce() },
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
    pub fn close(&self, outcome: Result<(), Failure>) {
        self.decide();
        match (&self.outlet, outcome) {
            (Outlet::Runner { stdout, nonce }, outcome) => {
                announce(stdout, nonce, &outcome);
                outcome.unwrap_or_else(|failure| failure.resume());
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

/// Ouvre la sortie standard sans son verrou, que le code jugé peut garder pour lui.
fn raw_stdout() -> File {
    #[cfg(unix)]
    let copy = std::os::fd::AsFd::as_fd(&io::stdout()).try_clone_to_owned();
    #[cfg(windows)]
    let copy = std::os::windows::io::AsHandle::as_handle(&io::stdout())
        .try_clone_to_owned();
    copy.expect("la sortie standard est ouverte").into()
}

fn read_nonce() -> String {
    let mut line = String::new();
    // Sans mot de passe, aucune ligne ne convaincra le correcteur : rien à dire de
    // plus.
    let _ = io::stdin().read_line(&mut line);
    line.trim().to_owned()
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
