//! Quiz 2 : que renvoie un codec de lignes de huit octets au plus ?

use futures_util::StreamExt;
use tokio_util::codec::{FramedRead, LinesCodec};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let bytes: &[u8] = b"Vega\r\n\nDeneb";
    let mut lines = FramedRead::new(bytes, LinesCodec::new_with_max_length(8));
    while let Some(line) = lines.next().await {
        println!("{line:?}");
    }

    let bytes: &[u8] = b"Vega et Deneb\nAltair\n";
    let mut lines = FramedRead::new(bytes, LinesCodec::new_with_max_length(8));
    while let Some(line) = lines.next().await {
        match line {
            Ok(line) => println!("{line}"),
            Err(error) => println!("{error}"),
        }
    }
    println!("et ensuite : {:?}", lines.next().await.map(Result::unwrap));
}
