fn add_task(_task: impl Future<Output = ()> + 'static) {}

async fn open_dome() {}

fn main() {
    add_task(|| {
        open_dome().await;
    });
}
