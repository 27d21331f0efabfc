//! Quiz 3 : qui finit, qui est coupé ?

use std::time::Duration;

use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

async fn serve(name: &str, millis: u64, stop: CancellationToken) {
    let work = sleep(Duration::from_millis(millis));
    match stop.run_until_cancelled(work).await {
        Some(()) => println!("{name} : fini"),
        None => println!("{name} : coupée"),
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (clients, cut) = (TaskTracker::new(), CancellationToken::new());
    clients.spawn(serve("Ada", 10, cut.clone()));
    clients.spawn(serve("Berthe", 5000, cut.child_token()));
    clients.close();
    clients.spawn(serve("Célie", 20, CancellationToken::new()));

    let finished = timeout(Duration::from_millis(200), clients.wait()).await;
    println!("à temps : {}", finished.is_ok());
    cut.cancel();
    clients.wait().await;
    println!("encore là : {}", clients.len());
}
