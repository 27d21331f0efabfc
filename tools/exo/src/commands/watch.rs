//! `cargo exo guetter` : revérifier à chaque enregistrement.

use std::fs;
use std::io::{BufRead as _, stdin};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result};
use exercise::{Exercise, Judgement, kill_all};
use notify::{RecommendedWatcher, RecursiveMode, Watcher as _};
use terminal::{complain, line, write};

use super::{hint, list};
use crate::check;
use crate::session::Session;
use crate::show::{self, to_open};

/// Ce qu'un éditeur met à écrire un fichier en plusieurs gestes.
const SETTLE: Duration = Duration::from_millis(30);
const HELP: &str = "Guette vos enregistrements. i indice, s suivant, l liste, q quitter, \
    puis Entrée.";

enum Event {
    Changed,
    Typed(String),
    Closed,
    Checked(u64, Result<Judgement>),
}

struct Watch<'a> {
    session: &'a mut Session,
    exercise: Exercise,
    watcher: RecommendedWatcher,
    watched: PathBuf,
    sender: Sender<Event>,
    /// Vrai si un changement est annoncé et pas encore regardé.
    waiting: Arc<AtomicBool>,
    /// Le contenu vérifié en dernier : relire un fichier n'est pas l'enregistrer.
    seen: Option<Vec<u8>>,
    /// Le rang de la vérification en cours ; les précédentes ne comptent plus.
    rank: u64,
}

pub(super) fn run(session: &mut Session) -> Result<ExitCode> {
    let Some(exercise) = session.current() else {
        line("Tous les exercices sont résolus : rien à guetter.");
        return Ok(ExitCode::SUCCESS);
    };
    let (sender, events) = channel();
    listen_to_keyboard(sender.clone());
    let waiting = Arc::new(AtomicBool::new(false));
    let watcher = notify::recommended_watcher(announce(&sender, &waiting))
        .context("les fichiers ne peuvent pas être surveillés")?;
    let watched = PathBuf::new();
    let mut watch = Watch {
        session,
        exercise,
        watcher,
        watched,
        sender,
        waiting,
        seen: None,
        rank: 0,
    };
    line(HELP);
    watch.start()?;
    watch.follow(&events)?;
    kill_all();
    Ok(ExitCode::SUCCESS)
}

/// Annonce un changement, une fois pour toute une rafale ; lire n'en est pas un.
fn announce(
    sender: &Sender<Event>,
    waiting: &Arc<AtomicBool>,
) -> impl Fn(notify::Result<notify::Event>) + use<> {
    let (sender, waiting) = (sender.clone(), Arc::clone(waiting));
    move |event| {
        let is_read = event.is_ok_and(|event| event.kind.is_access());
        if !is_read && !waiting.swap(true, Ordering::SeqCst) {
            let _ = sender.send(Event::Changed);
        }
    }
}

fn listen_to_keyboard(sender: Sender<Event>) {
    thread::spawn(move || {
        for typed in stdin().lock().lines() {
            let Ok(typed) = typed else { break };
            if sender.send(Event::Typed(typed.trim().to_owned())).is_err() {
                return;
            }
        }
        let _ = sender.send(Event::Closed);
    });
}

impl Watch<'_> {
    fn follow(&mut self, events: &Receiver<Event>) -> Result<()> {
        while let Ok(event) = events.recv() {
            let more = match event {
                Event::Changed => {
                    thread::sleep(SETTLE);
                    self.waiting.store(false, Ordering::SeqCst);
                    self.look();
                    true
                }
                Event::Checked(rank, judgement) => {
                    self.answer(rank, judgement)?;
                    true
                }
                Event::Typed(word) => self.obey(&word)?,
                Event::Closed => false,
            };
            if !more {
                break;
            }
        }
        Ok(())
    }

    /// Présente l'exercice et guette son dossier.
    fn start(&mut self) -> Result<()> {
        self.session.choose(&self.exercise)?;
        self.seen = None;
        self.rank += 1;
        line(&format!("\n{}", show::title(&self.exercise, self.session.style)));
        write(&to_open(self.session, &self.exercise));
        let work = self.session.folder.work(&self.exercise);
        let folder = work.parent().map(PathBuf::from).unwrap_or_default();
        // Le dossier d'avant a pu disparaître : rien à cesser de guetter.
        let _ = self.watcher.unwatch(&self.watched);
        self.watcher
            .watch(&folder, RecursiveMode::NonRecursive)
            .with_context(|| format!("{} ne se surveille pas", folder.display()))?;
        self.watched = folder;
        // L'essai suivant n'attendra pas ces bibliothèques.
        self.session.toolbox(&self.exercise)?;
        if self.session.folder.is_touched(&self.exercise) {
            self.look();
        } else {
            self.seen = fs::read(work).ok();
        }
        Ok(())
    }

    /// Lance une vérification si le contenu a changé ; la précédente est abandonnée.
    fn look(&mut self) {
        let content = fs::read(self.session.folder.work(&self.exercise)).ok();
        if content.is_none() || content == self.seen {
            return;
        }
        self.seen = content;
        self.rank += 1;
        kill_all();
        let Ok(toolbox) = self.session.toolbox(&self.exercise) else { return };
        if let Err(error) = check::readable(&self.session.folder, &self.exercise) {
            return complain(&format!("{error:#}"));
        }
        let (rank, sender) = (self.rank, self.sender.clone());
        let (folder, exercise) =
            (self.session.folder.clone(), self.exercise.clone());
        let color = check::wants_color(self.session.style);
        thread::spawn(move || {
            let judgement = check::check(&folder, &exercise, &toolbox, color);
            let _ = sender.send(Event::Checked(rank, judgement));
        });
    }

    /// Montre un jugement, et passe au suivant si l'exercice est résolu.
    fn answer(&mut self, rank: u64, judgement: Result<Judgement>) -> Result<()> {
        if rank != self.rank {
            return Ok(());
        }
        let judgement = match judgement {
            Ok(judgement) => judgement,
            Err(error) => {
                complain(&format!("{error:#}"));
                return Ok(());
            }
        };
        self.session.note(&self.exercise, &judgement)?;
        let text = show::judgement(&self.exercise, &judgement, self.session.style);
        write(&format!("\n{text}"));
        if judgement.is_solved() { self.next() } else { Ok(()) }
    }

    fn next(&mut self) -> Result<()> {
        match self.session.next_after(&self.exercise) {
            Some(next) => {
                self.exercise = next;
                self.start()
            }
            None => {
                line(
                    "Il n'y a plus d'autre exercice à résoudre. Pour rendre : cargo exo rendre",
                );
                Ok(())
            }
        }
    }

    /// Exécute une commande tapée ; renvoie faux s'il faut s'arrêter.
    fn obey(&mut self, word: &str) -> Result<bool> {
        match word {
            "q" => return Ok(false),
            "i" => hint::give(self.session, &self.exercise)?,
            "l" => list::show(self.session),
            "s" => self.next()?,
            "" => {}
            _ => line(HELP),
        }
        Ok(true)
    }
}
