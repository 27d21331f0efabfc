//! Un test, un processus, un verdict.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher as _;
use std::path::Path;
use std::process::Command;

use crate::process::{self, Ended, Limits};
use crate::test_names::Test;
use crate::verdict::Verdict;

/// Lance un seul test du binaire, et renvoie son verdict avec ce que le code a
/// affiché.
///
/// Le processus démarre dans `folder`, un dossier sans rien à perdre.
pub fn run(
    binary: &Path,
    test: &Test,
    folder: &Path,
    limits: Limits,
) -> (Verdict, String) {
    let nonce = nonce();
    let mut command = Command::new(binary);
    command.current_dir(folder);
    command.args(["--exact", &test.path(), "--nocapture", "--test-threads=1"]);
    command.env("KIT_VERDICT", "1").env_remove("RUST_BACKTRACE");
    command.env_remove("RUST_TEST_THREADS").env_remove("RUST_TEST_NOCAPTURE");
    match process::run(&mut command, &format!("{nonce}\n"), limits) {
        Ok(ended) => (Verdict::read(&ended, &nonce), printed(&ended, test, &nonce)),
        Err(error) => {
            let text = format!("le test ne se lance pas ({error})");
            (Verdict::Failed(text), String::new())
        }
    }
}

/// Renvoie un mot que le code jugé ne peut pas deviner.
pub fn nonce() -> String {
    let word = || RandomState::new().hash_one(0_u8);
    format!("{:016x}{:016x}", word(), word())
}

/// Renvoie ce que le code jugé a affiché, sans ce qu'ajoutent libtest et la trousse.
fn printed(ended: &Ended, test: &Test, nonce: &str) -> String {
    let stdout = String::from_utf8_lossy(&ended.stdout);
    let start = format!("test {} ... ", test.path());
    let after = stdout.split_once(&start).map_or("", |(_, after)| after);
    let end = format!("kit {nonce} ");
    let own = after.split_once(&end).map_or(after, |(own, _)| own);
    let own = own.split_once("\ntest result: ").map_or(own, |(own, _)| own);
    let stderr = String::from_utf8_lossy(&ended.stderr);
    [own.trim(), stderr.trim()].join("\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::process::End;

    #[test]
    fn un_mot_ne_sert_qu_une_fois() {
        assert_ne!(nonce(), nonce());
        assert_eq!(nonce().len(), 32);
    }

    #[test]
    fn seul_reste_ce_que_le_code_affiche() {
        let test = Test { name: "a".to_owned(), hidden: false };
        let stdout =
            "\nrunning 1 test\ntest publics::a ... bonjour\nkit n réussi\nok\n";
        let stderr = "aussi\n".into();
        let ended = Ended { end: End::Code(0), stdout: stdout.into(), stderr };
        assert_eq!(printed(&ended, &test, "n"), "bonjour\naussi");
    }
}
