//! Les travaux mesurés.

// ANCHOR: Workload
/// Un travail, le même pour tous les moteurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Workload {
    Yield1,
    Wake1,
    Yield1000,
    SpawnJoin,
    Batches,
    Crowd,
    PingPong,
    Oneshot,
    Sleeps,
    Bytes,
}
// ANCHOR_END: Workload

impl Workload {
    pub const ALL: [Self; 10] = [
        Self::Yield1,
        Self::Wake1,
        Self::Yield1000,
        Self::SpawnJoin,
        Self::Batches,
        Self::Crowd,
        Self::PingPong,
        Self::Oneshot,
        Self::Sleeps,
        Self::Bytes,
    ];

    /// Le nom qui le désigne sur la ligne de commande.
    pub fn name(self) -> &'static str {
        match self {
            Self::Yield1 => "main-1",
            Self::Wake1 => "reveil-1",
            Self::Yield1000 => "main-1000",
            Self::SpawnJoin => "lancer",
            Self::Batches => "lots",
            Self::Crowd => "foule",
            Self::PingPong => "canal",
            Self::Oneshot => "reponse",
            Self::Sleeps => "sommeils",
            Self::Bytes => "octets",
        }
    }

    /// Ce qu'en dit le tableau.
    pub fn title(self) -> &'static str {
        match self {
            Self::Yield1 => "rendre la main, une tâche",
            Self::Wake1 => "se réveiller soi-même, une tâche",
            Self::Yield1000 => "rendre la main, mille tâches",
            Self::SpawnJoin => "lancer une tâche, attendre sa fin",
            Self::Batches => "de même, par lots de mille",
            Self::Crowd => "un million de tâches, puis leur fin",
            Self::PingPong => "aller-retour par deux canaux",
            Self::Oneshot => "une requête, une réponse à usage unique",
            Self::Sleeps => "100 000 sommeils, échéances au hasard",
            Self::Bytes => "mémoire d'une tâche qui dort",
        }
    }

    /// Combien d'opérations compte une mesure.
    pub fn count(self) -> usize {
        match self {
            Self::Yield1 | Self::Wake1 | Self::Yield1000 => 2_000_000,
            Self::SpawnJoin | Self::Batches | Self::Crowd => 1_000_000,
            Self::PingPong | Self::Oneshot => 1_000_000,
            Self::Sleeps | Self::Bytes => 100_000,
        }
    }

    pub fn unit(self) -> &'static str {
        if self == Self::Bytes { "octets" } else { "ns" }
    }

    /// Ce que nous visons, en part du coût de tokio sur un thread.
    pub fn target(self) -> Option<f64> {
        match self {
            Self::Wake1 => None,
            Self::Sleeps | Self::Bytes => Some(0.75),
            _ => Some(0.40),
        }
    }

    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|workload| workload.name() == name)
    }
}
