//! Des durées virtuelles, et ce qu'elles révèlent.

use std::time::Duration;

use tokio::time::Instant;

use crate::failure::fail;

/// Attend la future, et renvoie le temps virtuel qu'elle a pris avec son résultat.
pub async fn elapsed<F: Future>(future: F) -> (Duration, F::Output) {
    let start = Instant::now();
    let output = future.await;
    (start.elapsed(), output)
}

/// Vérifie une durée virtuelle, qui est exacte ; `what` est un nom : « la somme ».
///
/// # Panics
///
/// Fait échouer l'essai si elle diffère.
#[track_caller]
pub fn assert_elapsed(what: &str, actual: Duration, expected: Duration) {
    if actual == expected {
        return;
    }
    let (took, wanted) = (show(actual), show(expected));
    if actual.is_zero() {
        fail(format!(
            "{what} n'attend pas : aucun temps n'a passé, au lieu de {wanted}"
        ));
    }
    fail(format!("{what} dure {took} au lieu de {wanted}"));
}

/// Vérifie que des attentes se recouvrent : elles durent `expected`, et non `sum`,
/// qui est leur somme.
///
/// # Panics
///
/// Fait échouer l'essai si la durée diffère.
#[track_caller]
pub fn assert_overlap(
    what: &str,
    actual: Duration,
    expected: Duration,
    sum: Duration,
) {
    if actual == sum && actual != expected {
        let (took, wanted) = (show(actual), show(expected));
        fail(format!(
            "les attentes se suivent au lieu de se recouvrir : {took} \
             au lieu de {wanted}"
        ));
    }
    assert_elapsed(what, actual, expected);
}

/// Écrit une durée comme on la dit : en secondes, ou en millisecondes en dessous.
fn show(duration: Duration) -> String {
    if duration < Duration::from_secs(1) {
        let micros = duration.as_micros();
        return format!("{} ms", micros as f64 / 1_000.0);
    }
    format!("{} s", duration.as_millis() as f64 / 1_000.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::message_of;

    const fn ms(n: u64) -> Duration {
        Duration::from_millis(n)
    }

    #[test]
    fn la_duree_d_une_future_est_exacte() {
        crate::virtual_time(async {
            let slow = async {
                tokio::time::sleep(ms(1500)).await;
                'a'
            };
            assert_eq!(elapsed(slow).await, (ms(1500), 'a'));
        });
    }

    #[test]
    fn une_duree_fausse_est_expliquee() {
        let wrong = message_of(|| assert_elapsed("la somme", ms(1500), ms(200)));
        assert_eq!(wrong, "la somme dure 1.5 s au lieu de 200 ms");
        let none = message_of(|| assert_elapsed("la somme", ms(0), ms(2000)));
        assert_eq!(
            none,
            "la somme n'attend pas : aucun temps n'a passé, au lieu de 2 s"
        );
    }

    #[test]
    fn des_attentes_qui_se_suivent_sont_expliquees() {
        let check = |actual| {
            message_of(|| assert_overlap("le total", actual, ms(2000), ms(3000)))
        };
        assert_eq!(check(ms(2000)), "réussi");
        assert_eq!(
            check(ms(3000)),
            "les attentes se suivent au lieu de se recouvrir : 3 s au lieu de 2 s"
        );
        assert_eq!(check(ms(2500)), "le total dure 2.5 s au lieu de 2 s");
    }
}
