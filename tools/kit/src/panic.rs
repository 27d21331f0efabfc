//! Comment une panique devient un reproche en français.

use std::any::Any;
use std::panic::PanicHookInfo;

use crate::failure::Failure;

/// Où sont les tests d'un exercice : ceux qu'on voit, et ceux que l'outil cache.
const TESTS: [&str; 2] = ["tests/", ".exo/caches/"];

/// Une panique vue par le crochet, avant que quiconque ne la rattrape.
#[derive(Clone)]
pub struct Panic {
    /// Le texte de la panique, tel que Rust l'écrit.
    text: String,
    /// Le reproche qui en découle.
    pub failure: Failure,
    /// Vrai si le kit l'a lancée : personne ne doit pouvoir l'étouffer.
    pub is_verdict: bool,
}

impl Panic {
    /// Lit ce que le crochet reçoit.
    pub fn from_hook(info: &PanicHookInfo<'_>) -> Self {
        let place = info.location().map(|location| {
            format!("{}:{}", short(location.file()), location.line())
        });
        let own = info.payload().downcast_ref::<Failure>();
        let text = text_of(info.payload());
        let message = match own {
            Some(failure) => failure.message.clone(),
            None => explain(&text, place.as_deref()),
        };
        let failure = Failure { message, place };
        Self { text, failure, is_verdict: own.is_some() }
    }

    /// Choisit le reproche d'un essai qui se termine par `payload`, parmi les
    /// paniques vues pendant l'essai.
    pub fn choose(seen: &[Self], payload: &(dyn Any + Send)) -> Failure {
        let text = text_of(payload);
        // La panique d'une tâche revient sous une enveloppe : on montre ce qu'il
        // disait.
        let wrapped = text.contains("JoinError::Panic") || text.contains("panicked");
        let verdict = seen.iter().find(|panic| panic.is_verdict);
        let original = seen.first().filter(|_| wrapped);
        let same = || seen.iter().rev().find(|panic| panic.text == text);
        match verdict.or(original).or_else(same) {
            Some(panic) => panic.failure.clone(),
            None => Failure::new(explain(&text, None)),
        }
    }
}

fn text_of(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| payload.downcast_ref::<String>().cloned())
        .or_else(|| payload.downcast_ref::<Failure>().map(|own| own.message.clone()))
        .unwrap_or_else(|| "une valeur qui n'est pas un texte".to_owned())
}

/// Traduit une panique de Rust.
fn explain(text: &str, place: Option<&str>) -> String {
    let at = place.map(|place| format!(" ({place})")).unwrap_or_default();
    for start in ["not yet implemented", "not implemented"] {
        if let Some(reason) = text.strip_prefix(start) {
            let reason = reason.strip_prefix(": ").unwrap_or_default();
            let colon = if reason.is_empty() { "" } else { " : " };
            return format!("il reste un todo!(){colon}{reason}{at}");
        }
    }
    let note = gloss(text).map(|note| format!(" – {note}")).unwrap_or_default();
    // Une assertion de l'essai dit déjà ce qu'elle reproche ; un `unwrap`, non.
    let is_test =
        place.is_some_and(|place| TESTS.iter().any(|root| place.starts_with(root)));
    if is_test && !text.starts_with("called `") {
        return format!("{text}{note}");
    }
    format!("le programme a paniqué : {text}{at}{note}")
}

/// Dit en français ce que signifie une panique classique, dont le texte ou la ligne
/// ne désigne pas la faute.
fn gloss(text: &str) -> Option<&'static str> {
    let known = [
        (
            "resumed after completion",
            "cette coroutine, qui avait abouti, a été interrogée de nouveau",
        ),
        ("already borrowed", "un autre emprunt de cette RefCell dure encore"),
        (
            "already mutably borrowed",
            "un autre emprunt de cette RefCell dure encore",
        ),
        ("no reactor running", "cette future a besoin d'un runtime autour d'elle"),
        ("runtime from within a runtime", "un runtime exécute déjà ce code"),
    ];
    known.into_iter().find(|(sign, _)| text.contains(sign)).map(|(_, note)| note)
}

/// Garde d'un chemin ce qu'on reconnaît dans son dossier : `src/lib.rs`.
fn short(path: &str) -> String {
    let path = path.replace('\\', "/");
    let roots = TESTS.iter().chain(&["src/"]);
    let start = roots.filter_map(|root| path.rfind(root)).max();
    path[start.unwrap_or_default()..].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_todo_se_dit_en_francais() {
        let at = Some("src/lib.rs:4");
        let bare = explain("not yet implemented", at);
        assert_eq!(bare, "il reste un todo!() (src/lib.rs:4)");
        let reasoned = explain("not yet implemented: attendre", at);
        assert_eq!(reasoned, "il reste un todo!() : attendre (src/lib.rs:4)");
    }

    #[test]
    fn une_panique_du_programme_garde_son_texte() {
        assert_eq!(
            explain("index out of bounds", Some("src/lib.rs:9")),
            "le programme a paniqué : index out of bounds (src/lib.rs:9)"
        );
        assert_eq!(
            explain("la somme est fausse", Some("tests/a.rs:1")),
            "la somme est fausse"
        );
        assert_eq!(
            explain("called `Option::unwrap()`", Some("tests/a.rs:1")),
            "le programme a paniqué : called `Option::unwrap()` (tests/a.rs:1)"
        );
    }

    #[test]
    fn une_panique_classique_est_glosee_ou_qu_elle_soit() {
        let at = "RefCell already mutably borrowed";
        let note = "un autre emprunt de cette RefCell dure encore";
        assert_eq!(explain(at, Some("tests/a.rs:1")), format!("{at} – {note}"));
        let ours = explain("RefCell already borrowed", Some("src/lib.rs:5"));
        assert!(ours.ends_with(&format!(" (src/lib.rs:5) – {note}")), "{ours}");
    }

    #[test]
    fn un_chemin_est_raccourci_partout() {
        assert_eq!(short("/home/lu/exos/a/src/lib.rs"), "src/lib.rs");
        assert_eq!(short(r"C:\exos\a\tests\publics.rs"), "tests/publics.rs");
        assert_eq!(short("lib.rs"), "lib.rs");
        let hidden = short("/home/lu/src/exos/.exo/caches/a.rs");
        assert_eq!(hidden, ".exo/caches/a.rs");
        assert_eq!(
            explain("la somme est fausse", Some(&hidden)),
            "la somme est fausse"
        );
    }
}
