//! Les tests d'un fichier, lus dans son texte.

/// Un test d'un exercice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Test {
    /// Le nom de la fonction, qui est une phrase.
    pub name: String,
    /// Vrai pour un test de `caches.rs`.
    pub hidden: bool,
}

impl Test {
    /// Renvoie le nom que le binaire de test connaît.
    pub fn path(&self) -> String {
        let module = if self.hidden { "caches" } else { "publics" };
        format!("{module}::{}", self.name)
    }

    /// Renvoie le nom tel qu'on le lit : `l_attente_finit` devient « l'attente finit
    /// ».
    pub fn sentence(&self) -> String {
        let word = |word: &str| match word {
            "c" | "d" | "j" | "jusqu" | "l" | "lorsqu" | "m" | "n" | "puisqu"
            | "qu" | "quelqu" | "s" | "t" => {
                format!("{word}'")
            }
            _ => format!("{word} "),
        };
        self.name.split('_').map(word).collect::<String>().trim_end().to_owned()
    }
}

/// Lit les noms des fonctions marquées `#[test]`, dans l'ordre du fichier.
pub fn tests(source: &str, hidden: bool) -> Vec<Test> {
    let mut marked = false;
    let mut found = Vec::new();
    for line in source.lines().map(str::trim) {
        if line == "#[test]" {
            marked = true;
        } else if let Some(name) = function_name(line).filter(|_| marked) {
            found.push(Test { name: name.to_owned(), hidden });
            marked = false;
        }
    }
    found
}

fn function_name(line: &str) -> Option<&str> {
    let line = line.strip_prefix("async ").unwrap_or(line);
    line.strip_prefix("fn ")?.split_once('(').map(|(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_nom_se_lit_comme_une_phrase() {
        let name = "l_attente_n_est_qu_un_jeu_jusqu_au_bout".to_owned();
        let test = Test { name, hidden: false };
        assert_eq!(test.sentence(), "l'attente n'est qu'un jeu jusqu'au bout");
    }

    #[test]
    fn seules_les_fonctions_marquees_sont_des_tests() {
        let source = "fn aide() {}\n#[test]\nfn un() {\n}\n#[test]\n\
                      #[ignore]\n    fn deux() {}\nfn autre() {}\n";
        let names: Vec<_> = tests(source, true).iter().map(Test::path).collect();
        assert_eq!(names, ["caches::un", "caches::deux"]);
    }
}
