//! Une sortie lue jusqu'à sa limite.

use std::io::{self, Read};
use std::os::fd::{AsFd, BorrowedFd};

/// Une sortie du programme, lue à mesure et gardée jusqu'à sa limite.
pub(crate) struct Capture<R> {
    source: Option<R>,
    kept: Vec<u8>,
    limit: usize,
    pub overflowed: bool,
}

impl<R: Read + AsFd> Capture<R> {
    /// Lira `source` ; n'en gardera que `limit` octets.
    pub fn new(source: R, limit: usize) -> Self {
        Self { source: Some(source), kept: vec![], limit, overflowed: false }
    }

    /// Renvoie de quoi attendre la suite, ou `None` quand tout est lu.
    pub fn fd(&self) -> Option<BorrowedFd<'_>> {
        self.source.as_ref().map(AsFd::as_fd)
    }

    /// Lit ce qui est arrivé ; ce qui dépasse la limite est lu et oublié.
    pub fn read(&mut self) -> io::Result<()> {
        let Some(source) = &mut self.source else { return Ok(()) };
        let mut chunk = [0; 64 << 10];
        let read = match source.read(&mut chunk) {
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(()),
            read => read?,
        };
        if read == 0 {
            self.source = None;
        }
        let room = self.limit - self.kept.len();
        self.kept.extend_from_slice(&chunk[..read.min(room)]);
        self.overflowed |= read > room;
        Ok(())
    }

    /// Renvoie ce qui a été gardé.
    pub fn into_kept(self) -> Vec<u8> {
        self.kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Write, pipe};

    fn captured(limit: usize) -> Capture<std::io::PipeReader> {
        let (reader, mut writer) = pipe().unwrap();
        writer.write_all(b"12345678").unwrap();
        drop(writer);
        let mut capture = Capture::new(reader, limit);
        while capture.fd().is_some() {
            capture.read().unwrap();
        }
        capture
    }

    #[test]
    fn une_sortie_a_sa_limite_est_entiere() {
        let capture = captured(8);
        assert!(!capture.overflowed);
        assert_eq!(capture.into_kept(), b"12345678");
    }

    #[test]
    fn un_octet_de_trop_se_voit_et_ne_se_garde_pas() {
        let capture = captured(7);
        assert!(capture.overflowed);
        assert_eq!(capture.into_kept(), b"1234567");
    }
}
