//! Copier des octets en disant où l'on en est.

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::sync::watch;

use crate::copy_error::CopyError;

/// Ce qu'on lit d'un coup. Chaque lecture, chaque écriture est un détour par le
/// pool : mieux vaut qu'elles soient grosses.
pub const BLOCK: usize = 1024 * 1024;

// ANCHOR: Progress
/// Où en est une copie, en octets.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Progress {
    /// Ce qui est lu, et confié à la destination.
    pub copied: u64,
    /// Ce qu'il y avait à copier au départ.
    pub total: u64,
}

impl Progress {
    /// Renvoie la part copiée, en pour cent.
    pub fn percent(self) -> u64 {
        match self.total {
            0 => 100,
            total => (u128::from(self.copied) * 100 / u128::from(total)) as u64,
        }
    }
}
// ANCHOR_END: Progress

// ANCHOR: copy_bytes
/// Copie `total` octets, par blocs de `block`, et note dans `progress` chaque bloc
/// lu.
///
/// # Errors
///
/// Renvoie une erreur si l'un des deux refuse, ou s'il y a plus ou moins d'octets
/// que prévu : on s'arrête alors sans attendre une fin qui n'existe peut-être pas.
pub async fn copy_bytes(
    mut reader: impl AsyncRead + Unpin,
    mut writer: impl AsyncWrite + Unpin,
    block: usize,
    total: u64,
    progress: &watch::Sender<Progress>,
) -> Result<u64, CopyError> {
    let (mut buffer, mut copied) = (vec![0; block], 0);
    loop {
        let read = reader.read(&mut buffer).await.map_err(CopyError::Read)?;
        copied += read as u64;
        if copied > total || (read == 0 && copied < total) {
            return Err(CopyError::Changed);
        }
        if read == 0 {
            writer.flush().await.map_err(CopyError::Write)?;
            return Ok(copied);
        }
        writer.write_all(&buffer[..read]).await.map_err(CopyError::Write)?;
        progress.send_replace(Progress { copied, total });
    }
}
// ANCHOR_END: copy_bytes

#[cfg(test)]
mod tests {
    use clock::block_on;

    use super::*;

    fn copy(source: &[u8], total: u64) -> Result<(Vec<u8>, Progress), CopyError> {
        let (progress, seen) = watch::channel(Progress::default());
        let mut target = Vec::new();
        block_on(copy_bytes(source, &mut target, 3, total, &progress))?;
        Ok((target, *seen.borrow()))
    }

    #[test]
    fn tout_arrive_et_la_fin_est_a_cent_pour_cent() {
        for text in ["", "V", "Vég", "Véga et Altaïr"] {
            let (target, end) = copy(text.as_bytes(), text.len() as u64).unwrap();
            assert_eq!(target, text.as_bytes());
            assert_eq!((end.copied, end.percent()), (text.len() as u64, 100));
        }
    }

    #[test]
    fn une_source_plus_courte_ou_plus_longue_que_prevu_est_refusee() {
        assert!(matches!(copy(b"Vega", 5), Err(CopyError::Changed)));
        assert!(matches!(copy(b"Vega", 3), Err(CopyError::Changed)));
    }

    #[test]
    fn une_source_sans_fin_ne_se_copie_pas_sans_fin() {
        let (progress, _) = watch::channel(Progress::default());
        let endless = tokio::io::repeat(0);
        let copied = copy_bytes(endless, tokio::io::sink(), 10, 95, &progress);
        assert!(matches!(block_on(copied), Err(CopyError::Changed)));
    }

    #[test]
    fn un_refus_a_la_fin_n_est_pas_perdu() {
        use std::io::ErrorKind;
        let (progress, _) = watch::channel(Progress::default());
        let full = tokio::io::join(tokio::io::empty(), Full);
        let copied = block_on(copy_bytes(&b"Vega"[..], full, 8, 4, &progress));
        let Err(CopyError::Write(error)) = copied else { panic!("{copied:?}") };
        assert_eq!(error.kind(), ErrorKind::StorageFull);
    }

    /// Un disque plein qui ne le dit qu'au vidage, comme `tokio::fs::File`.
    struct Full;

    impl AsyncWrite for Full {
        fn poll_write(
            self: std::pin::Pin<&mut Self>,
            _: &mut std::task::Context<'_>,
            bytes: &[u8],
        ) -> std::task::Poll<std::io::Result<usize>> {
            std::task::Poll::Ready(Ok(bytes.len()))
        }

        fn poll_flush(
            self: std::pin::Pin<&mut Self>,
            _: &mut std::task::Context<'_>,
        ) -> std::task::Poll<std::io::Result<()>> {
            std::task::Poll::Ready(Err(std::io::ErrorKind::StorageFull.into()))
        }

        fn poll_shutdown(
            self: std::pin::Pin<&mut Self>,
            _: &mut std::task::Context<'_>,
        ) -> std::task::Poll<std::io::Result<()>> {
            std::task::Poll::Ready(Ok(()))
        }
    }
}
