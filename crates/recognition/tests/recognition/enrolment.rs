//! From pictures to a template, or to a reason that says what to do.

use recognition::{
    EnrolRefused, EnrolRules, Enrolled, Gallery, Limits, Picture, PictureError, PictureRefused, Poor,
    Template,
};

use crate::support::{PERSON_A, blurred, changed, look, picture, recognizer, side_by_side};

const NEW: &str = "the new one";

fn enrol(
    pictures: &[Result<Picture, PictureError>],
    others: &Gallery<&'static str>,
) -> Result<Enrolled, EnrolRefused<&'static str>> {
    recognizer().enrol(pictures, &EnrolRules::default(), others, &NEW)
}

/// Why one picture alone is refused.
fn refused(picture: Result<Picture, PictureError>) -> PictureRefused {
    match enrol(&[picture], &Gallery::new()) {
        Err(EnrolRefused::Pictures(reasons)) => reasons[0].1,
        other => panic!("refused for the picture, not {other:?}"),
    }
}

fn three() -> Vec<Result<Picture, PictureError>> {
    PERSON_A[..3].iter().map(|name| Ok(picture(name))).collect()
}

#[test]
fn three_good_pictures_make_a_template_closer_to_later_frames_than_any_one_of_them() {
    let enrolled = enrol(&three(), &Gallery::new()).expect("three good pictures");
    assert!(enrolled.liveness > 0.9 && enrolled.agreement > 0.8);
    assert_eq!(enrolled.qualities.len(), 3);
    let mean = |score: &dyn Fn(&str) -> f32| PERSON_A[3..].iter().map(|name| score(name)).sum::<f32>() / 8.0;
    let fused = mean(&|name| enrolled.template.embedding().cosine(&look(name)));
    for single in &PERSON_A[..3] {
        let single = look(single);
        assert!(fused > mean(&|name| single.cosine(&look(name))));
    }
}

#[test]
fn one_good_picture_is_enough_to_be_enrolled() {
    let enrolled = enrol(&[Ok(picture(PERSON_A[5]))], &Gallery::new()).expect("a good picture");
    assert!((enrolled.agreement - 1.0).abs() < f32::EPSILON);
}

#[test]
fn no_picture_enrols_nobody() {
    assert_eq!(enrol(&[], &Gallery::new()), Err(EnrolRefused::NoPictures));
}

#[test]
fn each_picture_that_will_not_do_says_why() {
    let good = picture(PERSON_A[0]);
    let grey = Picture::from_rgb(300, 300, vec![128; 270_000]).expect("a picture");
    assert_eq!(refused(Ok(grey)), PictureRefused::NoFace);
    assert_eq!(
        refused(Ok(side_by_side(&good, &picture("bieber_small.jpg")))),
        PictureRefused::ManyFaces
    );
    assert_eq!(
        refused(Ok(changed(&good, |b| b / 6))),
        PictureRefused::Poor(Poor::TooDark)
    );
    assert_eq!(
        refused(Ok(changed(&good, |b| b.saturating_add(110)))),
        PictureRefused::Poor(Poor::TooBright)
    );
    assert_eq!(
        refused(Ok(blurred(&good, 14))),
        PictureRefused::Poor(Poor::Blurred)
    );
    assert_eq!(refused(Ok(picture("vendetta.jpg"))), PictureRefused::NotLive);
    let cut = Picture::decode(&crate::support::file(PERSON_A[0])[..9_000], &Limits::UPLOAD);
    assert_eq!(refused(cut), PictureRefused::Unreadable(PictureError::Damaged));
}

#[test]
fn all_poor_pictures_are_named_at_once() {
    let good = picture(PERSON_A[0]);
    let pictures = [Ok(changed(&good, |b| b / 6)), Ok(good), Err(PictureError::Empty)];
    let expected = vec![
        (0, PictureRefused::Poor(Poor::TooDark)),
        (2, PictureRefused::Unreadable(PictureError::Empty)),
    ];
    assert_eq!(
        enrol(&pictures, &Gallery::new()),
        Err(EnrolRefused::Pictures(expected))
    );
}

#[test]
fn pictures_of_different_people_enrol_nobody() {
    let pictures = [Ok(picture(PERSON_A[0])), Ok(picture("bieber_small.jpg"))];
    assert_eq!(
        enrol(&pictures, &Gallery::new()),
        Err(EnrolRefused::DifferentPeople)
    );
}

#[test]
fn a_face_enrolled_as_someone_else_is_found_and_enrolling_oneself_anew_is_not() {
    let mut others = Gallery::new();
    others.put("someone", &Template::new(look(PERSON_A[9])));
    others.put("a stranger", &Template::new(look("cage.jpg")));
    assert!(matches!(
        enrol(&three(), &others),
        Err(EnrolRefused::EnrolledAs { key: "someone", .. })
    ));

    let mut again = Gallery::new();
    again.put(NEW, &Template::new(look(PERSON_A[9])));
    assert!(enrol(&three(), &again).is_ok());
}
