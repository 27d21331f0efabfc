use std::future::Ready;

trait Stream {
    fn next(&mut self) -> Ready<Option<u32>>
    where
        Self: Unpin;
}

async fn print_all(mut images: impl Stream) {
    while let Some(image) = images.next().await {
        println!("image {image}");
    }
}

fn main() {}
