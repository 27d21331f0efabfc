struct Telescope;

impl Drop for Telescope {
    async fn drop(&mut self) {}
}

fn main() {}
