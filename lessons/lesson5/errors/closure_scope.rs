struct Telescope;

impl Telescope {
    async fn expose(&mut self) {}
}

async fn with_telescope(body: impl AsyncFnOnce(&mut Telescope)) {
    body(&mut Telescope).await;
}

fn main() {
    drop(with_telescope(|telescope: &mut Telescope| async {
        telescope.expose().await
    }));
}
