//! Les tests cachés.

use std::time::Duration;

use somme_lente::sum;

#[test]
fn toutes_les_sommes_sont_justes() {
    kit::virtual_time(async {
        for length in [0, 1, 2, 7, 50] {
            let large = u64::from(u32::MAX / 2)..=u64::from(u32::MAX);
            let values = kit::values(length, length as usize, large);
            let expected: u64 = values.iter().sum();
            let counts: Vec<u32> =
                values.iter().map(|&value| u32::try_from(value).unwrap()).collect();
            let total: u64 = sum(&counts, Duration::from_millis(300)).await;
            let what = format!("le total d'une liste de longueur {length}");
            kit::check_eq(&what, total, expected);
        }
    });
}

#[test]
fn sans_compte_pas_d_attente() {
    kit::virtual_time(async {
        let (duration, total) = kit::elapsed(sum(&[], Duration::from_secs(1))).await;
        kit::assert_elapsed("la somme de rien", duration, Duration::ZERO);
        kit::check_eq("le total de rien", total, 0);
    });
}

#[test]
fn deux_sommes_avancent_ensemble() {
    kit::virtual_time(async {
        let both = async {
            let long = sum(&[1, 2, 3], Duration::from_millis(500));
            let short = sum(&[4, 5], Duration::from_millis(400));
            tokio::join!(long, short)
        };
        let (duration, totals) = kit::elapsed(both).await;
        kit::check_eq("les deux totaux", totals, (6, 9));
        let (max, sum) = (Duration::from_millis(1500), Duration::from_millis(2300));
        kit::assert_overlap("l'attente des deux sommes", duration, max, sum);
    });
}
