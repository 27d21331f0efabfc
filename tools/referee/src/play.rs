//! Troisième étape : un test, un processus, un mot de passe.

use std::io;
use std::path::Path;
use std::time::Duration;

use exercise::{End, Ended, Exercise, Report, Test, Verdict, nonce};
use sandbox::Limits;

use crate::defence::Defence;
use crate::neutral::neutral;
use crate::options::Options;
use crate::program::binary;
use crate::room::{Room, Tools};
use crate::workshop::Needs;

/// La place qu'un test a sur le disque, en octets.
const SCRATCH: u64 = 64 << 20;
/// Ce qu'on garde d'un message, puis de ce que la copie affiche, en caractères.
const MESSAGE: usize = 4_000;
const PRINTED: usize = 20_000;

fn limits(wall: Duration) -> Limits {
    Limits {
        wall,
        cpu: Duration::from_secs(10),
        // Chaque thread réserve 64 Mio d'adresses dont il ne se sert pas.
        memory: 2 << 30,
        output: 1 << 20,
        ..Limits::to_run()
    }
}

/// Ce qu'il faut pour faire passer ses tests à une copie compilée.
#[derive(Debug)]
pub struct Play<'a> {
    /// L'exercice.
    pub exercise: &'a Exercise,
    /// Ce que ses tests demandent au bac.
    pub needs: Needs,
    /// Comment l'arbitre travaille.
    pub options: &'a Options,
    /// Le dossier de la copie.
    pub out: &'a Path,
}

impl Play<'_> {
    /// Fait passer tous les tests, l'un après l'autre.
    ///
    /// # Errors
    ///
    /// Si un lieu ne s'ouvre pas.
    pub fn all(&self) -> io::Result<Vec<Report>> {
        let countdown = self.options.patience.start();
        let one = |(rank, test): (usize, &Test)| {
            let (verdict, printed) = match countdown.next() {
                None => (Verdict::NotRun, String::new()),
                Some(time) => self.one(rank, test, time)?,
            };
            let points = self.exercise.metadata.points_of(&test.name);
            Ok(Report { test: test.clone(), points, verdict, printed })
        };
        self.exercise.tests.iter().enumerate().map(one).collect()
    }

    fn one(
        &self,
        rank: usize,
        test: &Test,
        time: Duration,
    ) -> io::Result<(Verdict, String)> {
        let mut room = Room::new(self.options, limits(time), Tools::None)
            .execute(binary(self.out), "/essais")
            .loopback(self.needs.sockets);
        if self.needs.files {
            room = room.scratch(SCRATCH);
        }
        let nonce = nonce();
        let order = format!("{nonce} {rank}\n");
        let ended = room.run("/essais", Vec::new(), &order)?;
        let mut verdict = self.verdict(&ended, &nonce);
        if test.hidden && self.options.applies(Defence::Discretion) {
            // Ce que la copie a reçu d'un test caché reste caché.
            if let Verdict::Failed(message) = &mut verdict {
                *message = without_words(message);
            }
            return Ok((verdict, String::new()));
        }
        Ok((verdict, self.neutral(printed(&ended, &nonce), PRINTED)))
    }

    fn verdict(&self, ended: &Ended, nonce: &str) -> Verdict {
        match Verdict::read(ended, nonce) {
            Verdict::Failed(message) => {
                Verdict::Failed(self.neutral(message, MESSAGE))
            }
            _ if !self.options.applies(Defence::Proof)
                && ended.end == End::Code(0) =>
            {
                Verdict::Passed
            }
            other => other,
        }
    }

    fn neutral(&self, text: String, most: usize) -> String {
        let neutralised = self.options.applies(Defence::Neutral);
        if neutralised { neutral(&text, most) } else { text }
    }
}

/// Renvoie ce que la copie a affiché.
fn printed(ended: &Ended, nonce: &str) -> String {
    let stdout = String::from_utf8_lossy(&ended.stdout);
    let own = stdout.split(&format!("kit {nonce} ")).next().unwrap_or_default();
    let stderr = String::from_utf8_lossy(&ended.stderr);
    [own.trim(), stderr.trim()].join("\n").trim().to_owned()
}

/// Ôte d'un message ce que la copie a pu y écrire en paniquant ; garde où elle panique.
fn without_words(message: &str) -> String {
    let starts = ["le programme a paniqué", "il reste un todo!()"];
    let Some(start) = starts.into_iter().find(|start| message.starts_with(start))
    else {
        return message.to_owned();
    };
    let place = message.rfind(" (src/lib.rs:").map(|at| &message[at..]);
    let line = place.and_then(|place| place.split([':', ')']).nth(1));
    match line.and_then(|line| line.parse::<u32>().ok()) {
        Some(line) => format!("{start} (src/lib.rs:{line})"),
        None => start.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn une_panique_ne_dit_que_son_endroit() {
        let said = "le programme a paniqué : [3, 1] (src/lib.rs:4) (src/lib.rs:9)";
        assert_eq!(without_words(said), "le programme a paniqué (src/lib.rs:9)");
        let tail = "il reste un todo!() : [3, 1] (src/lib.rs:9)\n(valeurs tirées)";
        assert_eq!(without_words(tail), "il reste un todo!() (src/lib.rs:9)");
        let forged = "le programme a paniqué : a (src/lib.rs:[3])";
        assert_eq!(without_words(forged), "le programme a paniqué");
        assert_eq!(
            without_words("la somme : 3 au lieu de 4"),
            "la somme : 3 au lieu de 4"
        );
    }
}
