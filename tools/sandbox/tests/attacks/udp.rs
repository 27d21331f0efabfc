//! Parler à un serveur UDP de l'hôte : le réseau du bac est vide.

use std::net::UdpSocket;

pub fn attack(args: &[String]) -> bool {
    let Ok(socket) = UdpSocket::bind("127.0.0.1:0") else { return false };
    // Connecté, un socket apprend que personne n'écoute.
    socket.connect(&args[0]).is_ok()
        && socket.send(b"?").is_ok()
        && socket.recv(&mut [0; 8]).is_ok()
}
