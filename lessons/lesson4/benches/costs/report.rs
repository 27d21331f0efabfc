//! Le tableau des mesures, et ce que nous visons.

use std::fmt::Write;
use std::time::Duration;

use crate::machine;
use crate::workloads::Workload;

/// Toutes les mesures d'une série.
pub struct Report {
    load: f64,
    runs: usize,
    /// Les bibliothèques comparées, chacune avec sa version.
    pub versions: Vec<String>,
    costs: Vec<(Workload, Samples<f64>)>,
    echoes: Vec<(usize, Samples<Echo>)>,
    idle: Samples<f64>,
}

/// Les mesures de chaque moteur, par son nom.
type Samples<T> = Vec<(String, Vec<T>)>;

/// Ce qu'un serveur d'écho a tenu.
#[derive(Clone, Copy)]
pub struct Echo {
    pub per_second: f64,
    pub p50: Duration,
    pub p99: Duration,
    /// Le temps de processeur que prend une requête au serveur.
    pub cpu: Duration,
}

const OURS: &str = "v8";
const STAGES: [&str; 3] = ["v4", "v6", "v7"];

impl Report {
    pub fn new(load: f64, runs: usize) -> Self {
        let mut versions: Vec<String> =
            ["tokio", "smol", "futures"].map(locked_version).into();
        versions
            .extend(machine::output("rustc", &["--version"]).map(|rustc| {
                rustc.split(' ').take(2).collect::<Vec<_>>().join(" ")
            }));
        let (costs, echoes, idle) = Default::default();
        Self { load, runs, versions, costs, echoes, idle }
    }

    pub fn add(&mut self, workload: Workload, costs: Vec<(String, f64)>) {
        merge(entry(&mut self.costs, workload), costs);
    }

    pub fn add_echo(&mut self, connections: usize, echoes: Vec<(String, Echo)>) {
        merge(entry(&mut self.echoes, connections), echoes);
    }

    pub fn add_idle(&mut self, bytes: impl Iterator<Item = (String, f64)>) {
        merge(&mut self.idle, bytes);
    }
}

/// Lit dans `Cargo.lock` la version d'une bibliothèque.
fn locked_version(name: &str) -> String {
    let lock = include_str!("../../../../Cargo.lock");
    let package = lock.split("[[package]]").find(|package| {
        package.lines().any(|line| line == format!("name = \"{name}\""))
    });
    let version = package.and_then(|package| package.split('"').nth(3));
    format!("{name} {}", version.unwrap_or("inconnue"))
}

fn entry<K: PartialEq, T>(
    rows: &mut Vec<(K, Samples<T>)>,
    key: K,
) -> &mut Samples<T> {
    let index = rows.iter().position(|row| row.0 == key).unwrap_or(rows.len());
    if index == rows.len() {
        rows.push((key, Vec::new()));
    }
    &mut rows[index].1
}

