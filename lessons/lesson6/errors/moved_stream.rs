struct TcpStream;

fn spawn<F: Future + Send + 'static>(_task: F) {}

async fn listen(_line: TcpStream) {}

async fn speak(_line: TcpStream) {}

fn main() {
    let line = TcpStream;
    spawn(listen(line));
    spawn(speak(line));
}
