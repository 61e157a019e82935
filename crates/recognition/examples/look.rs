//! Prints what the recogniser sees in picture files: `cargo run -p recognition --example look -- FILE…`
//!
//! The folder of models is taken from `SITEWARDEN_MODELS`, else `.models`.

use std::path::Path;

use recognition::{Demands, Limits, Options, Picture, Recognizer};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let models = std::env::var("SITEWARDEN_MODELS").unwrap_or_else(|_| ".models".to_owned());
    let recognizer = Recognizer::load(Path::new(&models), &Options::default())?;
    let mut looks = Vec::new();
    for file in std::env::args().skip(1) {
        let name = Path::new(&file)
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let picture = match Picture::decode(&std::fs::read(&file)?, &Limits::UPLOAD) {
            Ok(picture) => picture,
            Err(error) => {
                println!("{name}: {error}");
                continue;
            }
        };
        let faces = recognizer.faces(&picture)?;
        println!("{name}: {picture:?}, faces {}", faces.len());
        for face in faces.iter().take(3) {
            let Some(quality) = recognizer.quality(&picture, face) else {
                continue;
            };
            let Some(look) = recognizer.embed_twice(&picture, face)? else {
                continue;
            };
            let live = recognizer.liveness(&picture, face)?;
            println!(
                "  score {:.2} width {:.0} inside {:.2} yaw {:+.0} nod {:+.2} light {:.0} burnt {:.2} sharp {:.2} \
                 live {live:.2} gate {:?} enrol {:?}",
                face.score,
                quality.width,
                quality.inside,
                quality.yaw,
                quality.nod,
                quality.brightness,
                quality.burnt,
                quality.sharpness,
                quality.falls_short(&Demands::GATE),
                quality.falls_short(&Demands::ENROLMENT),
            );
            looks.push((name.clone(), look));
        }
    }
    for (i, (name, look)) in looks.iter().enumerate() {
        let row: Vec<String> = looks
            .iter()
            .map(|(_, other)| format!("{:+.2}", look.cosine(other)))
            .collect();
        println!("{i:>3} {name:<24} {}", row.join(" "));
    }
    Ok(())
}