fn merge<T>(samples: &mut Samples<T>, run: impl IntoIterator<Item = (String, T)>) {
    for (name, value) in run {
        match samples.iter_mut().find(|sample| sample.0 == name) {
            Some(sample) => sample.1.push(value),
            None => samples.push((name, vec![value])),
        }
    }
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn cost(samples: &Samples<f64>, name: &str) -> Option<f64> {
    let (_, values) = samples.iter().find(|sample| sample.0 == name)?;
    Some(median(values.iter().copied()))
}

// ANCHOR: markdown
impl Report {
    /// Renvoie les tableaux, et ce qu'il faut pour les comprendre.
    pub fn markdown(&self) -> String {
        let mut text = String::new();
        self.write_costs(&mut text);
        self.write_stages(&mut text);
        self.write_echoes(&mut text);
        self.write_conditions(&mut text);
        text
    }

    fn write_costs(&self, text: &mut String) {
        let Some((_, first)) = self.costs.first() else { return };
        let names = first.iter().map(|sample| sample.0.as_str());
        let others: Vec<_> =
            names.filter(|name| *name != OURS && !STAGES.contains(name)).collect();
        let mut header = vec!["travail".into(), "notre moteur".into()];
        header.extend(others.iter().map(|name| (*name).into()));
        write_row(text, &header);
        write_row(text, &vec!["---".into(); header.len()]);
        for (workload, samples) in &self.costs {
            let ours = cost(samples, OURS).unwrap_or(f64::NAN);
            let unit = workload.unit();
            let mut row =
                vec![workload.title().into(), format!("{} {unit}", decimal(ours))];
            row.extend(others.iter().map(|name| {
                cost(samples, name).map_or("–".into(), |cost| {
                    format!("× {}", decimal(cost / ours))
                })
            }));
            write_row(text, &row);
        }
    }

    fn write_stages(&self, text: &mut String) {
        if self.costs.is_empty() {
            return;
        }
        text.push_str("\nÉtape par étape :\n\n");
        let header = ["travail", "v4", "v6", "v7", "v8"].map(String::from);
        write_row(text, &header);
        write_row(
            text,
            &["---".into(), "---".into(), "---".into(), "---".into(), "---".into()],
        );
        for (workload, samples) in &self.costs {
            let stages = STAGES.iter().chain([&OURS]).map(|name| {
                cost(samples, name).map_or("–".into(), |cost| {
                    format!("{} {}", decimal(cost), workload.unit())
                })
            });
            let row: Vec<String> =
                [workload.title().into()].into_iter().chain(stages).collect();
            write_row(text, &row);
        }
    }

    fn write_echoes(&self, text: &mut String) {
        for (connections, samples) in &self.echoes {
            let connections = decimal(*connections as f64);
            let _ =
                writeln!(text, "\nÉcho de 64 octets, {connections} connexions :\n");
            let header =
                ["serveur", "requêtes/s", "p50", "p99", "processeur par requête"];
            write_row(text, &header.map(String::from));
            write_row(text, &header.map(|_| "---".into()));
            for (name, echoes) in samples {
                let of = |field: fn(&Echo) -> f64| median(echoes.iter().map(field));
                let micros = |field: fn(&Echo) -> Duration| {
                    let micros = echoes
                        .iter()
                        .map(|echo| field(echo).as_nanos() as f64 / 1e3);
                    format!("{} µs", decimal(median(micros)))
                };
                write_row(
                    text,
                    &[
                        title(name).into(),
                        decimal(of(|echo| echo.per_second)),
                        micros(|echo| echo.p50),
                        micros(|echo| echo.p99),
                        micros(|echo| echo.cpu),
                    ],
                );
            }
        }
        if self.idle.is_empty() {
            return;
        }
        text.push_str("\nUne connexion sans trafic, parmi 10 000 :\n\n");
        write_row(text, &["serveur", "mémoire du serveur"].map(String::from));
        write_row(text, &["---", "---"].map(String::from));
        for (name, bytes) in &self.idle {
            let bytes = median(bytes.iter().copied());
            write_row(
                text,
                &[title(name).into(), format!("{} octets", decimal(bytes))],
            );
        }
    }

    fn write_conditions(&self, text: &mut String) {
        let date = machine::output("date", &["+%d/%m/%Y"]).unwrap_or_default();
        let runs = self.runs;
        let _ = writeln!(
            text,
            "\nMachine : {}.\nVersions : {}.\nLe {date}, médianes de {runs} mesures \
             entrelacées, charge moyenne de {} au départ.",
            machine::describe(),
            self.versions.join(", "),
            decimal(self.load),
        );
    }
}

fn write_row(text: &mut String, cells: &[String]) {
    let _ = writeln!(text, "| {} |", cells.join(" | "));
}

fn title(name: &str) -> &str {
    match name {
        OURS => "notre moteur",
        "epoll" => "epoll, sans moteur",
        name => name,
    }
}

/// Écrit un nombre comme en français, avec deux chiffres qui comptent au moins.
fn decimal(value: f64) -> String {
    if value < 10.0 {
        return format!("{value:.1}").replace('.', ",");
    }
    let digits = format!("{value:.0}");
    let groups = digits.as_bytes().rchunks(3).rev();
    let groups: Vec<_> = groups.map(String::from_utf8_lossy).collect();
    groups.join(" ")
}
// ANCHOR_END: markdown

// ANCHOR: targets
impl Report {
    /// Compare aux cibles : une part du coût de tokio, et du débit d'epoll.
    pub fn targets(&self) -> String {
        let mut text = String::new();
        for (workload, samples) in &self.costs {
            let ratio = cost(samples, OURS)
                .zip(cost(samples, "tokio"))
                .map(|(ours, tokio)| ours / tokio);
            if let (Some(ratio), Some(target)) = (ratio, workload.target()) {
                write_target(&mut text, workload.title(), ratio, target);
            }
        }
        for (connections, samples) in &self.echoes {
            let of = |name, field: fn(&Echo) -> f64| {
                let (_, echoes) = samples.iter().find(|sample| sample.0 == name)?;
                Some(median(echoes.iter().map(field)))
            };
            let cost = |echo: &Echo| 1.0 / echo.per_second;
            let p99 = |echo: &Echo| echo.p99.as_secs_f64();
            for (what, other, field, target) in [
                (
                    "écho, temps par requête",
                    "epoll",
                    cost as fn(&Echo) -> f64,
                    1.0 / 0.97,
                ),
                ("écho, p99", "tokio", p99, 1.0),
            ] {
                if let Some((ours, other)) = of(OURS, field).zip(of(other, field)) {
                    let what = format!("{what}, {connections} connexions");
                    write_target(&mut text, &what, ours / other, target);
                }
            }
        }
        if let Some((ours, tokio)) =
            cost(&self.idle, OURS).zip(cost(&self.idle, "tokio"))
        {
            write_target(&mut text, "connexion sans trafic", ours / tokio, 1.0);
        }
        text
    }
}

fn write_target(text: &mut String, what: &str, ratio: f64, target: f64) {
    let verdict = if ratio <= target { "tenu  " } else { "MANQUÉ" };
    let _ = writeln!(text, "{verdict} {what} : {ratio:.2} pour {target:.2} au plus");
}
// ANCHOR_END: targets
