//! Quiz 3 : qui finit le premier ?

use std::thread;
use std::time::Duration;

use tokio::time::sleep;

async fn nap() {
    println!("sieste : début");
    sleep(Duration::from_millis(1)).await;
    println!("sieste : fin");
}

async fn freeze() {
    println!("gel : début");
    thread::sleep(Duration::from_millis(50));
    println!("gel : fin");
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    tokio::join!(biased; nap(), freeze());
}
