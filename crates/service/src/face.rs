//! Faces of the registry: who agreed, who is enrolled, and enrolling. Pictures are looked at and dropped.

mod archive;
mod import;
mod named;

use std::collections::{HashMap, HashSet};

use domain::consent::Purpose;
use domain::document::age_on;
use domain::face::{FaceState, PICTURES_TO_ENROL, YOUNGEST_ENROLLED};
use domain::id::{PersonId, SiteId};
use domain::language::Words;
use recognition::{EnrolRefused, PictureError, PictureRefused, Poor, Template};
use store::Tx;
use store::face::FaceTemplate;

use crate::consent::about;
use crate::error::{Error, FieldFault, Result};
use crate::faces::{Faces, Known, Place, vector};
use crate::platform::{Caller, Platform};

pub use crate::faces::LARGEST_PICTURE;
pub use archive::{LARGEST_ARCHIVE, too_large};
pub use import::ImportLeave;

/// Most pictures of one enrolment.
pub const MOST_PICTURES: usize = 5;

/// Where the pictures come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A camera before the person: three good pictures.
    Camera,
    /// Files: one is enough.
    Upload,
}

/// Leave to send pictures: consent and age were checked, and there is room for them. It is held until the pictures
/// are done with: a person has one at a time, an account few.
pub struct Leave<'a> {
    person: PersonId,
    site: Option<SiteId>,
    faces: &'a Faces,
    _place: Place,
}

/// Templates read into memory at a time.
const PART: i64 = 500;

impl Platform {
    /// Where these people stand with face use; everyone asked for is in the answer.
    pub async fn face_states(
        &self,
        tx: &mut Tx,
        people: &[PersonId],
    ) -> Result<HashMap<PersonId, FaceState>> {
        let mut states: HashMap<_, _> = people
            .iter()
            .map(|person| (*person, FaceState::NoConsent))
            .collect();
        let enrolled: HashMap<_, _> = tx.enrolled_at(people).await?.into_iter().collect();
        let in_force = Purpose::Face.text().version;
        for consent in tx.standing_consents(people, Purpose::Face).await? {
            let consented_at = consent.given_at;
            let state = match enrolled.get(&consent.person) {
                Some(&enrolled_at) => FaceState::Enrolled {
                    consented_at,
                    enrolled_at,
                },
                None if consent.text_version == in_force => FaceState::Consented { consented_at },
                None => continue,
            };
            states.insert(consent.person, state);
        }
        Ok(states)
    }

    /// Where one person stands with face use.
    pub async fn face_state(&self, tx: &mut Tx, person: PersonId) -> Result<FaceState> {
        let states = self.face_states(tx, &[person]).await?;
        Ok(states.get(&person).copied().unwrap_or(FaceState::NoConsent))
    }

    /// Reads everyone's template into memory, for the background at start. Returns how many there are; nothing to
    /// do without models.
    pub async fn load_faces(&self) -> Result<usize> {
        let Some(faces) = &self.faces else { return Ok(0) };
        let mut known = faces.last.lock().await;
        self.catch_up(faces, &mut known).await?;
        faces.all_loaded();
        Ok(faces.len())
    }

