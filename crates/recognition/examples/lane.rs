//! Walks a person up to a lane again and again along a video: how often they are known, how soon, and how
//! often they are not.
//!
//!     ffmpeg -i VIDEO -vf fps=10,scale=640:-2 -q:v 3 FOLDER/%05d.jpg
//!     cargo run -p recognition --example lane -- FOLDER [FOLDER OF SOMEONE ELSE]
//!
//! Three frames of the first two seconds enrol; from the fourth second on a sighting begins every two seconds.
//! The person of a second folder, not enrolled, walks up as well.

use std::path::{Path, PathBuf};

use recognition::{
    Ask, EnrolRules, Gallery, Limits, Options, Outcome, Picture, Policy, Recognizer, Sighting,
};

type Failure = Box<dyn std::error::Error>;

fn frames(folder: &str) -> Result<Vec<PathBuf>, Failure> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .collect();
    files.sort();
    Ok(files)
}

fn main() -> Result<(), Failure> {
    let models = std::env::var("SITEWARDEN_MODELS").unwrap_or_else(|_| ".models".to_owned());
    let recognizer = Recognizer::load(Path::new(&models), &Options::default())?;
    let folders: Vec<String> = std::env::args().skip(1).collect();
    let Some(first) = folders.first() else {
        return Err("a folder of frames is needed".into());
    };
    let own = frames(first)?;
    let read = |file: &PathBuf| Ok::<_, Failure>(Picture::decode(&std::fs::read(file)?, &Limits::UPLOAD)?);
    let pictures: Vec<_> = own
        .iter()
        .step_by(10)
        .take(3)
        .map(|file| read(file).map(Ok))
        .collect::<Result<_, _>>()?;
    let enrolled = recognizer.enrol(&pictures, &EnrolRules::default(), &Gallery::new(), &0_u32)?;
    println!(
        "enrolled: liveness {:.2}, agreement {:.2}",
        enrolled.liveness, enrolled.agreement
    );
    let mut gallery = Gallery::new();
    gallery.put(0_u32, &enrolled.template);
    for folder in &folders {
        let files = frames(folder)?;
        let (mut answers, mut scores, mut looks) = (std::collections::BTreeMap::new(), vec![], vec![]);
        for start in (40..files.len().saturating_sub(20)).step_by(20) {
            let mut lane = Sighting::new(Policy::for_roster(gallery.len()));
            let mut settled = "nothing yet after two seconds";
            for (i, file) in files[start..start + 20].iter().enumerate() {
                let seen = recognizer.see(&read(file)?)?;
                let answer = lane.feed(i as u64 * 100, &seen, Ask::WhoIs(&gallery));
                settled = match answer.outcome {
                    Outcome::Known { score, .. } => {
                        scores.push(score);
                        "known"
                    }
                    Outcome::Unknown { best } => {
                        scores.extend(best);
                        "unknown"
                    }
                    Outcome::NotLive { .. } => "not live",
                    Outcome::Uncertain { .. } => "uncertain",
                    _ => continue,
                };
                looks.push(i + 1);
                break;
            }
            *answers.entry(settled).or_insert(0) += 1;
        }
        scores.sort_by(f32::total_cmp);
        looks.sort_unstable();
        let range = scores.first().zip(scores.last());
        println!(
            "{folder}: {answers:?}, scores {range:.2?}, frames needed: median {:?}",
            looks.get(looks.len() / 2)
        );
    }
    Ok(())
}
