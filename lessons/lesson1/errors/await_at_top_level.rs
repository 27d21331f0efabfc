pub async fn open_dome() {}

open_dome().await;
