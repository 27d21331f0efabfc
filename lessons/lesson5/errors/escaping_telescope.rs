struct Telescope;

async fn with_telescope(body: impl AsyncFnOnce(&mut Telescope)) {
    body(&mut Telescope).await;
}

async fn keep() {
    let mut kept = None;
    with_telescope(async |telescope| kept = Some(telescope)).await;
    drop(kept);
}

fn main() {
    drop(keep());
}
