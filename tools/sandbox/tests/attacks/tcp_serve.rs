//! Ouvrir un serveur TCP que l'hôte pourrait joindre : Landlock interdit TCP.

pub fn attack(_: &[String]) -> bool {
    std::net::TcpListener::bind("127.0.0.1:0").is_ok()
}
