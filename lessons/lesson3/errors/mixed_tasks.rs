async fn open_dome() {}

async fn cool_camera() {}

fn main() {
    let tasks = vec![open_dome(), cool_camera()];
    drop(tasks);
}
