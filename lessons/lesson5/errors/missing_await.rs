struct Images;

impl Images {
    async fn next(&mut self) -> Option<u32> {
        Some(1)
    }
}

async fn print_all(mut images: Images) {
    while let Some(image) = images.next() {
        println!("image {image}");
    }
}

fn main() {}
