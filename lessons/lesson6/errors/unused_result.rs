use std::io;

async fn write(_bytes: &[u8]) -> io::Result<usize> {
    Ok(3)
}

async fn answer() {
    write("Véga".as_bytes()).await;
}

fn main() {
    drop(answer());
}
