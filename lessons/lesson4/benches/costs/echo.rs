//! Le serveur d'écho, avec notre moteur.

use lesson4::socket::{Listener, Stream};

use super::Loop;

pub fn serve() {
    Loop::new().run_task(async {
        let address = ([127, 0, 0, 1], 0).into();
        let mut listener = Listener::bind(address).unwrap();
        println!("{}", listener.address().unwrap().port());
        while let Ok(stream) = listener.accept().await {
            Loop::current().add_task(echo(stream));
        }
    });
}

async fn echo(mut stream: Stream) {
    let mut buffer = [0; 1024];
    while let Ok(size @ 1..) = stream.recv(&mut buffer).await {
        if stream.send(&buffer[..size]).await.is_err() {
            break;
        }
    }
}
