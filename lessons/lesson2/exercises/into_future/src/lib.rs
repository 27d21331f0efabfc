//! Une série de poses que l'on règle, puis que l'on attend.

use std::cell::Cell;
// ANCHOR: solution
//@ use std::future::Ready;
use std::pin::Pin;
// ANCHOR_END: solution
use std::time::Duration;

// ANCHOR: solution
use tokio::time::sleep;
// ANCHOR_END: solution

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
        // ANCHOR: solution
        //@ Series { camera: self, star }
        Series { camera: self, star, count: 1, exposure: Duration::from_secs(1) }
        // ANCHOR_END: solution
    }
}

/// Une série de poses, qui commence quand on l'attend.
#[must_use = "une série ne commence pas tant qu'on ne l'attend pas"]
pub struct Series<'a> {
    // ANCHOR: solution
    //@ camera: &'a Camera,
    //@ star: &'a str,
    camera: &'a Camera,
    star: &'a str,
    count: u32,
    exposure: Duration,
    // ANCHOR_END: solution
}

impl<'a> Series<'a> {
    /// Règle le nombre de poses.
    pub fn count(mut self, count: u32) -> Self {
        // ANCHOR: solution
        //@ todo!("retenir le nombre de poses")
        self.count = count;
        self
        // ANCHOR_END: solution
    }

    /// Règle la durée de chaque pose.
    pub fn exposure(mut self, exposure: Duration) -> Self {
        // ANCHOR: solution
        //@ todo!("retenir la durée")
        self.exposure = exposure;
        self
        // ANCHOR_END: solution
    }
}

impl<'a> IntoFuture for Series<'a> {
    type Output = Vec<String>;
    // ANCHOR: solution
    //@ // Provisoire : une réponse toute prête ne sait pas attendre.
    //@ type IntoFuture = Ready<Vec<String>>;
    type IntoFuture = Pin<Box<dyn Future<Output = Vec<String>> + 'a>>;
    // ANCHOR_END: solution

    fn into_future(self) -> Self::IntoFuture {
        // ANCHOR: solution
        //@ todo!("donner la future qui fait les poses")
        Box::pin(async move {
            let mut images = Vec::new();
            for _ in 0..self.count {
                sleep(self.exposure).await;
                images.push(self.camera.record(self.star));
            }
            images
        })
        // ANCHOR_END: solution
    }
}
