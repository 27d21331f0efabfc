async fn print_all<S>(images: S) {
    for await image in images {
        drop(image);
    }
}

fn main() {}
