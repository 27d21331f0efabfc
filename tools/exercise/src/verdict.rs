//! Le verdict d'un test, et comment le dire.

use std::fmt::{self, Display, Formatter};

use crate::process::{End, Ended};

/// Ce qu'un test a donné.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Le test a réussi : lui seul le prouve, par la ligne convenue.
    Passed,
    /// Le test a échoué, avec ce message.
    Failed(String),
    /// Le processus a fini sans verdict.
    Silent(Cause),
    /// Le test n'a pas eu lieu : les autres ont épuisé le temps.
    NotRun,
}

/// Pourquoi un test n'a pas donné de verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Il a quitté de lui-même.
    Exit(i32),
    /// La pile a débordé.
    StackOverflow,
    /// La mémoire a manqué.
    OutOfMemory,
    /// Une panique en a interrompu une autre.
    DoublePanic,
    /// Un autre arrêt brutal.
    Signal(i32),
    /// Il a été arrêté, trop long, au bout de tant de secondes.
    TooLong(u64),
    /// Il a été arrêté, trop bavard, au bout de tant de Mio.
    TooLoud(usize),
}

impl Verdict {
    /// Dit si le test a réussi.
    pub fn passed(&self) -> bool {
        *self == Self::Passed
    }

    /// Lit le verdict d'un processus : la ligne qui porte `nonce`, et rien d'autre.
    pub fn read(ended: &Ended, nonce: &str) -> Self {
        let stdout = String::from_utf8_lossy(&ended.stdout);
        let prefix = format!("kit {nonce} ");
        let mut words = stdout.lines().filter_map(|line| line.strip_prefix(&prefix));
        match words.next() {
            Some("réussi") => Self::Passed,
            Some(word) => match word.strip_prefix("échoué ").map(message) {
                Some(Some(text)) => Self::Failed(text),
                _ => Self::Failed("verdict illisible".to_owned()),
            },
            None => Self::Silent(cause(ended)),
        }
    }
}

fn message(json: &str) -> Option<String> {
    serde_json::from_str(json).ok()
}

/// Devine la cause d'un silence : la fin du processus, et ce que Rust en a écrit.
fn cause(ended: &Ended) -> Cause {
    let stderr = String::from_utf8_lossy(&ended.stderr);
    match ended.end {
        End::TooLong(limit) => Cause::TooLong(limit.as_secs()),
        End::TooLoud(limit) => Cause::TooLoud(limit >> 20),
        _ if stderr.contains("has overflowed its stack") => Cause::StackOverflow,
        _ if stderr.contains("memory allocation of") => Cause::OutOfMemory,
        _ if stderr.contains("thread caused non-unwinding panic")
            || stderr.contains("panicked while processing panic") =>
        {
            Cause::DoublePanic
        }
        End::Signal(9) => Cause::OutOfMemory,
        End::Signal(signal) => Cause::Signal(signal),
        End::Code(code) => Cause::Exit(code),
    }
}

impl Display for Verdict {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Passed => f.write_str("réussi"),
            Self::Failed(message) => f.write_str(message),
            Self::Silent(cause) => write!(f, "{cause}"),
            Self::NotRun => f.write_str(
                "pas essayé : les tests précédents ont pris tout le temps",
            ),
        }
    }
}

impl Display for Cause {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exit(code) => write!(
                f,
                "le programme s'est terminé avant la fin du test (code {code}) : \
                 votre code appelle-t-il std::process::exit ?"
            ),
            Self::StackOverflow => f.write_str(
                "la pile a débordé : une fonction s'appelle-t-elle sans fin ?",
            ),
            Self::OutOfMemory => f.write_str(
                "la mémoire a manqué : votre code en demande beaucoup trop",
            ),
            Self::DoublePanic => f.write_str(
                "une panique en a interrompu une autre : un destructeur (Drop) \
                 panique-t-il ?",
            ),
            Self::Signal(signal) => write!(
                f,
                "le programme s'est arrêté net (signal {signal}) : abort, double \
                 panique ou pile trop pleine"
            ),
            Self::TooLong(seconds) => write!(
                f,
                "toujours pas fini au bout de {seconds} s : une boucle ou une \
                 attente sans fin ?"
            ),
            Self::TooLoud(most) => write!(
                f,
                "plus de {most} Mio affichés, le test a été arrêté : une boucle \
                 affiche-t-elle sans fin ?"
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(end: End, stdout: &str, stderr: &str) -> Verdict {
        let (stdout, stderr) =
            (stdout.as_bytes().to_vec(), stderr.as_bytes().to_vec());
        Verdict::read(&Ended { end, stdout, stderr }, "c0ffee")
    }

    #[test]
    fn seule_la_ligne_convenue_prouve_la_reussite() {
        let bruit = "running 1 test\ntest a ... ok\nkit autre réussi\n";
        let silent = Verdict::Silent(Cause::Exit(0));
        assert_eq!(verdict(End::Code(0), bruit, ""), silent);
        let inside = "mot kit c0ffee réussi\n";
        assert_eq!(verdict(End::Code(0), inside, ""), silent);
        let line = "test a ... \nkit c0ffee réussi\n";
        assert_eq!(verdict(End::Code(101), line, ""), Verdict::Passed);
    }

    #[test]
    fn un_echec_garde_son_message() {
        let line = "kit c0ffee échoué \"deux\\nlignes\"\n";
        let failed = Verdict::Failed("deux\nlignes".to_owned());
        assert_eq!(verdict(End::Code(101), line, ""), failed);
        let broken = Verdict::Failed("verdict illisible".to_owned());
        assert_eq!(verdict(End::Code(0), "kit c0ffee bof\n", ""), broken);
    }

    #[test]
    fn chaque_silence_a_sa_cause() {
        let says = |end, stderr: &str, hint: &str| {
            let text = verdict(end, "", stderr).to_string();
            assert!(text.contains(hint), "{text}");
        };
        says(End::Code(0), "", "std::process::exit");
        says(End::Signal(6), "thread 'a' has overflowed its stack", "la pile");
        says(End::Signal(6), "memory allocation of 9 bytes failed", "la mémoire");
        says(
            End::Signal(6),
            "thread caused non-unwinding panic. aborting.",
            "(Drop)",
        );
        says(End::Signal(9), "", "la mémoire");
        says(End::Signal(11), "", "signal 11");
        says(End::TooLong(std::time::Duration::from_secs(12)), "", "12 s");
        says(End::TooLoud(8 << 20), "", "8 Mio");
    }
}
