//! Se connecter à un serveur de l'hôte : le réseau du bac est vide, et Landlock interdit
//! TCP.

pub fn attack(args: &[String]) -> bool {
    std::net::TcpStream::connect(&args[0]).is_ok()
}
