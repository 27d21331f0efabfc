//! Ouvrir un socket d'une autre famille (ici netlink ; `AF_VSOCK` parlerait à
//! l'hyperviseur) : seccomp n'en laisse que trois.

unsafe extern "C" {
    fn socket(domain: i32, kind: i32, protocol: i32) -> i32;
}

pub fn attack(_: &[String]) -> bool {
    const AF_NETLINK: i32 = 16;
    const SOCK_RAW: i32 = 3;
    unsafe { socket(AF_NETLINK, SOCK_RAW, 0) >= 0 }
}
