//! Quiz 1 : combien d'octets, et quand ?

use tokio::fs::{File, metadata};
use tokio::io::{AsyncWriteExt, BufWriter};

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("nuit.txt");

    let mut writer = BufWriter::new(File::create(&path).await?);
    writer.write_all(b"Deneb").await?;
    println!("{}", metadata(&path).await?.len());
    writer.flush().await?;
    println!("{}", metadata(&path).await?.len());
    writer.write_all(b" et Rigel").await?;
    drop(writer);
    println!("{}", metadata(&path).await?.len());
    Ok(())
}
