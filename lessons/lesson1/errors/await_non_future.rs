pub fn read_clock() -> u32 {
    22
}

pub async fn start_night() {
    let hour = read_clock().await;
    println!("{hour} heures");
}
