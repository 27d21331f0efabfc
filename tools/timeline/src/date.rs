//! Les durées telles que la page les écrit.

use std::time::Duration;

/// Écrit une durée à la française, à la milliseconde : « 1,5 s ».
pub(crate) fn seconds(duration: Duration) -> String {
    let millis = (duration.as_micros() + 500) / 1000;
    let (whole, rest) = (millis / 1000, millis % 1000);
    let decimals = format!("{rest:03}");
    match decimals.trim_end_matches('0') {
        "" => format!("{whole}\u{a0}s"),
        decimals => format!("{whole},{decimals}\u{a0}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn une_duree_s_ecrit_avec_une_virgule_et_sans_zeros_inutiles() {
        let text = |millis| seconds(Duration::from_millis(millis));
        assert_eq!(text(0), "0\u{a0}s");
        assert_eq!(text(1500), "1,5\u{a0}s");
        assert_eq!(text(2005), "2,005\u{a0}s");
        assert_eq!(seconds(Duration::from_micros(999_700)), "1\u{a0}s");
    }
}
