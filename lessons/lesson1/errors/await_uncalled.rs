pub async fn open_dome() {}

pub async fn start_night() {
    open_dome.await;
}
