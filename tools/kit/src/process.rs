//! Ce que le système dit du processus, et les limites qu'il lui donne.

use std::time::Duration;

#[cfg(unix)]
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
#[cfg(unix)]
use rustix::time::{ClockId, clock_gettime};

/// Ce qu'un exercice n'atteint jamais, et qu'une boucle qui alloue atteint vite.
#[cfg(unix)]
const MEMORY: u64 = 4 << 30;

/// Borne la mémoire du processus, et l'empêche de laisser une image de sa fin.
pub fn limit_resources() {
    #[cfg(unix)]
    for (resource, limit) in [(Resource::As, MEMORY), (Resource::Core, 0)] {
        let known = getrlimit(resource);
        let lower = |now: Option<u64>| Some(now.map_or(limit, |now| now.min(limit)));
        let wanted =
            Rlimit { current: lower(known.current), maximum: lower(known.maximum) };
        // Un système qui refuse laisse ses propres limites : c'est sans conséquence
        // ici.
        let _ = setrlimit(resource, wanted);
    }
}

/// Renvoie le temps de calcul du processus, sauf celui du thread appelant ; rien, là
/// où le système ne le dit pas.
pub fn others_cpu() -> Option<Duration> {
    #[cfg(unix)]
    {
        let read = |clock| Duration::try_from(clock_gettime(clock)).ok();
        let all = read(ClockId::ProcessCPUTime)?;
        Some(all.saturating_sub(read(ClockId::ThreadCPUTime)?))
    }
    #[cfg(not(unix))]
    None
}

/// Dit si tous les autres threads du processus dorment ; vrai, là où on ne le sait
/// pas.
///
/// Sur une machine chargée, un thread prêt mais privé de processeur ne dort pas.
pub fn others_asleep() -> bool {
    #[cfg(target_os = "linux")]
    if let Ok(tasks) = std::fs::read_dir("/proc/self/task") {
        let own = rustix::thread::gettid().as_raw_nonzero().to_string();
        let others = tasks.flatten().filter(|task| task.file_name() != own.as_str());
        return others.map(|task| task.path().join("stat")).all(|stat| {
            // Un thread disparu entre-temps ne fera plus rien.
            std::fs::read_to_string(stat).map_or(true, |line| is_asleep(&line))
        });
    }
    true
}

/// Lit l'état d'un thread, après son nom entre parenthèses.
#[cfg(target_os = "linux")]
fn is_asleep(stat: &str) -> bool {
    stat.rsplit_once(") ").is_some_and(|(_, rest)| rest.starts_with('S'))
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn l_etat_se_lit_apres_un_nom_qui_contient_des_parentheses() {
        assert!(is_asleep("12 (a) R (b) S 1 2"));
        assert!(!is_asleep("12 (a) S (b) R 1 2"));
        assert!(!is_asleep("12 (a) D 1 2"));
    }
}
