//! Quiz 3 : la plus lourde.

use std::future::ready;
use std::hint::black_box;
use std::mem::size_of_val;

async fn read_sensor() -> u8 {
    let pixels = black_box([0_u8; 1000]);
    ready(()).await;
    pixels[0]
}

async fn read_twice() -> u8 {
    read_sensor().await + read_sensor().await
}

async fn read_boxed() -> u8 {
    Box::pin(read_twice()).await
}

fn main() {
    let (once, twice, boxed) = (read_sensor(), read_twice(), read_boxed());
    println!("une lecture   : plus de 1000 octets ? {}", size_of_val(&once) > 1000);
    println!("deux à suivre : plus de 2000 octets ? {}", size_of_val(&twice) > 2000);
    println!("dans un Box   : plus de 1000 octets ? {}", size_of_val(&boxed) > 1000);
}
