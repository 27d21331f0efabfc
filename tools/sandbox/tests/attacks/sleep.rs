//! Dormir trop longtemps : la durée réelle.

pub fn attack(_: &[String]) -> bool {
    std::thread::sleep(std::time::Duration::from_millis(900));
    true
}
