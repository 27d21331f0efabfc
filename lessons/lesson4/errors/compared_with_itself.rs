use std::cmp::Ordering;

#[derive(PartialEq)]
struct Deadline {
    seconds: u64,
}

impl PartialOrd for Deadline {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.seconds.partial_cmp(other)
    }
}

fn main() {
    println!("{}", Deadline { seconds: 1 } < Deadline { seconds: 2 });
}
