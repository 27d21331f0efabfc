//! Les tests donnés.

use std::time::Duration;

use somme_lente::sum;

#[test]
fn la_somme_est_juste() {
    kit::virtual_time(async {
        let total: u64 = sum(&[3, 1, 4], Duration::from_secs(4)).await;
        kit::check_eq("le total de [3, 1, 4]", total, 8);
    });
}

#[test]
fn chaque_lecture_prend_son_temps() {
    kit::virtual_time(async {
        let reading = Duration::from_secs(40);
        let (duration, _) = kit::elapsed(sum(&[3, 1, 4], reading)).await;
        kit::assert_elapsed("la somme", duration, Duration::from_secs(120));
    });
}
