struct Images;

fn main() {
    for image in Images {
        drop(image);
    }
}
