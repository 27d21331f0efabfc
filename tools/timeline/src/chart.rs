//! Du journal à la figure : dans quel état était chaque ligne, et quand.

use std::time::Duration;

use crate::record::{Event, Kind, Lane, LaneKind, Log, Outcome, Timeline, Waker};

/// Une chronologie prête à dessiner.
#[derive(Clone, Debug)]
pub struct Chart {
    /// Titre de l'acte.
    pub title: String,
    /// Une rangée par ligne du journal, dans l'ordre de création.
    pub rows: Vec<Row>,
    /// Réveils d'une ligne par une autre.
    pub(crate) arrows: Vec<Arrow>,
    /// Date de la fin.
    pub end: Duration,
}

/// Une rangée : l'histoire d'une future, d'une tâche ou d'un thread.
#[derive(Clone, Debug)]
pub struct Row {
    /// Nom donné à l'enveloppe.
    pub name: String,
    /// Nature de la ligne.
    pub kind: LaneKind,
    /// États successifs, de durée non nulle, dans l'ordre.
    pub spans: Vec<Span>,
    /// Nombre d'appels à `poll`.
    pub polls: usize,
    /// Instants remarquables, dans l'ordre.
    pub(crate) marks: Vec<Mark>,
}

/// Un état qui dure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Date de début.
    pub from: Duration,
    /// Date de fin.
    pub to: Duration,
    /// L'état entre les deux.
    pub state: State,
}

/// Ce que fait une ligne à un moment donné.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// Créée, mais rien ne l'a encore interrogée.
    Inert,
    /// En attente : rien à faire avant un réveil.
    Waiting,
    /// Prête à continuer, mais quelqu'un d'autre a la main. C'est la famine.
    Ready,
    /// Elle a la main.
    Running,
    /// Elle a la main, et la garde en bloquant son thread.
    Blocking,
    /// Elle occupe un thread à elle : personne n'attend derrière.
    OwnThread,
}

/// Un instant remarquable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) at: Duration,
    pub(crate) kind: MarkKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MarkKind {
    /// Interrogée, elle a répondu « pas encore ».
    Polled,
    /// Elle a abouti.
    Finished,
    /// Elle a été abandonnée, ou a paniqué.
    Dropped,
}

/// Un réveil d'une rangée par une autre.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Arrow {
    pub(crate) at: Duration,
    pub(crate) from: usize,
    pub(crate) to: usize,
}

impl MarkKind {
    pub(crate) const ALL: [Self; 3] = [Self::Polled, Self::Finished, Self::Dropped];

    /// La marque en un mot, pour une légende.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Polled => "répond « pas encore »",
            Self::Finished => "aboutit",
            Self::Dropped => "est abandonnée",
        }
    }
}

impl State {
    /// L'état en quelques mots, pour une légende.
    pub fn label(self) -> &'static str {
        match self {
            Self::Inert => "créée, pas commencée",
            Self::Waiting => "attend",
            Self::Ready => "prête, mais sans la main",
            Self::Running => "a la main",
            Self::Blocking => "bloque le thread",
            Self::OwnThread => "occupe un autre thread",
        }
    }

    /// L'état en un ou deux mots, quand la place manque.
    pub(crate) fn short_label(self) -> &'static str {
        match self {
            Self::Inert => "créée",
            Self::Waiting => "attend",
            Self::Ready => "sans la main",
            Self::Running => "a la main",
            Self::Blocking => "bloque",
            Self::OwnThread => "occupée",
        }
    }

    /// Tous les états, de l'inertie au blocage.
    pub const ALL: [Self; 6] = [
        Self::Inert,
        Self::Waiting,
        Self::Ready,
        Self::Running,
        Self::Blocking,
        Self::OwnThread,
    ];
}

impl Chart {
    /// Lit le journal `timeline` et en tire une figure.
    ///
    /// Un état qui dure moins d'un deux-centième du total, invisible, est omis.
    pub fn new(title: &str, timeline: &Timeline) -> Self {
        let Log { lanes, events } = timeline.snapshot();
        let end = events.iter().map(|event| event.at).max().unwrap_or_default();
        let row = |(index, lane)| Reading::new(lane, end).read(&events, index);
        Self {
            title: title.to_owned(),
            rows: lanes.iter().enumerate().map(row).collect(),
            arrows: events.iter().filter_map(arrow).collect(),
            end,
        }
    }

