//! Les tests cachés.

use std::time::Duration;

use somme_lente::sum;

#[test]
fn toutes_les_sommes_sont_justes() {
    kit::virtual_time(async {
        let mut random = fastrand::Rng::with_seed(1);
        for length in [0, 1, 2, 7, 50] {
            let counts: Vec<u32> =
                (0..length).map(|_| random.u32(u32::MAX / 2..)).collect();
            let expected: u64 = counts.iter().map(|&count| u64::from(count)).sum();
            let total: u64 = sum(&counts, Duration::from_millis(1)).await;
            assert!(
                total == expected,
                "le total de {length} comptes est {total} au lieu de {expected}"
            );
        }
    });
}

#[test]
fn sans_compte_pas_d_attente() {
    kit::virtual_time(async {
        let (duration, total) = kit::elapsed(sum(&[], Duration::from_secs(1))).await;
        kit::assert_elapsed(duration, Duration::ZERO);
        assert!(total == 0, "le total de rien est {total} au lieu de 0");
    });
}

#[test]
fn deux_sommes_avancent_ensemble() {
    kit::virtual_time(async {
        let both = async {
            let long = sum(&[1, 2, 3], Duration::from_millis(200));
            let short = sum(&[4, 5], Duration::from_millis(150));
            tokio::join!(long, short)
        };
        let (duration, totals) = kit::elapsed(both).await;
        assert!(totals == (6, 9), "les totaux sont {totals:?} au lieu de (6, 9)");
        kit::assert_elapsed(duration, Duration::from_millis(600));
    });
}
