//! Quiz 1 : qu'est-ce qui s'affiche ?

async fn greet(name: &str) -> usize {
    println!("bonsoir {name}");
    name.len()
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let first = greet("Lyre");
    let second = greet("Aigle");
    println!("prêt");
    let letters = second.await + first.await;
    println!("{letters} lettres");
}
