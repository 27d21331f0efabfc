fn add_task(_task: impl Future<Output = ()> + 'static) {}

async fn observe() -> u32 {
    3
}

fn main() {
    add_task(observe());
}
