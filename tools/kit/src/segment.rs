//! Un moment de l'essai, et ce que des regards espacés permettent d'en conclure.

use std::time::Duration;

use crate::process;
use crate::watch::{Place, Watch};

/// Calcul d'un seul tenant au-delà duquel rien ne se terminera.
const ENDLESS: Duration = Duration::from_secs(3);
/// Calcul d'un seul tenant à partir duquel on sonde les tâches.
const LONG: Duration = Duration::from_secs(1);
/// Calcul à partir duquel, quand le temps manque, on accuse quand même.
const NOTABLE: Duration = Duration::from_millis(500);
/// Calcul en dessous duquel le processus n'a rien fait entre deux regards.
const NOTHING: Duration = Duration::from_millis(5);

/// Un regard du juge.
pub struct Sample {
    place: Place,
    rank: u64,
    /// Le calcul du processus, sauf celui du juge ; rien, là où on ne le sait pas.
    cpu: Option<Duration>,
    asleep: bool,
}

impl Sample {
    /// Regarde où en est l'essai.
    pub fn take(watch: &Watch) -> Self {
        let (place, rank) = watch.read();
        let cpu = process::others_cpu();
        Self { place, rank, cpu, asleep: process::others_asleep() }
    }
}

/// Ce que le juge conclut d'un regard.
#[derive(Debug, PartialEq)]
pub enum Finding {
    Nothing,
    /// Une tâche calcule depuis longtemps : rend-elle la main ?
    Suspicious,
    /// Ceci ne finira pas.
    Guilty(&'static str),
}

/// Les regards successifs sur un même moment de l'essai : tant que le rang ne bouge
/// pas.
#[derive(Default)]
pub struct Segment {
    /// Rien avant le premier regard : ce que le processus a calculé avant ne compte
    /// pas.
    rank: Option<u64>,
    start: Duration,
    spent: Duration,
    probed: bool,
    idle_since: Duration,
    idle_ticks: u32,
}

impl Segment {
    /// Ajoute un regard, et dit ce qu'on en conclut.
    pub fn observe(&mut self, sample: &Sample) -> Finding {
        let Some(cpu) = sample.cpu else { return Finding::Nothing };
        if Some(sample.rank) != self.rank {
            *self = Self { rank: Some(sample.rank), start: cpu, ..Self::default() };
        }
        if !sample.asleep || cpu.saturating_sub(self.idle_since) > NOTHING {
            (self.idle_since, self.idle_ticks) = (cpu, 0);
        }
        self.idle_ticks += 1;
        self.spent = cpu.saturating_sub(self.start);
        if self.idle_ticks > patience(sample.place) {
            Finding::Guilty(idle(sample.place))
        } else if self.spent > ENDLESS {
            Finding::Guilty(endless(sample.place))
        } else if self.spent > LONG && sample.place == Place::Task && !self.probed {
            self.probed = true;
            Finding::Suspicious
        } else {
            Finding::Nothing
        }
    }
}

impl Segment {
    /// Conclut quand le temps est écoulé : sur une machine très chargée, une boucle
    /// n'a peut-être pas encore eu son compte de calcul.
    pub fn last_word(&self, place: Place) -> &'static str {
        if self.spent > NOTABLE { endless(place) } else { NEVER_ENDS }
    }
}

/// Renvoie combien de regards voient tout dormir avant d'en conclure quelque chose.
fn patience(place: Place) -> u32 {
    match place {
        Place::Poll | Place::Task => 25,
        // Un autre thread de l'essai dort peut-être un instant avant de réveiller.
        Place::Body => 50,
        // Des sockets, ou un thread bloquant : la machine a le droit d'hésiter.
        Place::Parked => 100,
    }
}

fn idle(place: Place) -> &'static str {
    match place {
        Place::Poll => {
            "poll est bloqué (std::thread::sleep, verrou, block_on, lecture bloquante ?) \
             : poll doit répondre aussitôt"
        }
        Place::Task => {
            "le programme bloque tout le thread (std::thread::sleep, verrou, \
             lecture bloquante ?) : une future rend la main au lieu \
             d'attendre sur place"
        }
        Place::Body => {
            "le programme est bloqué : tous ses threads dorment, et personne ne les \
             réveillera (réveil perdu, verrou que l'on tient déjà ?)"
        }
        Place::Parked => {
            "le programme est bloqué : toutes les tâches attendent, et plus rien \
             n'arrive (un thread de spawn_blocking qui dort, une socket muette ?)"
        }
    }
}

