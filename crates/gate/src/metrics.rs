//! What the gate counts and measures, for Prometheus. No label names a person.

use std::time::Duration;

use domain::verdict::{Answer, Ground};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use crate::wire::{Spent, Status};

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct VerdictLabels {
    answer: &'static str,
    ground: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct StageLabels {
    stage: &'static str,
}

/// The gate's counters.
pub(crate) struct Metrics {
    registry: Registry,
    verdicts: Family<VerdictLabels, Counter>,
    stages: Family<StageLabels, Histogram>,
    took: Histogram,
    unrecorded: Counter,
    pages_refused: Counter,
    frames_failed: Counter,
    line_up: Gauge,
    queue: Gauge,
    people: Gauge,
    faces: Gauge,
    roster_age: Gauge,
}

impl Metrics {
    pub(crate) fn new() -> Self {
        let metrics = Self {
            registry: Registry::with_prefix("sitewarden_gate"),
            verdicts: Family::default(),
            stages: Family::new_with_constructor(|| Histogram::new(STAGE_SECONDS)),
            took: Histogram::new(TOOK_SECONDS),
            unrecorded: Counter::default(),
            pages_refused: Counter::default(),
            frames_failed: Counter::default(),
            line_up: Gauge::default(),
            queue: Gauge::default(),
            people: Gauge::default(),
            faces: Gauge::default(),
            roster_age: Gauge::default(),
        };
        metrics.registered()
    }

    fn registered(mut self) -> Self {
        let registry = &mut self.registry;
        registry.register(
            "verdicts",
            "Answers given, by answer and gravest ground",
            self.verdicts.clone(),
        );
        registry.register(
            "frame_stage_seconds",
            "Time one frame took, by stage",
            self.stages.clone(),
        );
        registry.register(
            "verdict_seconds",
            "From the first usable frame to the verdict",
            self.took.clone(),
        );
        registry.register(
            "unrecorded",
            "Verdicts that could not be written down at once",
            self.unrecorded.clone(),
        );
        registry.register(
            "roster_pages_refused",
            "Roster pages not trusted",
            self.pages_refused.clone(),
        );
        registry.register(
            "frames_failed",
            "Frames that could not be read or looked at",
            self.frames_failed.clone(),
        );
        registry.register(
            "line_up",
            "Whether the platform answered last",
            self.line_up.clone(),
        );
        registry.register("queue", "Passages waiting to be sent", self.queue.clone());
        registry.register("roster_people", "People on the roster", self.people.clone());
        registry.register("roster_faces", "Faces on the roster", self.faces.clone());
        registry.register(
            "roster_age_seconds",
            "Age of the roster; -1 when there is none",
            self.roster_age.clone(),
        );
        self
    }

    pub(crate) fn verdict(&self, answer: Answer, gravest: &Ground, took: Duration, recorded: bool) {
        let labels = VerdictLabels {
            answer: answer.word(),
            ground: gravest.code(),
        };
        self.verdicts.get_or_create(&labels).inc();
        self.took.observe(took.as_secs_f64());
        if !recorded {
            self.unrecorded.inc();
        }
    }

    pub(crate) fn frame(&self, spent: &Spent) {
        for (stage, ms) in [
            ("decode", spent.decode),
            ("detect", spent.detect),
            ("align", spent.align),
            ("liveness", spent.liveness),
            ("embed", spent.embed),
            ("search", spent.search),
            ("judge", spent.judge),
        ] {
            if ms > 0.0 {
                self.stages
                    .get_or_create(&StageLabels { stage })
                    .observe(ms / 1000.0);
            }
        }
    }

    pub(crate) fn frame_failed(&self) {
        self.frames_failed.inc();
    }

    pub(crate) fn page_refused(&self) {
        self.pages_refused.inc();
    }

    /// The text that Prometheus reads, with the gauges as the gate is now.
    pub(crate) fn text(&self, status: &Status) -> String {
        self.line_up.set(i64::from(status.line == "up"));
        self.queue.set(i64::try_from(status.queue).unwrap_or(i64::MAX));
        self.people.set(status.people as i64);
        self.faces.set(status.faces as i64);
        self.roster_age.set(status.roster_age_seconds.unwrap_or(-1));
        let mut text = String::new();
        // Writing to a string fails for want of memory alone.
        let _ = encode(&mut text, &self.registry);
        text
    }
}

/// Around the stages' usual times: 2 to 25 ms.
const STAGE_SECONDS: [f64; 10] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.02, 0.04, 0.08, 0.2, 1.0];
/// Around the aim: several frames within the time of a step.
const TOOK_SECONDS: [f64; 9] = [0.01, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 8.0];
