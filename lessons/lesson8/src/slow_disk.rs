//! Un disque lent, à l'heure de la scène.

use std::io::{self, Read};
use std::time::Duration;

// ANCHOR: SlowDisk
/// Donne les octets de `reader` après une attente par lecture, comme un disque usé
/// ou un dossier d'une autre machine.
pub struct SlowDisk<R> {
    reader: R,
    delay: Duration,
}

impl<R> SlowDisk<R> {
    /// Ralentit `reader` de `delay` par lecture.
    pub fn new(reader: R, delay: Duration) -> Self {
        Self { reader, delay }
    }
}

impl<R: Read> Read for SlowDisk<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        scene::blocking_sleep(self.delay);
        self.reader.read(buffer)
    }
}
// ANCHOR_END: SlowDisk
