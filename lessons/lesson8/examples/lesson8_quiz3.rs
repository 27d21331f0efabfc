//! Quiz 3 : combien de lignes, et lesquelles ?

use tokio::io::{AsyncBufReadExt, BufReader};

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let journal = "Véga\r\n\nDeneb\n\nAltaïr";
    let mut lines = BufReader::new(journal.as_bytes()).lines();
    let mut count = 0;
    while let Some(line) = lines.next_line().await? {
        count += 1;
        println!("{count} : {line:?}");
    }
    Ok(())
}
