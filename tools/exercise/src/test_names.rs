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

    /// Renvoie le nom tel qu'on le lit : des espaces à la place des soulignés.
    pub fn sentence(&self) -> String {
        self.name.replace('_', " ")
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
    fn seules_les_fonctions_marquees_sont_des_tests() {
        let source = "fn aide() {}\n#[test]\nfn un() {\n}\n#[test]\n\
                      #[ignore]\n    fn deux() {}\nfn autre() {}\n";
        let names: Vec<_> = tests(source, true).iter().map(Test::path).collect();
        assert_eq!(names, ["caches::un", "caches::deux"]);
    }
}