    /// Dit si une rangée passe par cet état.
    pub(crate) fn shows(&self, state: State) -> bool {
        self.rows.iter().flat_map(|row| &row.spans).any(|span| span.state == state)
    }

    /// Dit si une rangée porte cette marque.
    pub(crate) fn marks(&self, kind: MarkKind) -> bool {
        self.rows.iter().flat_map(|row| &row.marks).any(|mark| mark.kind == kind)
    }

    /// Dit s'il n'y a rien à dessiner.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

fn arrow(event: &Event) -> Option<Arrow> {
    match event.kind {
        Kind::Woken(Waker::Lane(from)) if from != event.lane => {
            Some(Arrow { at: event.at, from, to: event.lane })
        }
        _ => None,
    }
}

/// La lecture du journal d'une ligne, événement après événement.
struct Reading {
    row: Row,
    end: Duration,
    state: State,
    since: Duration,
    deadline: Option<Duration>,
    woken: bool,
    over: bool,
}

impl Reading {
    fn new(lane: &Lane, end: Duration) -> Self {
        let row = Row {
            name: lane.name.clone(),
            kind: lane.kind,
            spans: Vec::new(),
            polls: lane.skipped,
            marks: Vec::new(),
        };
        let state = match lane.kind {
            LaneKind::Future => State::Inert,
            LaneKind::Task | LaneKind::Thread => State::Ready,
        };
        let since = Duration::ZERO;
        Self { row, end, state, since, deadline: None, woken: false, over: false }
    }

    fn read(mut self, events: &[Event], index: usize) -> Row {
        for event in events.iter().filter(|event| event.lane == index) {
            self.step(event);
        }
        if !self.over {
            self.enter(self.state, self.end);
        }
        self.row
    }

    fn step(&mut self, event: &Event) {
        let at = event.at;
        match &event.kind {
            Kind::Created => self.since = at,
            Kind::PollStarted => {
                self.woken = false;
                self.row.polls += 1;
                self.enter(self.busy(State::Running), at);
                self.deadline = self.deadline.filter(|deadline| *deadline > at);
            }
            Kind::PollEnded(outcome) => self.poll_ended(*outcome, at),
            Kind::Woken(_) if self.state == State::Waiting => {
                self.enter(State::Ready, at);
            }
            Kind::Woken(_) => self.woken = true,
            Kind::TimerSet { deadline } => self.deadline = Some(*deadline),
            Kind::BlockStarted => self.enter(self.busy(State::Blocking), at),
            Kind::BlockEnded => self.enter(self.busy(State::Running), at),
            Kind::Dropped => self.finish(MarkKind::Dropped, at),
        }
    }

    /// L'état d'une ligne occupée : un thread à part ne prive personne de la main.
    fn busy(&self, state: State) -> State {
        if self.row.kind == LaneKind::Thread { State::OwnThread } else { state }
    }

    fn poll_ended(&mut self, outcome: Outcome, at: Duration) {
        match outcome {
            Outcome::Pending => {
                self.enter(
                    if self.woken { State::Ready } else { State::Waiting },
                    at,
                );
                self.mark(MarkKind::Polled, at);
            }
            Outcome::Ready => self.finish(MarkKind::Finished, at),
            Outcome::Panicked => self.finish(MarkKind::Dropped, at),
        }
    }

    fn finish(&mut self, kind: MarkKind, at: Duration) {
        if !self.over {
            self.enter(self.state, at);
            self.mark(kind, at);
            self.over = true;
        }
    }

    fn mark(&mut self, kind: MarkKind, at: Duration) {
        let mark = Mark { at, kind };
        if self.row.marks.last() != Some(&mark) {
            self.row.marks.push(mark);
        }
    }

