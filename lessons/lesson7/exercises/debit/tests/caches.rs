//! Les tests cachés.

use std::sync::Arc;
use std::time::Duration;

use debit::Limiter;
use kit::Stepper;
use tokio::time::{Instant, advance, sleep_until};

const SECOND: Duration = Duration::from_secs(1);

#[test]
fn chacun_passe_a_son_tour() {
    kit::virtual_time(async {
        let limiter = Limiter::new(1, SECOND);
        limiter.acquire().await;
        let mut first = Stepper::new(limiter.acquire());
        first.expect_pending("une requête vient de partir");
        advance(SECOND).await;
        let mut late = Stepper::new(limiter.acquire());
        late.expect_pending(
            "la place qui se libère est à celle qui attendait, même si elle n'a pas \
             encore été interrogée",
        );
        first.expect_ready("elle attendait la première, et la seconde est passée");
        late.expect_pending("une requête vient de partir");
        advance(SECOND).await;
        late.expect_ready("une seconde après le départ précédent");
    });
}

#[test]
fn renoncer_ne_coute_rien_aux_suivantes() {
    kit::virtual_time(async {
        let limiter: Limiter = Limiter::new(2, SECOND);
        limiter.acquire().await;
        limiter.acquire().await;
        let mut waiting = [(); 4].map(|()| Some(Stepper::new(limiter.acquire())));
        for future in waiting.iter_mut().flatten() {
            future.expect_pending("deux requêtes viennent de partir");
        }
        advance(SECOND / 2).await;
        // La première renonce pendant son attente, la troisième dans la file.
        (waiting[0], waiting[2]) = (None, None);
        for future in waiting.iter_mut().flatten() {
            future.expect_pending("la seconde n'est pas passée");
        }
        advance(SECOND / 2).await;
        for (future, rank) in waiting.iter_mut().zip(1..) {
            let Some(future) = future else { continue };
            future.expect_ready(&format!(
                "deux des quatre ont renoncé, la {rank}e peut donc partir dès 1 s"
            ));
        }
        let mut next = Stepper::new(limiter.acquire());
        next.expect_pending("deux requêtes viennent de partir");
        advance(SECOND).await;
        next.expect_ready("une seconde après les deux précédentes");
    });
}

#[test]
fn mille_demandes_partent_au_plus_tot() {
    kit::virtual_time(async {
        let mut rng: fastrand::Rng = kit::seeded(1);
        for count in [1_usize, 5, 20] {
            let limiter = Arc::new(Limiter::new(count, SECOND));
            let start = Instant::now();
            let (mut tasks, mut expected) = (Vec::new(), Vec::<u64>::new());
            let mut asked = 0;
            for rank in 0..1000_usize {
                // Des rafales et des silences, autour du débit permis.
                let pause = match rng.u32(0..10) {
                    0 => 12_000,
                    1..=4 => 200,
                    _ => 2_000,
                };
                asked += rng.u64(1..=pause / count as u64);
                tasks.push(tokio::spawn(departure(limiter.clone(), start, asked)));
                let free =
                    rank.checked_sub(count).map_or(0, |old| expected[old] + 1000);
                expected.push(asked.max(free));
            }
            for (rank, (task, expected)) in
                tasks.into_iter().zip(expected).enumerate()
            {
                let what = format!(
                    "{count} par seconde, le départ de la requête {rank}, en ms"
                );
                kit::check_eq(&what, task.await.unwrap(), expected);
            }
        }
    });
}

/// Demande une requête à cette date, et renvoie celle de son départ.
async fn departure(limiter: Arc<Limiter>, start: Instant, asked: u64) -> u64 {
    sleep_until(start + Duration::from_millis(asked)).await;
    limiter.acquire().await;
    start.elapsed().as_millis() as u64
}
