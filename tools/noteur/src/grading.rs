//! La file des copies à juger, partagée entre plusieurs threads.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;

use anyhow::Result;

use crate::judge::Judge;
use crate::outcome::Outcome;
use crate::progress::Progress;
use crate::resume::{Record, Store};

/// Une copie à juger. Deux étudiants qui remettent la même n'en font qu'une.
pub(crate) struct Job<'a> {
    /// La clé du jugement.
    pub(crate) key: String,
    /// Qui la juge.
    pub(crate) judge: &'a dyn Judge,
    /// La copie.
    pub(crate) copy: &'a [u8],
    /// Ce qu'on en dit pendant l'attente.
    pub(crate) label: String,
}

/// Juge les copies, sauf celles qui l'ont déjà été ; renvoie un jugement par clé.
///
/// # Errors
///
/// Si un jugement ne peut pas être gardé.
pub(crate) fn grade(
    jobs: &[Job<'_>],
    store: &Store,
    threads: usize,
    progress: &Progress,
) -> Result<BTreeMap<String, Record>> {
    let mut records = BTreeMap::new();
    let mut left = Vec::new();
    for job in jobs {
        match store.get(&job.key) {
            Some(record) => drop(records.insert(job.key.clone(), record)),
            None => left.push(job),
        }
    }
    progress.start(left.len(), records.len());
    let done = judge_all(&left, store, threads, progress);
    progress.finish();
    for record in done {
        let record = record?;
        records.insert(record.key.clone(), record);
    }
    Ok(records)
}

/// Juge des copies, plusieurs à la fois, dans l'ordre où l'on y arrive.
fn judge_all(
    jobs: &[&Job<'_>],
    store: &Store,
    threads: usize,
    progress: &Progress,
) -> Vec<Result<Record>> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::new());
    let worker = || {
        while let Some(job) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
            let judged = one(job, store);
            progress.step(&job.label);
            if judged.is_err() {
                // Un disque plein : inutile de juger ce que l'on ne peut pas garder.
                next.store(jobs.len(), Ordering::Relaxed);
            }
            done.lock().expect("un autre thread a paniqué").push(judged);
        }
    };
    thread::scope(|scope| {
        let count = threads.min(jobs.len());
        (0..count).for_each(|_| drop(scope.spawn(worker)));
    });
    done.into_inner().expect("un thread a paniqué")
}

fn one(job: &Job<'_>, store: &Store) -> Result<Record> {
    let started = Instant::now();
    let graded = job.judge.grade(job.copy);
    let millis = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    let key = job.key.clone();
    match graded {
        Ok(graded) => {
            let record = Record { key, outcome: graded.into(), millis };
            store.put(&record)?;
            Ok(record)
        }
        // La panne est celle du juge : rien n'est gardé, la suivante réessaiera.
        Err(error) => {
            let reason = format!("le juge est en panne ({error}) ; relancez");
            Ok(Record { key, outcome: Outcome::Unclear { reason }, millis })
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::sync::atomic::AtomicU32;

    use super::*;
    use crate::judge::Graded;

    /// Un juge qui compte ses jugements, et tombe en panne quand on le lui dit.
    #[derive(Default)]
    struct Counting {
        count: AtomicU32,
        broken: bool,
    }

    impl Judge for Counting {
        fn grade(&self, copy: &[u8]) -> io::Result<Graded> {
            self.count.fetch_add(1, Ordering::Relaxed);
            if self.broken {
                return Err(io::Error::other("disque plein"));
            }
            let reason = String::from_utf8_lossy(copy).into_owned();
            Ok(Graded::Refused { line: None, reason })
        }
    }

    fn jobs(judge: &Counting) -> Vec<Job<'_>> {
        let job = |copy: &'static str| Job {
            key: copy.to_owned(),
            judge,
            copy: copy.as_bytes(),
            label: String::new(),
        };
        ["a", "b", "c"].map(job).into()
    }

    fn outcomes(store: &Store, judge: &Counting, threads: usize) -> Vec<Outcome> {
        let progress = Progress::silent();
        let records = grade(&jobs(judge), store, threads, &progress).unwrap();
        records.into_values().map(|record| record.outcome).collect()
    }

    #[test]
    fn ce_qui_est_juge_ne_l_est_pas_deux_fois() {
        let output = tempfile::tempdir().unwrap();
        let store = Store::open(output.path()).unwrap();
        let judge = Counting::default();
        let first = outcomes(&store, &judge, 1);
        assert_eq!(first.len(), 3);
        assert_eq!(outcomes(&store, &judge, 3), first);
        assert_eq!(judge.count.load(Ordering::Relaxed), 3);
    }

    #[test]
    fn une_panne_du_juge_n_est_pas_une_note() {
        let output = tempfile::tempdir().unwrap();
        let store = Store::open(output.path()).unwrap();
        let broken = Counting { broken: true, ..Counting::default() };
        let all = outcomes(&store, &broken, 2);
        assert!(all.iter().all(|one| one.status() == "a_regarder"), "{all:?}");
        let judge = Counting::default();
        outcomes(&store, &judge, 2);
        assert_eq!(judge.count.load(Ordering::Relaxed), 3);
    }
}
