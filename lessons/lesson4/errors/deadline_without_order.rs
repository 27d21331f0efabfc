use std::collections::BinaryHeap;
use std::time::Duration;

struct Deadline {
    date: Duration,
}

fn main() {
    let mut deadlines = BinaryHeap::new();
    deadlines.push(Deadline { date: Duration::from_secs(1) });
    println!("{:?}", deadlines.peek().map(|first| first.date));
}
