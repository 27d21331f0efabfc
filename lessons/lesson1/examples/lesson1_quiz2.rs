//! Quiz 2 : dans quel ordre ?

use tokio::task::yield_now;

async fn turns(name: &str) {
    println!("{name} 1");
    yield_now().await;
    println!("{name} 2");
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let task = tokio::spawn(turns("tâche"));
    turns("main").await;
    task.await.expect("la tâche a paniqué");
}
