//! La même coroutine, par trois moteurs de production.

use lesson3::interrupt;

async fn observe(engine: &str) {
    println!("{engine} : la pose commence");
    interrupt().await;
    println!("{engine} : la pose finit");
}

fn main() {
    pollster::block_on(observe("pollster"));

    smol::block_on(observe("smol"));

    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime
        .expect("un runtime sans pilote se crée toujours")
        .block_on(observe("tokio"));
}
