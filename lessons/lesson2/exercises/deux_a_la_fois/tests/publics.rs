//! Les tests donnés.

use std::time::Duration;

use deux_a_la_fois::report;
use tokio::time::sleep;

async fn answer(text: &str, seconds: f64) -> String {
    sleep(Duration::from_secs_f64(seconds)).await;
    text.to_owned()
}

#[test]
fn le_compte_rendu_est_juste() {
    kit::virtual_time(async {
        let line = report(answer("Véga", 0.5), answer("ciel clair", 1.5)).await;
        kit::check_eq("le compte rendu", line.as_str(), "Véga, ciel clair");
    });
}

#[test]
fn l_attente_est_celle_du_plus_lent() {
    kit::virtual_time(async {
        let line = report(answer("Véga", 0.5), answer("ciel clair", 1.5));
        let (duration, _) = kit::elapsed(line).await;
        let (slowest, sum) = (Duration::from_millis(1500), Duration::from_secs(2));
        kit::assert_overlap("le compte rendu", duration, slowest, sum);
    });
}
