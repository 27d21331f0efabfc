//! Le serveur d'écho sans moteur : des appels au noyau, et rien d'autre.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};

use rustix::buffer::spare_capacity;
use rustix::event::epoll::{self, CreateFlags, EventData, EventFlags};

pub fn serve() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    println!("{}", listener.local_addr().unwrap().port());
    let epoll = epoll::create(CreateFlags::CLOEXEC).unwrap();
    epoll::add(&epoll, &listener, EventData::new_u64(u64::MAX), EventFlags::IN)
        .unwrap();
    let mut streams: Vec<TcpStream> = Vec::new();
    let mut events = Vec::with_capacity(1024);
    let mut buffer = [0; 1024];
    loop {
        epoll::wait(&epoll, spare_capacity(&mut events), None).unwrap();
        for event in events.drain(..) {
            let key = event.data.u64();
            if key == u64::MAX {
                let (stream, _) = listener.accept().unwrap();
                stream.set_nonblocking(true).unwrap();
                let key = EventData::new_u64(streams.len() as u64);
                epoll::add(&epoll, &stream, key, EventFlags::IN).unwrap();
                streams.push(stream);
                continue;
            }
            // Un client à la fois dans ses questions : la réponse tient dans la socket.
            let mut stream = &streams[key as usize];
            match stream.read(&mut buffer) {
                Ok(size @ 1..) => stream.write_all(&buffer[..size]).unwrap(),
                _ => epoll::delete(&epoll, stream).unwrap(),
            }
        }
    }
}
