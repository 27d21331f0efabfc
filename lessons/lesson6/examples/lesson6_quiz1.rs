//! Quiz 1 : combien d'octets renvoie chaque `read` ?

use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (mut near, mut far) = duplex(64);
    for star in ["Véga", "Deneb", "Altaïr"] {
        near.write_all(star.as_bytes()).await.unwrap();
    }
    drop(near);

    let mut buffer = [0; 8];
    loop {
        let received = far.read(&mut buffer).await.unwrap();
        println!("{received}");
        if received == 0 {
            break;
        }
    }
    println!("{}", far.read(&mut []).await.unwrap());
}
