use std::io::{BufRead, stdin};

fn spawn<F: Future + Send + 'static>(_task: F) {}

async fn archive(_line: String) {}

fn main() {
    spawn(async {
        let input = stdin().lock();
        for line in input.lines() {
            archive(line.unwrap()).await;
        }
    });
}
