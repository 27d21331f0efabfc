#![deny(unused_must_use)]

use std::io;

struct File;

impl File {
    async fn write_all(&mut self, _bytes: &[u8]) -> io::Result<()> {
        Ok(())
    }

    async fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

async fn note(mut file: File) -> io::Result<()> {
    file.write_all(b"Antares").await?;
    file.flush();
    Ok(())
}

fn main() {
    drop(note(File));
}
