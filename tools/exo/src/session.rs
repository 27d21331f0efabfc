//! Une commande en cours : le cours, le dossier, l'état.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Result, bail};
use exercise::{Catalogue, Exercise, Judgement, Toolbox};
use terminal::{complain, line, visible};

use crate::check;
use crate::folder::Folder;
use crate::near::nearest;
use crate::place;
use crate::state::{self, Found, State};
use crate::style::Style;

/// Tout ce dont une commande a besoin.
pub(crate) struct Session {
    /// Les exercices du cours.
    pub(crate) catalogue: Catalogue,
    /// Le dossier de l'apprenant.
    pub(crate) folder: Folder,
    /// Où il en est.
    pub(crate) state: State,
    /// La façon de mettre en valeur.
    pub(crate) style: Style,
    /// Vrai si le dossier vient d'être créé.
    pub(crate) is_new: bool,
    /// Les bibliothèques déjà compilées, par crate vide.
    toolboxes: BTreeMap<String, Toolbox>,
}

impl Session {
    /// Trouve le cours et le dossier, crée ou met à jour ce dernier, relit l'état.
    ///
    /// # Errors
    ///
    /// Si le cours est introuvable ou le dossier impossible à écrire.
    pub(crate) fn open(asked: Option<&Path>) -> Result<Self> {
        let course = place::course()?;
        let folder = Folder { root: place::learner(&course, asked)? };
        let catalogue = Catalogue::load(&course);
        if catalogue.exercises.is_empty() {
            bail!("{} n'a aucun exercice", course.display());
        }
        let is_new = !folder.exists();
        for backup in folder.sync(&catalogue)? {
            line(&format!(
                "Le cours a changé ; votre version : {}",
                backup.display()
            ));
        }
        place::remember(&course, &folder.root)?;
        let style = Style::detect();
        let (state, toolboxes) = (State::default(), BTreeMap::new());
        let mut session =
            Self { catalogue, folder, state, style, is_new, toolboxes };
        session.load_state()?;
        Ok(session)
    }

    /// Relit l'état ; perdu ou illisible, le refait à partir des réponses.
    fn load_state(&mut self) -> Result<()> {
        match state::load(&self.folder.root)? {
            Found::Whole(state) => {
                self.state = state;
                return Ok(());
            }
            Found::Missing => {}
            Found::Broken(copy) => {
                let copy = copy.display();
                complain(&format!("L'état était illisible ; copie gardée : {copy}"));
            }
        }
        self.rebuild()
    }

    fn rebuild(&mut self) -> Result<()> {
        let all = self.catalogue.exercises.iter();
        let touched: Vec<Exercise> = all
            .filter(|exercise| self.folder.is_touched(exercise))
            .cloned()
            .collect();
        if !touched.is_empty() {
            let count = touched.len();
            complain(&format!("État refait à partir de vos réponses ({count})…"));
        }
        for exercise in touched {
            // Une réponse qui ne se vérifie pas n'empêche pas de retrouver les
            // autres.
            if let Err(error) = self.check(&exercise) {
                complain(&format!("{} : {error:#}", exercise.name));
            }
        }
        self.save()
    }

    /// Vérifie un exercice et retient ce qu'il a donné.
    ///
    /// # Errors
    ///
    /// Celles de [`check::readable`] et de [`check::check`].
    pub(crate) fn check(&mut self, exercise: &Exercise) -> Result<Judgement> {
        check::readable(&self.folder, exercise)?;
        let toolbox = self.toolbox(exercise)?;
        let color = check::wants_color(self.style);
        let judgement = check::check(&self.folder, exercise, &toolbox, color)?;
        self.note(exercise, &judgement)?;
        Ok(judgement)
    }

