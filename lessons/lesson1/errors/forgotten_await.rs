pub async fn open_dome() {
    println!("la coupole s'ouvre");
}

pub async fn start_night() {
    open_dome();
    println!("la nuit commence");
}
