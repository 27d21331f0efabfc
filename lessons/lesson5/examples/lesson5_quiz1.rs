//! Quiz 1 : qui parle, et dans quel ordre ?

use lesson4::Loop;
use lesson5::{Stream, StreamExt, iter};

fn main() {
    Loop::new().run_task(async {
        let mut images = iter(1..10)
            .map(|n| {
                println!("pose {n}");
                n * 10
            })
            .filter(|image| {
                println!("tri de {image}");
                image % 20 == 0
            })
            .take(1);
        println!("tout est prêt");
        while let Some(image) = images.next().await {
            println!("reçu {image}");
        }
    });
}
