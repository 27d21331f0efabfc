//! Un thread et un destructeur qui ne finissent jamais : le kit s'arrête sans eux.

use std::time::Duration;

struct Forever;

impl Drop for Forever {
    fn drop(&mut self) {
        loop {
            std::thread::park();
        }
    }
}

thread_local! {
    static KEPT: Forever = const { Forever };
}

pub async fn sum(_: &[u32], _: Duration) -> u64 {
    KEPT.with(|_| {});
    std::thread::spawn(|| {
        loop {
            std::thread::park();
        }
    });
    999
}
