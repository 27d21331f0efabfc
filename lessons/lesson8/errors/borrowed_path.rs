use std::fs;
use std::path::Path;

fn spawn_blocking<T: Send + 'static>(_work: impl FnOnce() -> T + Send + 'static) {}

fn weigh(path: &Path) {
    spawn_blocking(move || fs::metadata(path).map(|metadata| metadata.len()));
}

fn main() {
    weigh(Path::new("m31.fits"));
}
