//! Remplir la racine du bac, un tmpfs sans limite : elle est en lecture seule, et Landlock
//! ne l'accorde pas.

pub fn attack(_: &[String]) -> bool {
    std::fs::write("/fuite", [1; 1 << 20]).is_ok()
}
