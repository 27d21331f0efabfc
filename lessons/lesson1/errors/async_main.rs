async fn main() {
    println!("la nuit commence");
}
