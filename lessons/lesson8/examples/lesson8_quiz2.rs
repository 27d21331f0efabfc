//! Quiz 2 : dans quel ordre ?

use std::sync::mpsc;

use tokio::sync::oneshot;
use tokio::task::spawn_blocking;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (start, started) = oneshot::channel();
    let (finish, finished) = mpsc::channel::<()>();
    let (end, ended) = oneshot::channel();
    let copy = spawn_blocking(move || {
        start.send(()).ok();
        finished.recv().ok();
        println!("copie");
        end.send(()).ok();
    });
    started.await.unwrap();
    copy.abort();
    println!("abandon");
    drop(finish);
    ended.await.unwrap();
    println!("fin");
}
