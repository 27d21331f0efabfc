struct TcpStream;

impl TcpStream {
    async fn read(&mut self) -> u8 {
        b'V'
    }

    async fn write(&mut self, _byte: u8) {}
}

async fn talk(mut line: TcpStream) {
    let hearing = line.read();
    let speaking = line.write(b'D');
    speaking.await;
    hearing.await;
}

fn main() {
    drop(talk(TcpStream));
}
