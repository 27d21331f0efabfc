//! Une série de poses que l'on règle, puis que l'on attend.

use std::cell::Cell;
use std::pin::Pin;
use std::time::Duration;

use tokio::time::sleep;

/// Une caméra, qui numérote ses images à partir de 1.
#[derive(Default)]
pub struct Camera {
    taken: Cell<u32>,
}

impl Camera {
    /// Met la caméra en marche.
    pub fn new() -> Self {
        Self::default()
    }

    /// Enregistre à cet instant la pose qui s'achève, et nomme l'image : « Véga 1 ».
    pub fn record(&self, star: &str) -> String {
        self.taken.set(self.taken.get() + 1);
        format!("{star} {}", self.taken.get())
    }

    /// Renvoie le nombre d'images enregistrées.
    pub fn taken(&self) -> u32 {
        self.taken.get()
    }

    /// Prépare une série : une pose d'une seconde, sauf autre réglage.
    pub fn series<'a>(&'a self, star: &'a str) -> Series<'a> {
        Series { camera: self, star, count: 1, exposure: Duration::from_secs(1) }
    }
}

/// Une série de poses, qui commence quand on l'attend.
#[must_use = "une série ne commence pas tant qu'on ne l'attend pas"]
pub struct Series<'a> {
    camera: &'a Camera,
    star: &'a str,
    count: u32,
    exposure: Duration,
}

impl<'a> Series<'a> {
    /// Règle le nombre de poses.
    pub fn count(mut self, count: u32) -> Self {
        self.count = count;
        self
    }

    /// Règle la durée de chaque pose.
    pub fn exposure(mut self, exposure: Duration) -> Self {
        self.exposure = exposure;
        self
    }
}

impl<'a> IntoFuture for Series<'a> {
    type Output = Vec<String>;
    type IntoFuture = Pin<Box<dyn Future<Output = Vec<String>> + 'a>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let mut images = Vec::new();
            for _ in 0..self.count {
                images.push(self.camera.record(self.star));
                sleep(self.exposure).await;
            }
            images
        })
    }
}