    /// Retient ce qu'une vérification a donné.
    ///
    /// # Errors
    ///
    /// Si l'état ne peut pas être écrit.
    pub(crate) fn note(
        &mut self,
        exercise: &Exercise,
        judgement: &Judgement,
    ) -> Result<()> {
        let progress = self.state.entry(&exercise.name);
        progress.solved = judgement.is_solved();
        progress.marks = judgement.marks();
        self.save()
    }

    /// Renvoie les bibliothèques d'un exercice, compilées au plus une fois par
    /// commande.
    ///
    /// # Errors
    ///
    /// Ce que Cargo a dit.
    pub(crate) fn toolbox(&mut self, exercise: &Exercise) -> Result<Toolbox> {
        let name = Folder::supplies(exercise)?;
        if let Some(toolbox) = self.toolboxes.get(&name) {
            return Ok(toolbox.clone());
        }
        let toolbox = check::toolbox(&self.folder, exercise)?;
        self.toolboxes.insert(name, toolbox.clone());
        Ok(toolbox)
    }

    /// Cherche un exercice ; un nom presque juste est proposé.
    ///
    /// # Errors
    ///
    /// Si aucun exercice n'a ce nom.
    pub(crate) fn find(&self, name: &str) -> Result<Exercise> {
        if let Some(exercise) = self.catalogue.find(name) {
            return Ok(exercise.clone());
        }
        let names = self.catalogue.exercises.iter().map(|other| other.name.as_str());
        let hint = match nearest(name, names) {
            Some(near) => format!("vouliez-vous dire {near} ?"),
            None => "cargo exo liste les donne tous".to_owned(),
        };
        bail!("aucun exercice ne s'appelle « {} » ; {hint}", visible(name))
    }

    /// Renvoie l'exercice nommé, ou celui en cours.
    ///
    /// # Errors
    ///
    /// Si aucun exercice n'a ce nom, ou si tous sont résolus.
    pub(crate) fn chosen(&self, name: Option<&str>) -> Result<Exercise> {
        match name.map(|name| self.find(name)) {
            Some(found) => found,
            None => match self.current() {
                Some(exercise) => Ok(exercise),
                None => bail!("tous les exercices sont résolus ; nommez-en un"),
            },
        }
    }

    /// Renvoie l'exercice en cours : le dernier choisi, sinon le premier à résoudre.
    pub(crate) fn current(&self) -> Option<Exercise> {
        let current = self.state.current.as_deref();
        let current = current.and_then(|name| self.catalogue.find(name));
        let is_open = |exercise: &&Exercise| !self.state.of(&exercise.name).solved;
        let found = current.filter(is_open).or_else(|| {
            let from = current.map_or(0, |exercise| self.rank(exercise));
            let (before, after) = self.catalogue.exercises.split_at(from);
            after.iter().chain(before).find(is_open)
        });
        found.cloned()
    }

    /// Renvoie l'exercice à résoudre après celui-ci, en revenant au début s'il le
    /// faut.
    pub(crate) fn next_after(&self, exercise: &Exercise) -> Option<Exercise> {
        let (before, after) = self.catalogue.exercises.split_at(self.rank(exercise));
        let others = after.iter().skip(1).chain(before);
        let is_open = |other: &&Exercise| !self.state.of(&other.name).solved;
        others.into_iter().find(is_open).cloned()
    }

    /// Choisit l'exercice en cours.
    ///
    /// # Errors
    ///
    /// Si l'état ne peut pas être écrit.
    pub(crate) fn choose(&mut self, exercise: &Exercise) -> Result<()> {
        self.state.current = Some(exercise.name.clone());
        self.save()
    }

    /// Écrit l'état.
    ///
    /// # Errors
    ///
    /// Si le dossier ne peut pas être écrit.
    pub(crate) fn save(&self) -> Result<()> {
        self.state.save(&self.folder.root)
    }

    fn rank(&self, exercise: &Exercise) -> usize {
        let mut all = self.catalogue.exercises.iter();
        all.position(|other| other.name == exercise.name).unwrap_or_default()
    }
}