fn endless(place: Place) -> &'static str {
    match place {
        Place::Poll => {
            "boucle sans fin dans poll : un seul appel calcule depuis longtemps sans \
             répondre"
        }
        Place::Task => {
            "boucle sans fin dans une tâche : elle calcule depuis longtemps sans rendre \
             la main"
        }
        Place::Body => {
            "boucle sans fin : le programme calcule depuis longtemps sans s'arrêter"
        }
        Place::Parked => {
            "boucle sans fin dans un autre thread : il calcule depuis longtemps"
        }
    }
}

const NEVER_ENDS: &str = "rien ne finit : l'essai tourne depuis plus de 20 s";

#[cfg(test)]
mod tests {
    use super::*;

    const fn ms(n: u64) -> Duration {
        Duration::from_millis(n)
    }

    /// Un regard toutes les 10 ms sur un endroit, pendant lequel le processus
    /// calcule
    /// `work` entre deux regards.
    fn looks(place: Place, work: Duration, asleep: bool) -> Vec<Sample> {
        let look =
            |tick: u32| Sample { place, rank: 1, cpu: Some(work * tick), asleep };
        (0..1_000).map(look).collect()
    }

    /// Renvoie le rang du premier regard qui conclut, et sa conclusion.
    fn verdict(samples: &[Sample]) -> Option<(usize, Finding)> {
        let mut segment = Segment::default();
        samples.iter().enumerate().find_map(|(at, sample)| {
            match segment.observe(sample) {
                Finding::Nothing => None,
                finding => Some((at, finding)),
            }
        })
    }

    #[test]
    fn un_thread_endormi_dans_poll_est_vu_en_un_quart_de_seconde() {
        let guilty = Finding::Guilty(idle(Place::Poll));
        assert_eq!(verdict(&looks(Place::Poll, ms(0), true)), Some((25, guilty)));
    }

    #[test]
    fn un_thread_prive_de_processeur_n_est_pas_endormi() {
        assert_eq!(verdict(&looks(Place::Poll, ms(0), false)), None);
    }

    #[test]
    fn le_calcul_des_autres_retarde_le_verdict() {
        assert_eq!(verdict(&looks(Place::Poll, ms(1), true)[..900]), None);
    }

    #[test]
    fn un_appel_qui_change_sans_cesse_n_est_jamais_coupable() {
        let mut samples = looks(Place::Poll, ms(10), true);
        (0..).zip(&mut samples).for_each(|(rank, sample)| sample.rank = rank);
        assert_eq!(verdict(&samples), None);
    }

    #[test]
    fn une_boucle_sans_fin_est_vue_apres_trois_secondes_de_calcul() {
        let guilty = Finding::Guilty(endless(Place::Poll));
        assert_eq!(verdict(&looks(Place::Poll, ms(10), false)), Some((301, guilty)));
    }

    #[test]
    fn une_tache_est_sondee_une_fois_avant_d_etre_condamnee() {
        let samples = looks(Place::Task, ms(10), false);
        assert_eq!(verdict(&samples), Some((101, Finding::Suspicious)));
        let mut segment = Segment::default();
        let findings = samples.iter().map(|sample| segment.observe(sample));
        let suspicions = findings.take(300).filter(|it| *it == Finding::Suspicious);
        assert_eq!(suspicions.count(), 1);
    }

    #[test]
    fn une_boucle_privee_de_processeur_est_nommee_quand_le_temps_est_ecoule() {
        let last_word = |work, ticks| {
            let mut segment = Segment::default();
            for sample in &looks(Place::Task, work, false)[..ticks] {
                segment.observe(sample);
            }
            segment.last_word(Place::Task)
        };
        assert_eq!(last_word(ms(1), 600), endless(Place::Task));
        assert_eq!(last_word(ms(1), 400), NEVER_ENDS);
    }

    #[test]
    fn le_calcul_d_avant_l_essai_ne_compte_pas() {
        let cpu = Some(Duration::from_secs(60));
        let sample = Sample { place: Place::Body, rank: 0, cpu, asleep: false };
        assert_eq!(verdict(&[sample]), None);
    }

    #[test]
    fn sans_mesure_du_calcul_le_juge_ne_conclut_rien() {
        let mut samples = looks(Place::Poll, ms(0), true);
        samples.iter_mut().for_each(|sample| sample.cpu = None);
        assert_eq!(verdict(&samples), None);
    }
}