    /// Asks for leave to send pictures of a person: a site knows them, where they send their own; consent to the text in
    /// force stands, the person is old enough, the models are there, and no other pictures of theirs are on the way. Ask before a single byte of a picture is
    /// taken in.
    pub async fn leave_to_enrol(&self, caller: &Caller, person: PersonId) -> Result<Leave<'_>> {
        let mut tx = self.store.read().await?;
        let site = self.may_use_face(&mut tx, caller, person).await?;
        if site.is_none() && tx.active_sites_of(&[person]).await?.is_empty() {
            return Err(Error::conflict(
                "等工地确认你的登记之后再录人脸",
                "Take the pictures after the site has confirmed your registration.",
            ));
        }
        self.old_enough(&mut tx, person).await?;
        consented(&mut tx, person).await?;
        let faces = self.faces_loaded()?;
        Ok(Leave {
            person,
            site,
            faces,
            _place: faces.place(person, caller.actor.account)?,
        })
    }

    /// The models, with everyone's face in memory.
    fn faces_loaded(&self) -> Result<&Faces> {
        let faces = self.faces.as_deref().ok_or_else(|| {
            Error::Unavailable(Words::new(
                "这台服务器没有装人脸模型，录不了；用二维码或身份证号一样进门",
                "This server has no face models. A QR code or identity number lets people in just the same.",
            ))
        })?;
        if !faces.loaded() {
            return Err(Error::Unavailable(Words::new(
                "刚启动，人脸数据还在读，等一分钟再试",
                "The server has just started and is still reading faces. Try again in a minute.",
            )));
        }
        Ok(faces)
    }

    /// Enrols a person from pictures: one template is kept, sealed, in place of any earlier one. The pictures are
    /// dropped whatever comes of it.
    pub async fn enrol_face(
        &self,
        caller: &Caller,
        leave: Leave<'_>,
        source: Source,
        pictures: Vec<Vec<u8>>,
    ) -> Result<FaceState> {
        counted(source, &pictures)?;
        let template = self.template(&leave, pictures).await?;
        self.keep_face(caller, &leave, &template).await
    }

    /// Makes one template of a person's pictures.
    async fn template(&self, leave: &Leave<'_>, pictures: Vec<Vec<u8>>) -> Result<Template> {
        let made = leave.faces.make(pictures, leave.person).await?;
        Ok(made.map_err(refused)?.template)
    }

    /// Keeps a template that was made under a leave, unless someone else has this face.
    async fn keep_face(&self, caller: &Caller, leave: &Leave<'_>, template: &Template) -> Result<FaceState> {
        let faces = leave.faces;
        // From here to the commit one at a time: two people cannot enrol the same face side by side.
        let mut known = faces.last.lock().await;
        self.catch_up(faces, &mut known).await?;
        if let Some(other) = self.enrolled_as(faces, template, leave.person).await? {
            self.record_duplicate(caller, leave, other).await?;
            return Err(enrolled_already());
        }
        let face = FaceTemplate {
            person: leave.person,
            model: template.model().to_owned(),
            vector: vector(template),
            enrolled_at: self.now(),
        };
        let mut tx = self.store.write().await?;
        // It may have been withdrawn while the pictures were looked at; from here on it is not.
        tx.hold_people(&[leave.person]).await?;
        consented(&mut tx, leave.person).await?;
        tx.put_face(&face).await?;
        self.touch_roster(&mut tx, &[leave.person]).await?;
        self.record(&mut tx, caller, "face.enrol", about(leave.person, leave.site))
            .await?;
        let state = self.face_state(&mut tx, leave.person).await?;
        tx.commit().await?;
        faces.put(&[face]);
        Ok(state)
    }

    /// Goes on only if nobody else has this face; nothing is kept or recorded.
    async fn nobody_elses(&self, leave: &Leave<'_>, template: &Template) -> Result<()> {
        let faces = leave.faces;
        let mut known = faces.last.lock().await;
        self.catch_up(faces, &mut known).await?;
        match self.enrolled_as(faces, template, leave.person).await? {
            Some(_) => Err(enrolled_already()),
            None => Ok(()),
        }
    }

    /// Ends the use of a person's face: their consent is withdrawn and the template deleted, from the database, the
    /// rosters and memory. False when there was neither. The person is held.
    pub(crate) async fn forget_face(&self, tx: &mut Tx, person: PersonId) -> Result<bool> {
        let withdrawn = tx.withdraw_consents(person, Purpose::Face, self.now()).await?;
        let deleted = tx.delete_face(person).await?;
        if deleted {
            self.touch_roster(tx, &[person]).await?;
            if let Some(faces) = &self.faces {
                tx.after_commit(faces.forgetting(person));
            }
        }
        Ok(withdrawn || deleted)
    }

    /// Goes on only if the person is known to be old enough to be enrolled.
    pub(crate) async fn old_enough(&self, tx: &mut Tx, person: PersonId) -> Result<()> {
        let person = tx.person(person).await?.ok_or(Error::Denied)?;
        let today = self.local_now().date();
        if person
            .birth_date
            .is_some_and(|birth| age_on(birth, today) >= YOUNGEST_ENROLLED)
        {
            return Ok(());
        }
        Err(Error::conflict(
            "不满 14 岁，或者没登记出生日期，不能录人脸；用二维码或身份证号一样进门",
            "Under 14, or without a day of birth on record, no face is enrolled. A QR code or identity number lets \
             them in just the same.",
        ))
    }

    /// Someone else who has this face and still has it in the database.
    async fn enrolled_as(
        &self,
        faces: &Faces,
        template: &Template,
        own: PersonId,
    ) -> Result<Option<PersonId>> {
        while let Some(other) = faces.someone_else(template, own) {
            let mut tx = self.store.read().await?;
            // It may have moved since to the record that leads theirs.
            let holder = tx.leads_of(&[other]).await?.remove(&other).unwrap_or(other);
            if holder != own && tx.face_template(holder).await?.is_some() {
                return Ok(Some(holder));
            }
            // Withdrawn through another process, or their own.
            faces.forget(other);
        }
        Ok(None)
    }

    async fn catch_up(&self, faces: &Faces, known: &mut Known) -> Result<()> {
        let mut from = known.from();
        loop {
            let part = self.store.read().await?.faces_since(from, PART).await?;
            faces.put(&part);
            let Some(last) = part.last() else { return Ok(()) };
            from = (last.enrolled_at, last.person);
            known.reached(last.enrolled_at);
        }
    }

    /// Both sides of a duplicate are in the log, and the pair is among the possible duplicates: who is on the other side
    /// is for those who see both.
    async fn record_duplicate(&self, caller: &Caller, leave: &Leave<'_>, other: PersonId) -> Result<()> {
        let mut tx = self.store.write().await?;
        self.record(&mut tx, caller, "face.duplicate", about(leave.person, leave.site))
            .await?;
        self.record(&mut tx, caller, "face.duplicate_of", about(other, None))
            .await?;
        self.faces_met(&mut tx, leave.person, other).await?;
        Ok(tx.commit().await?)
    }
}

