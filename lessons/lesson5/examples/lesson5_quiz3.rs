//! Quiz 3 : quels télescopes sont rangés ?

use clock::Clock;
use lesson4::Loop;
use lesson5::with_telescope;

async fn observe(name: &'static str) {
    let tell = move |event| println!("{name} : {event}");
    with_telescope(tell, async |telescope| {
        let _ = telescope.expose("Véga").await;
    })
    .await;
}

fn main() {
    let _clock = Clock::virtual_time().enter();
    let night = Loop::new();
    let north = night.spawn(observe("nord"));
    let south = night.spawn(observe("sud"));
    drop(north);
    night.run_task(lesson4::sleep(lesson5::telescope::TURN * 3 / 2));
    south.abort();
    night.run();
}
