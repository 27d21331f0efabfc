use std::io;

fn spawn<F: Future + Send + 'static>(_task: F) {}

async fn read() -> io::Result<usize> {
    Ok(0)
}

fn main() {
    spawn(async {
        while read().await? > 0 {}
        Ok(())
    });
}