fn enrolled_already() -> Error {
    Error::conflict(
        "这张脸已经录在另一个人名下，已报给区里核对；请找现场管理员带身份证看一下",
        "This face is enrolled under another person already; the district was told. See the site's manager with the \
         identity card.",
    )
}

async fn consented(tx: &mut Tx, person: PersonId) -> Result<()> {
    let standing = tx.standing_consent(person, Purpose::Face).await?;
    if standing.is_some_and(|consent| consent.text_version == Purpose::Face.text().version) {
        return Ok(());
    }
    Err(Error::conflict(
        "要先看说明、点同意，才能拍照",
        "Read the text and agree to it first; no picture is taken before.",
    ))
}

/// As many pictures as are needed, and no one of them twice: a camera never gives the same frame again.
fn counted(source: Source, pictures: &[Vec<u8>]) -> Result<()> {
    let needed = match source {
        Source::Camera => PICTURES_TO_ENROL,
        Source::Upload => 1,
    };
    let distinct: HashSet<&[u8]> = pictures.iter().map(Vec::as_slice).collect();
    if distinct.len() < pictures.len() {
        return Err(Error::field(
            "pictures",
            "有两张照片一模一样，请重新拍，每张稍微动一下",
            "Two of the pictures are one and the same. Take them anew, moving a little between them.",
        ));
    }
    if (needed..=MOST_PICTURES).contains(&pictures.len()) {
        return Ok(());
    }
    let came = pictures.len();
    Err(Error::field(
        "pictures",
        format!("要 {needed} 到 {MOST_PICTURES} 张照片，现在是 {came} 张"),
        format!("{needed} to {MOST_PICTURES} pictures are needed; {came} came."),
    ))
}

fn refused(why: EnrolRefused<PersonId>) -> Error {
    match why {
        EnrolRefused::NoPictures => Error::field("pictures", "没有收到照片", "No picture came."),
        EnrolRefused::Pictures(reasons) => Error::Invalid(
            reasons
                .into_iter()
                .map(|(place, reason)| {
                    let words = what_to_do(reason);
                    FieldFault::new(format!("pictures[{place}]"), words.zh, words.en)
                })
                .collect(),
        ),
        EnrolRefused::DifferentPeople => Error::field(
            "pictures",
            "这几张不是同一个人，请都拍本人",
            "These pictures are not all of one person. Take them all of the same one.",
        ),
        EnrolRefused::EnrolledAs { .. } => enrolled_already(),
        EnrolRefused::Failed(source) => Error::internal(source),
    }
}

/// What to do about a picture that will not do.
fn what_to_do(reason: PictureRefused) -> Words {
    match reason {
        PictureRefused::Unreadable(error) => unreadable(error),
        PictureRefused::NoFace => Words::new(
            "没看到脸，请正对镜头再拍一张",
            "No face is in it. Face the camera and take it again.",
        ),
        PictureRefused::ManyFaces => Words::new(
            "照片里不止一个人，请一个人单独拍",
            "More than one person is in it. Take it alone.",
        ),
        PictureRefused::NotLive => Words::new(
            "要本人当面拍，不能拍照片、屏幕或画像",
            "It has to be the person themself, not a photo, a screen or a drawing.",
        ),
        PictureRefused::Poor(poor) => match poor {
            Poor::TooFar => Words::new("脸太小，请靠近一点", "The face is too small. Come closer."),
            Poor::CutOff => Words::new(
                "脸没拍全，请移到中间",
                "Part of the face is cut off. Move to the middle.",
            ),
            Poor::Turned => Words::new("脸偏了，请正对镜头", "The head is turned. Look straight ahead."),
            Poor::Tilted => Words::new("头抬得或低得太多，请平视镜头", "Look level into the camera."),
            Poor::TooDark => Words::new("太暗了，请到亮一点的地方", "Too dark. Find more light."),
            Poor::TooBright => Words::new("太亮了，请避开强光", "Too bright. Step out of the glare."),
            Poor::Blurred => Words::new("拍糊了，请拿稳再拍", "Blurred. Hold still and take it again."),
        },
    }
}

fn unreadable(error: PictureError) -> Words {
    match error {
        PictureError::Empty => Words::new("这张是空的，请重新选", "This one is empty. Choose it again."),
        PictureError::NotAPicture => Words::new(
            "这不是照片，请用 JPEG、PNG 或 WebP",
            "This is not a picture. Use JPEG, PNG or WebP.",
        ),
        PictureError::Damaged => Words::new(
            "照片不完整，请重新拍或重新选",
            "The picture is incomplete. Take or choose it again.",
        ),
        PictureError::TooLarge { .. } => Words::new(
            "照片尺寸太大，请用 2500 万像素以内的",
            "The picture is too large. Use one below 25 megapixels.",
        ),
        PictureError::TooHeavy { .. } => Words::new(
            "照片超过 8 MB，请换小一点的",
            "The picture is over 8 MB. Use a smaller one.",
        ),
    }
}
