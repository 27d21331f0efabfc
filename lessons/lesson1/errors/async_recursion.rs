pub async fn tiles(zoom: u32) -> u64 {
    if zoom == 0 {
        return 1;
    }
    4 * tiles(zoom - 1).await
}
