use std::sync::{Arc, Mutex};

fn spawn<F: Future + Send + 'static>(_task: F) {}

async fn repeat(_star: &str) {}

async fn serve(stars: Arc<Mutex<Vec<String>>>) {
    let stars = stars.lock().unwrap();
    for star in stars.iter() {
        repeat(star).await;
    }
}

fn main() {
    spawn(serve(Arc::default()));
}
