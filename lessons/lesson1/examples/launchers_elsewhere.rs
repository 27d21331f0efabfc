//! Une coroutine sans tokio, lancée par trois bibliothèques.

async fn count_stars() -> u32 {
    std::future::ready(3).await
}

fn main() {
    println!("futures  : {} étoiles", futures::executor::block_on(count_stars()));
    println!("pollster : {} étoiles", pollster::block_on(count_stars()));
    println!("smol     : {} étoiles", smol::block_on(count_stars()));
}
