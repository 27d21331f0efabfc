pub async fn open_dome() {}

pub fn start_night() {
    open_dome().await;
}
