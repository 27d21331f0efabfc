mod io {
    pub struct File;

    pub trait AsyncReadExt {
        async fn read_to_end(&mut self, bytes: &mut Vec<u8>) -> usize;
    }

    impl AsyncReadExt for File {
        async fn read_to_end(&mut self, bytes: &mut Vec<u8>) -> usize {
            bytes.len()
        }
    }
}

async fn read(mut plate: io::File) -> usize {
    plate.read_to_end(&mut Vec::new()).await
}

fn main() {
    drop(read(io::File));
}
