//! Many people's pictures in one archive, each named by its person's document number: what came of each picture is told,
//! nothing of the pictures is kept. Whoever was enrolled before the line broke stays so, and sending it again changes
//! nothing for them.

use std::collections::BTreeMap;

use domain::face::FaceState;
use domain::id::{PersonId, SiteId};
use domain::language::{Language, Words};
use domain::rights::Right;
use recognition::{EnrolRules, Gallery};
use tokio::sync::OwnedSemaphorePermit;

use super::archive::{Archive, File, NotTaken};
use super::{Leave, MOST_PICTURES, named};
use crate::audit::About;
use crate::error::{Error, Result};
use crate::platform::{Caller, Platform};
use crate::sheet::{Format, ImportReport, Page, RowFault, written};

/// Leave to send an archive of a site's pictures; it is held until all is done with.
pub struct ImportLeave {
    site: SiteId,
    _place: OwnedSemaphorePermit,
}

/// What came of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Came {
    /// Its person is enrolled by it, or would be.
    Taken,
    /// Its person was enrolled before.
    Known,
    /// It will not do, and what to do.
    Refused(Words),
}

/// One run over an archive.
struct Run<'a> {
    caller: &'a Caller,
    site: SiteId,
    /// Whether it only says what would come of it.
    dry: bool,
    /// Elsewhere while a file is taken out of it.
    archive: Option<Archive>,
    /// Who would be enrolled by this trial, so that one face under two numbers is told of before it is for real.
    tried: Gallery<PersonId>,
    came: BTreeMap<usize, (String, Came)>,
    people: usize,
    known: usize,
}

impl Platform {
    /// Asks for leave to send an archive of pictures of a site's people. Ask before a single byte of it is taken in.
    pub async fn leave_to_import_faces(&self, caller: &Caller, site: SiteId) -> Result<ImportLeave> {
        let mut tx = self.store.read().await?;
        self.may_at_site(&mut tx, caller, Right::EnrolFaces, site).await?;
        drop(tx);
        Ok(ImportLeave {
            site,
            _place: self.faces_loaded()?.archive_place()?,
        })
    }

    /// Enrols everyone whose pictures are in an archive, or says only what would come of it. Rows of the report are
    /// pictures, `added` and `unchanged` are people.
    pub async fn import_faces(
        &self,
        caller: &Caller,
        leave: &ImportLeave,
        bytes: Vec<u8>,
        dry_run: bool,
    ) -> Result<ImportReport> {
        let opened = tokio::task::spawn_blocking(move || Archive::open(bytes));
        let (archive, listed) = opened.await.map_err(Error::internal)??;
        let mut run = Run {
            caller,
            site: leave.site,
            dry: dry_run,
            archive: Some(archive),
            tried: Gallery::new(),
            came: BTreeMap::new(),
            people: 0,
            known: 0,
        };
        let mut by_number: BTreeMap<String, Vec<File>> = BTreeMap::new();
        for file in listed {
            match file {
                Ok(file) => by_number.entry(named::number(&file.name)).or_default().push(file),
                Err((file, why)) => run.refuse([&file], &why.words()),
            }
        }
        if !dry_run {
            let about = About {
                site: Some(leave.site),
                ..About::default()
            };
            let mut tx = self.store.write().await?;
            self.record(&mut tx, caller, "face.import", about).await?;
            tx.commit().await?;
        }
        for (number, mut files) in by_number {
            files.sort_by(|a, b| a.name.cmp(&b.name));
            self.import_person(&mut run, &number, files).await?;
        }
        run.report(caller.language, self.local_now().date())
    }

    /// One person's pictures. What stands in the way of one person is told at their pictures and keeps nobody else out.
    async fn import_person(&self, run: &mut Run<'_>, number: &str, files: Vec<File>) -> Result<()> {
        let mut tx = self.store.read().await?;
        let found = named::person(&mut tx, run.site, number).await?;
        let person = match found {
            Ok(person) => person,
            Err(words) => {
                run.refuse(&files, &words);
                return Ok(());
            }
        };
        if matches!(
            self.face_state(&mut tx, person).await?,
            FaceState::Enrolled { .. }
        ) {
            run.known += 1;
            run.all(&files, &Came::Known);
            return Ok(());
        }
        drop(tx);
        let leave = match self.leave_to_enrol(run.caller, person).await {
            Ok(leave) => leave,
            Err(why) => return run.refuse_all(&files, why),
        };
        let (first, more) = files.split_at(files.len().min(MOST_PICTURES));
        let too_many = Words::new(
            format!("一个人最多 {MOST_PICTURES} 张，这张没有看"),
            format!("At most {MOST_PICTURES} pictures of one person; this one was not looked at."),
        );
        run.refuse(more, &too_many);
        let mut good = Vec::new();
        for file in first {
            match run.unpacked(file.clone()).await? {
                Ok(bytes) => good.push((file.clone(), bytes)),
                Err(why) => run.refuse([file], &why.words()),
            }
        }
        self.enrol_from(run, &leave, good).await
    }

