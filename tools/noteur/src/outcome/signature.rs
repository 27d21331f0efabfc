//! Ce qui distingue une façon de se tromper d'une autre.

use super::{Outcome, Tested};

impl Outcome {
    /// Renvoie ce qui distingue cette façon de se tromper ; rien si tout est juste,
    /// ou si rien n'a été jugé.
    pub(crate) fn signature(&self) -> Option<Vec<(String, String)>> {
        let pair = |test: &Tested| (test.name.clone(), test.message.clone());
        let signature: Vec<_> = match self {
            Self::Tested { tests } => {
                tests.iter().filter(|test| !test.passed).map(pair).collect()
            }
            // Les messages citent la copie ; les codes, non.
            Self::Rejected { messages } => codes(messages)
                .map(|code| ("compilation".to_owned(), code.to_owned()))
                .collect(),
            _ => return None,
        };
        (!signature.is_empty()).then_some(signature)
    }
}

fn codes(messages: &str) -> impl Iterator<Item = &str> {
    let code = |line: &'_ str| -> Option<usize> {
        line.strip_prefix("error[").and_then(|rest| rest.find(']'))
    };
    messages.lines().filter_map(move |line| {
        let end = code(line)?;
        Some(&line["error[".len()..][..end])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn une_erreur_de_compilation_se_reconnait_a_ses_codes() {
        let messages =
            "error[E0499]: a\n  |\nerror: b\nerror[E0382]: c\n".to_owned();
        let signature = Outcome::Rejected { messages }.signature().unwrap();
        let codes: Vec<_> =
            signature.iter().map(|(_, code)| code.as_str()).collect();
        assert_eq!(codes, ["E0499", "E0382"]);
    }
}
