pub async fn open_dome() {}

pub async fn start_night() {
    let opening = open_dome();
    opening.await;
    opening.await;
}
