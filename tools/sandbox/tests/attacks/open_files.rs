//! Ouvrir plus de descripteurs que permis : `RLIMIT_NOFILE`.

use std::fs::File;

pub fn attack(_: &[String]) -> bool {
    let open = |_| File::open("/dev/null").ok();
    (0..200).map_while(open).collect::<Vec<_>>().len() == 200
}
