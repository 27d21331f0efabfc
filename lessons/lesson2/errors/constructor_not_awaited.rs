pub struct Camera {
    temperature: i32,
}

impl Camera {
    pub async fn start() -> Self {
        Self { temperature: -20 }
    }

    pub fn is_cold(&self) -> bool {
        self.temperature < 0
    }
}

pub async fn start_night() -> bool {
    let camera = Camera::start();
    camera.is_cold()
}