    /// Enrols a person from what is good of their pictures.
    async fn enrol_from(
        &self,
        run: &mut Run<'_>,
        leave: &Leave<'_>,
        mut good: Vec<(File, Vec<u8>)>,
    ) -> Result<()> {
        while !good.is_empty() {
            let pictures = good.iter().map(|(_, bytes)| bytes.clone()).collect();
            let files: Vec<File> = good.iter().map(|(file, _)| file.clone()).collect();
            let template = match self.template(leave, pictures).await {
                Ok(template) => template,
                Err(Error::Invalid(faults)) => {
                    let places: Vec<Option<usize>> = faults.iter().map(|fault| place(&fault.field)).collect();
                    if places.contains(&None) {
                        return run.refuse_all(&files, Error::Invalid(faults));
                    }
                    for (fault, file) in faults
                        .iter()
                        .zip(places.iter().flatten().map(|at| files.get(*at)))
                    {
                        run.refuse(file, &fault.words);
                    }
                    let mut at = 0..;
                    good.retain(|_| !places.contains(&at.next()));
                    continue;
                }
                Err(why) => return run.refuse_all(&files, why),
            };
            let done = if run.dry {
                run.try_out(leave.person, &template)
                    .and(self.nobody_elses(leave, &template).await)
            } else {
                self.keep_face(run.caller, leave, &template).await.map(drop)
            };
            return match done {
                Ok(()) => {
                    run.people += 1;
                    run.all(&files, &Came::Taken);
                    Ok(())
                }
                Err(why) => run.refuse_all(&files, why),
            };
        }
        Ok(())
    }
}

/// The place of a picture that a fault is about: `pictures[1]`.
fn place(field: &str) -> Option<usize> {
    field.strip_prefix("pictures[")?.strip_suffix(']')?.parse().ok()
}

impl Run<'_> {
    /// Takes one file out of the archive, off the threads that answer requests.
    async fn unpacked(&mut self, file: File) -> Result<std::result::Result<Vec<u8>, NotTaken>> {
        let Some(mut archive) = self.archive.take() else {
            return Ok(Err(NotTaken::Unreadable));
        };
        let work = move || {
            let read = archive.read(&file);
            (archive, read)
        };
        let (archive, read) = tokio::task::spawn_blocking(work).await.map_err(Error::internal)?;
        self.archive = Some(archive);
        Ok(read)
    }

    fn try_out(&mut self, person: PersonId, template: &recognition::Template) -> Result<()> {
        let nearest = self.tried.search_others(template.embedding(), &person).best;
        if nearest.is_some_and(|other| other.score >= EnrolRules::default().duplicate) {
            return Err(super::enrolled_already());
        }
        self.tried.put(person, template);
        Ok(())
    }

    fn all(&mut self, files: &[File], came: &Came) {
        for file in files {
            self.came.insert(file.at, (file.name.clone(), came.clone()));
        }
    }

    fn refuse<'f>(&mut self, files: impl IntoIterator<Item = &'f File>, words: &Words) {
        for file in files {
            let came = Came::Refused(words.clone());
            self.came.insert(file.at, (file.name.clone(), came));
        }
    }

    /// Tells at a person's pictures what stood in the way; a failure of ours ends the run.
    fn refuse_all(&mut self, files: &[File], why: Error) -> Result<()> {
        let words = match why {
            Error::Conflict(words) | Error::Unavailable(words) => words,
            Error::Invalid(faults) => match faults.into_iter().next() {
                Some(fault) => fault.words,
                None => return Ok(()),
            },
            Error::Denied => Words::new(
                "这个人刚刚退场了，不用录",
                "This person has just left the site: there is nothing to enrol.",
            ),
            other => return Err(other),
        };
        self.refuse(files, &words);
        Ok(())
    }

    /// The report, with every picture and what came of it as a sheet. Of a person it says what the file's name said.
    fn report(self, language: Language, today: jiff::civil::Date) -> Result<ImportReport> {
        let (title, name) = match language {
            Language::Chinese => (["文件名", "结果"], "照片结果"),
            Language::English => (["File", "Result"], "Pictures"),
        };
        let mut rows = vec![title.map(str::to_owned).to_vec()];
        let mut faults = Vec::new();
        for (at, (file, came)) in &self.came {
            let words = came.words(self.dry);
            rows.push(vec![file.clone(), words.say(language).to_owned()]);
            if let Came::Refused(words) = came {
                faults.push(RowFault {
                    row: at + 1,
                    cell: Some(file.clone()),
                    field: "picture".into(),
                    words: words.clone(),
                });
            }
        }
        Ok(ImportReport {
            dry_run: self.dry,
            rows: self.came.len(),
            added: self.people,
            changed: 0,
            unchanged: self.known,
            unread_columns: Vec::new(),
            faults,
            error_sheet: Some(written(Format::Xlsx, &[Page { name, rows }], today)?),
        })
    }
}

impl Came {
    fn words(&self, dry_run: bool) -> Words {
        match self {
            Self::Taken if dry_run => Words::new("可以录", "Will do"),
            Self::Taken => Words::new("录好了", "Enrolled"),
            Self::Known => Words::new("以前录过，没有动", "Enrolled before; left as it is"),
            Self::Refused(words) => words.clone(),
        }
    }
}
