//! Un lien qui ouvre un programme dans le Rust Playground.

use std::sync::LazyLock;

use regex::Regex;

use crate::repository::encode;

/// Ce qu'un programme peut employer là-bas, parmi les crates du cours.
const AVAILABLE: [&str; 8] =
    ["std", "core", "alloc", "tokio", "futures", "crate", "self", "super"];

static ROOT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:^|[^:\w])(?<name>[a-z]\w*)::").unwrap());

static IMPORTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?s)\b(?:use|mod)\b\s[^;{]*(?:;|\{[^;]*)").unwrap()
});

/// Renvoie l'adresse qui ouvre ce programme dans le Rust Playground, sans rien charger
/// avant que l'on y aille ; `None` s'il ne peut pas s'y compiler seul.
pub fn link(program: &str) -> Option<String> {
    let whole = program.contains("fn main()") && is_self_contained(program);
    let code = encode(program);
    let address =
        "https://play.rust-lang.org/?version=stable&mode=debug&edition=2024";
    whole.then(|| format!("{address}&code={code}"))
}

/// Dit si chaque chemin commence par une crate disponible ou par un nom importé.
fn is_self_contained(program: &str) -> bool {
    let code: Vec<_> = program.lines().map(without_comment).collect();
    let code = code.join("\n");
    let imports: Vec<_> =
        IMPORTED.find_iter(&code).map(|found| found.as_str()).collect();
    ROOT.captures_iter(&code).all(|found| {
        let name = &found["name"];
        let is_word = |word: &str| word == name;
        let words = |import: &&str| {
            // Le premier nom d'un `use` est la crate ; les suivants sont importés.
            import
                .split(|c: char| !c.is_alphanumeric() && c != '_')
                .filter(|word| !word.is_empty())
                .skip(2)
                .any(is_word)
        };
        AVAILABLE.contains(&name) || imports.iter().any(words)
    })
}

fn without_comment(line: &str) -> &str {
    line.find("//").map_or(line, |at| &line[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_programme_qui_n_emploie_que_tokio_a_un_lien() {
        let program = "use tokio::time::{self, Duration};\n\n#[tokio::main]\nasync fn main() {\n    time::sleep(Duration::from_secs(1)).await;\n}\n";
        assert!(!program.contains("fn main() {}"));
        let link = link(program).unwrap();
        assert!(link.contains("edition=2024&code=use%20tokio%3A%3Atime"), "{link}");
    }

    #[test]
    fn un_programme_du_cours_ou_un_morceau_n_en_a_pas() {
        assert_eq!(link("use scene::say;\nfn main() {}\n"), None);
        assert_eq!(link("fn main() { pollster::block_on(f()) }\n"), None);
        assert_eq!(link("fn f() {}\n"), None);
    }

    #[test]
    fn un_commentaire_ne_compte_pas() {
        assert!(link("// comme smol::block_on\nfn main() {}\n").is_some());
    }
}
