//! Quiz 2 : combien d'essais, et quelle fin ?

use fastrand::Rng;
use lesson7::backoff::Backoff;
use lesson7::failure::Failure;
use lesson7::retry::retry;

async fn run(attempts: u32, answers: Vec<Result<u32, Failure>>) {
    let (mut answers, mut tries) = (answers.into_iter(), 0);
    let attempt = async || {
        tries += 1;
        answers.next().unwrap_or(Ok(0))
    };
    let outcome = retry(Backoff::new(attempts, Rng::new()), attempt, |_, _| ());
    match outcome.await {
        Ok(images) => println!("{images} images en {tries} essais"),
        Err(failure) => println!("échec en {tries} essais : {failure}"),
    }
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    run(3, vec![Err(Failure::Cut), Err(Failure::Silence), Ok(7)]).await;
    run(2, vec![Err(Failure::Cut), Err(Failure::Silence), Ok(7)]).await;
    run(9, vec![Err(Failure::Cut), Err(Failure::NotHttp), Ok(7)]).await;
}