    /// Ferme l'état en cours et passe au suivant.
    ///
    /// Une attente dont l'échéance est passée s'est arrêtée à l'échéance : depuis, la
    /// ligne était prête et n'avait pas la main.
    fn enter(&mut self, next: State, at: Duration) {
        match self.deadline {
            Some(deadline) if self.state == State::Waiting && deadline < at => {
                self.close(State::Waiting, deadline);
                self.close(State::Ready, at);
            }
            _ => self.close(self.state, at),
        }
        self.state = next;
    }

    fn close(&mut self, state: State, to: Duration) {
        let span = Span { from: self.since, to, state };
        if (to.saturating_sub(self.since)) * 200 > self.end {
            match self.row.spans.last_mut() {
                Some(last) if last.state == state && last.to == span.from => {
                    last.to = to
                }
                _ => self.row.spans.push(span),
            }
        }
        self.since = to.max(self.since);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(tenths: u64) -> Duration {
        Duration::from_millis(tenths * 100)
    }

    fn read(kind: LaneKind, events: &[(u64, Kind)]) -> Row {
        let lane = Lane::new("a", kind);
        let events: Vec<_> = events
            .iter()
            .map(|(date, kind)| Event { at: at(*date), lane: 0, kind: kind.clone() })
            .collect();
        let end = events.iter().map(|event| event.at).max().unwrap();
        Reading::new(&lane, end).read(&events, 0)
    }

    fn states(row: &Row) -> Vec<(u64, u64, State)> {
        let tenths = |date: Duration| u64::try_from(date.as_millis()).unwrap() / 100;
        row.spans.iter().map(|s| (tenths(s.from), tenths(s.to), s.state)).collect()
    }

    #[test]
    fn entre_son_echeance_et_son_tour_une_ligne_est_prete_sans_la_main() {
        let row = read(
            LaneKind::Future,
            &[
                (0, Kind::Created),
                (0, Kind::PollStarted),
                (0, Kind::TimerSet { deadline: at(5) }),
                (0, Kind::PollEnded(Outcome::Pending)),
                (15, Kind::Woken(Waker::Runtime)),
                (15, Kind::PollStarted),
                (15, Kind::BlockStarted),
                (25, Kind::BlockEnded),
                (25, Kind::PollEnded(Outcome::Ready)),
            ],
        );
        let expected = [
            (0, 5, State::Waiting),
            (5, 15, State::Ready),
            (15, 25, State::Blocking),
        ];
        assert_eq!(states(&row), expected);
        assert_eq!(row.marks.last().unwrap().kind, MarkKind::Finished);
    }

    #[test]
    fn interroger_trop_tot_ne_change_pas_l_echeance() {
        let row = read(
            LaneKind::Future,
            &[
                (0, Kind::PollStarted),
                (0, Kind::TimerSet { deadline: at(5) }),
                (0, Kind::PollEnded(Outcome::Pending)),
                (3, Kind::PollStarted),
                (3, Kind::PollEnded(Outcome::Pending)),
                (8, Kind::PollStarted),
                (8, Kind::PollEnded(Outcome::Ready)),
            ],
        );
        assert_eq!(states(&row), [(0, 5, State::Waiting), (5, 8, State::Ready)]);
        assert_eq!(row.marks.len(), 3);
    }

    #[test]
    fn une_future_est_inerte_une_tache_est_prete() {
        let events =
            [(0, Kind::Created), (4, Kind::PollStarted), (4, Kind::Dropped)];
        assert_eq!(states(&read(LaneKind::Future, &events)), [(0, 4, State::Inert)]);
        assert_eq!(states(&read(LaneKind::Task, &events)), [(0, 4, State::Ready)]);
    }

    #[test]
    fn un_reveil_pendant_l_appel_laisse_la_ligne_prete() {
        let row = read(
            LaneKind::Task,
            &[
                (0, Kind::Created),
                (0, Kind::PollStarted),
                (0, Kind::Woken(Waker::Lane(0))),
                (0, Kind::PollEnded(Outcome::Pending)),
                (2, Kind::PollStarted),
                (2, Kind::PollEnded(Outcome::Ready)),
            ],
        );
        assert_eq!(states(&row), [(0, 2, State::Ready)]);
    }
}
