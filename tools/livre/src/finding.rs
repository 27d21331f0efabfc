//! Une faute relevée dans le livre : où, quoi, et si la page en est amputée.

use std::fmt;

/// Dit si une faute ampute une page ou demande une simple retouche.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// La page est fausse ou absente : extrait manquant, construction ratée.
    Error,
    /// La page se lit, mais elle ne respecte pas les règles du cours.
    Warning,
}

/// Décrit une faute et l'endroit où la corriger.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Le fichier, relatif à la racine du projet, avec des `/`.
    pub file: String,
    /// La ligne, comptée à partir de 1.
    pub line: usize,
    /// Ce qui ne va pas, en français, sur une ligne.
    pub message: String,
    /// La gravité.
    pub severity: Severity,
}

impl Finding {
    /// Signale une faute qui ampute la page.
    pub fn error(file: &str, line: usize, message: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            line,
            message: message.into(),
            severity: Severity::Error,
        }
    }

    /// Signale une faute qui laisse la page lisible.
    pub fn warning(file: &str, line: usize, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(file, line, message) }
    }

    /// Dit si la faute ampute la page.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}

impl std::error::Error for Finding {}

/// Trie les fautes par fichier puis par ligne, et retire les répétitions.
pub fn tidy(findings: &mut Vec<Finding>) {
    findings.sort();
    findings.dedup_by(|a, b| {
        (&a.file, a.line, &a.message) == (&b.file, b.line, &b.message)
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn les_fautes_sont_triees_et_dites_une_fois() {
        let mut findings = vec![
            Finding::warning("src/b.md", 1, "x"),
            Finding::warning("src/a.md", 10, "x"),
            Finding::warning("src/a.md", 9, "x"),
            Finding::warning("src/a.md", 9, "x"),
        ];
        tidy(&mut findings);
        let lines: Vec<_> = findings.iter().map(Finding::to_string).collect();
        assert_eq!(lines, ["src/a.md:9: x", "src/a.md:10: x", "src/b.md:1: x"]);
    }
}
