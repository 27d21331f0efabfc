use std::path::{Path, PathBuf};

async fn folders(_path: &Path) -> Vec<PathBuf> {
    Vec::new()
}

async fn count(path: &Path) -> usize {
    let mut total = 1;
    for folder in folders(path).await {
        total += count(&folder).await;
    }
    total
}

fn main() {
    drop(count(Path::new(".")));
}
