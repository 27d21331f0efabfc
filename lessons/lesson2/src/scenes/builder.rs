//! Attendre un constructeur : `IntoFuture`.

use lesson2::{drive, interrupt};
use scene::say;

// ANCHOR: Request
/// Une demande d'observation, que l'on règle avant de l'attendre.
struct Request {
    star: &'static str,
    exposures: u32,
}

impl Request {
    fn new(star: &'static str) -> Self {
        Self { star, exposures: 1 }
    }

    fn exposures(mut self, exposures: u32) -> Self {
        self.exposures = exposures;
        self
    }
}
// ANCHOR_END: Request

// ANCHOR: IntoFuture
impl IntoFuture for Request {
    type Output = String;
    type IntoFuture = std::pin::Pin<Box<dyn Future<Output = String>>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            for exposure in 1..=self.exposures {
                say!("{} : pose {exposure}", self.star);
                interrupt().await;
            }
            format!("{} images de {}", self.exposures, self.star)
        })
    }
}
// ANCHOR_END: IntoFuture

// ANCHOR: await_a_builder
pub fn await_a_builder() {
    let night = async {
        let images = Request::new("Véga").exposures(2).await;
        say!("reçu : {images}");
    };
    drive(night);
}
// ANCHOR_END: await_a_builder
