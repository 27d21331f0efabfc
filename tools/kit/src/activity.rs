//! Ce qu'un thread a fait pendant qu'on le croyait endormi.

use std::time::Duration;

/// Ce que le système compte d'un thread depuis sa naissance.
#[derive(Clone, Copy, Debug)]
pub struct Activity {
    /// Son temps de processeur.
    pub cpu: Duration,
    /// Combien de fois il s'est endormi.
    pub sleeps: u64,
}

/// Renvoie l'activité du thread appelant ; rien, là où le système ne la dit pas.
///
/// Un appel au système la donne : le bac où une copie est jugée n'a pas `/proc`.
pub fn activity() -> Option<Activity> {
    #[cfg(target_os = "linux")]
    {
        use nix::sys::resource::{UsageWho, getrusage};
        let used = getrusage(UsageWho::RUSAGE_THREAD).ok()?;
        let time = |seconds: i64, micros: i64| {
            let seconds = Duration::from_secs(seconds.try_into().ok()?);
            Some(seconds + Duration::from_micros(micros.try_into().ok()?))
        };
        let (user, system) = (used.user_time(), used.system_time());
        let cpu = time(user.tv_sec(), user.tv_usec())?
            + time(system.tv_sec(), system.tv_usec())?;
        let sleeps = used.voluntary_context_switches().try_into().ok()?;
        Some(Activity { cpu, sleeps })
    }
    #[cfg(not(target_os = "linux"))]
    None
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::thread::sleep;

    use super::*;

    #[test]
    fn chaque_sommeil_se_compte() {
        let before = activity().unwrap();
        (0..5).for_each(|_| sleep(Duration::from_micros(1)));
        let after = activity().unwrap();
        assert!(after.sleeps >= before.sleeps + 5);
        assert!(after.cpu >= before.cpu);
    }
}
