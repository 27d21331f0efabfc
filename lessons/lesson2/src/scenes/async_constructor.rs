//! Un constructeur asynchrone est une fonction comme une autre.

use lesson2::{drive, interrupt};
use scene::say;

// ANCHOR: Camera
struct Camera {
    temperature: i32,
}

impl Camera {
    /// Met la caméra en marche, et attend qu'elle soit froide.
    async fn start() -> Self {
        let mut temperature = 15;
        while temperature > -20 {
            say!("caméra à {temperature} °C");
            interrupt().await;
            temperature -= 20;
        }
        Self { temperature }
    }
}
// ANCHOR_END: Camera

// ANCHOR: cold_camera
pub fn cold_camera() {
    let (camera, polls) = drive(Camera::start());
    say!("caméra prête à {} °C, en {polls} appels à poll", camera.temperature);
}
// ANCHOR_END: cold_camera
