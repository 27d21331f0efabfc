//! Ce que le système dit de ce processus, des autres et de la machine.

use std::fs;
use std::process::Command;
use std::time::Duration;

use rustix::thread::CpuSet;
use rustix::time::{ClockId, clock_gettime};

/// Renvoie le temps de processeur que ce processus a pris, tous threads compris.
pub fn cpu_time() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(time.tv_sec.cast_unsigned(), time.tv_nsec as u32)
}

/// Renvoie le temps de processeur qu'a pris le thread principal du processus `pid`.
pub fn cpu_time_of(pid: u32) -> Duration {
    let text = fs::read_to_string(format!("/proc/{pid}/schedstat")).unwrap();
    let nanos = text.split(' ').next().unwrap().parse().unwrap();
    Duration::from_nanos(nanos)
}

/// Renvoie les octets de mémoire qu'occupe le processus `pid`.
pub fn resident(pid: u32) -> usize {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap();
    let kib: usize = line.split_whitespace().nth(1).unwrap().parse().unwrap();
    kib * 1024
}

/// Attache ce processus, et ceux qu'il lancera, au cœur numéro `core`.
pub fn pin(core: usize) {
    let mut cores = CpuSet::new();
    cores.set(core);
    // Sur une machine à un seul cœur, tant pis.
    let _ = rustix::thread::sched_setaffinity(None, &cores);
}

/// Renvoie la charge moyenne de la dernière minute.
pub fn load() -> f64 {
    let text = fs::read_to_string("/proc/loadavg").unwrap();
    text.split(' ').next().unwrap().parse().unwrap()
}

// ANCHOR: Usage
/// Ce que la machine a travaillé, et la part que nous y avons prise, en centièmes de
/// seconde depuis le démarrage.
pub struct Usage {
    total: u64,
    busy: u64,
    ours: u64,
}

impl Usage {
    pub fn now() -> Self {
        let stat = fs::read_to_string("/proc/stat").unwrap();
        let ticks: Vec<u64> = numbers(stat.lines().next().unwrap());
        // Dans l'ordre : user, nice, system, idle, iowait, irq, softirq, steal.
        let busy = ticks[0] + ticks[1] + ticks[2] + ticks[7];
        let own = fs::read_to_string("/proc/self/stat").unwrap();
        // Après la parenthèse : les nôtres, puis ceux de nos enfants finis.
        let own = numbers(own.rsplit(')').next().unwrap());
        let total = ticks[..8].iter().sum();
        Self { total, busy, ours: own[10..14].iter().sum() }
    }

    /// Renvoie combien de cœurs d'autres que nous ont occupés depuis `before`.
    pub fn others_since(&self, before: &Self) -> f64 {
        let busy = self.busy - before.busy;
        let others = busy.saturating_sub(self.ours - before.ours) as f64;
        others * cores() as f64 / (self.total - before.total).max(1) as f64
    }
}

fn numbers(line: &str) -> Vec<u64> {
    let words = line.split_whitespace().skip(1);
    words.map(|word| word.parse().unwrap_or_default()).collect()
}
// ANCHOR_END: Usage

pub fn cores() -> usize {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap();
    info.lines().filter(|line| line.starts_with("processor")).count()
}

/// Décrit la machine, sans rien qui permette de la reconnaître.
pub fn describe() -> String {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap();
    let model = info.lines().find(|line| line.starts_with("model name"));
    let model = model.and_then(|line| line.split(": ").nth(1)).unwrap_or("inconnu");
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap();
    let kernel: String =
        kernel.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    format!("processeur {model}, {} cœurs, Linux {kernel}", cores())
}

/// Renvoie ce qu'affiche une commande, sur une ligne.
pub fn output(program: &str, args: &[&str]) -> Option<String> {
    let output = Command::new(program).args(args).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}
