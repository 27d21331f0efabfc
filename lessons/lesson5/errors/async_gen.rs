async gen fn count(end: u32) -> u32 {
    for n in 0..end {
        yield n;
    }
}

fn main() {}
