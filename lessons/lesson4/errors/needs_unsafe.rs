fn main() {
    let star = std::str::from_utf8_unchecked(b"Deneb");
    println!("{star}");
}
