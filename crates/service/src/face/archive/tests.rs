use std::io::Write;

use zip::write::{SimpleFileOptions, ZipWriter};

use super::*;

fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn names(bytes: Vec<u8>) -> Vec<(String, Option<NotTaken>)> {
    let (_, files) = Archive::open(bytes).unwrap();
    files
        .into_iter()
        .map(|file| match file {
            Ok(file) => (file.name, None),
            Err((file, why)) => (file.name, Some(why)),
        })
        .collect()
}

#[test]
fn folders_go_and_what_systems_add_is_not_there() {
    let listed = names(packed(&[
        ("名册/一班/440605199003070010.jpg", b"x"),
        ("__MACOSX/名册/._440605199003070010.jpg", b"x"),
        ("名册/.DS_Store", b"x"),
        ("名册/Thumbs.db", b"x"),
        ("名册\\二班\\12.PNG", b"x"),
    ]));
    assert_eq!(
        listed,
        [
            ("440605199003070010.jpg".to_owned(), None),
            ("12.PNG".to_owned(), None)
        ]
    );
}

#[test]
fn a_path_that_leads_out_and_an_archive_within_are_named_and_not_opened() {
    let listed = names(packed(&[("../../etc/12.jpg", b"x"), ("more.ZIP", b"x")]));
    assert_eq!(
        listed,
        [
            ("12.jpg".to_owned(), Some(NotTaken::Outside)),
            ("more.ZIP".to_owned(), Some(NotTaken::Nested))
        ]
    );
}

#[test]
fn a_name_in_the_encoding_of_chinese_systems_is_read() {
    let gbk: Vec<u8> = encoding_rs::GBK.encode("照片").0.into_owned();
    assert_eq!(text(&gbk), "照片");
    assert_eq!(text("照片".as_bytes()), "照片");
}

#[test]
fn what_unpacks_to_far_more_than_it_is_is_a_trap_and_what_is_too_large_is_told_so() {
    let (mut archive, files) =
        Archive::open(packed(&[("a.jpg", &vec![0; 4 << 20]), ("b.jpg", b"small")])).unwrap();
    let files: Vec<File> = files.into_iter().map(std::result::Result::unwrap).collect();
    assert_eq!(archive.read(&files[0]), Err(NotTaken::Trap));
    assert_eq!(archive.read(&files[1]), Ok(b"small".to_vec()));

    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    zip.start_file("a.jpg", stored).unwrap();
    zip.write_all(&vec![7; LARGEST_PICTURE + 1]).unwrap();
    let (mut archive, files) = Archive::open(zip.finish().unwrap().into_inner()).unwrap();
    assert_eq!(archive.read(files[0].as_ref().unwrap()), Err(NotTaken::TooLarge));
}

#[test]
fn no_more_comes_out_than_may_all_together() {
    let (mut archive, files) = Archive::open(packed(&[("a.jpg", b"12345"), ("b.jpg", b"1")])).unwrap();
    archive.left = 4;
    assert_eq!(archive.read(files[0].as_ref().unwrap()), Err(NotTaken::TooMuch));
    assert_eq!(archive.read(files[1].as_ref().unwrap()), Err(NotTaken::TooMuch));
}

#[test]
fn a_list_that_promises_more_than_may_be_is_refused_before_it_is_read() {
    let mut bytes = LISTED.repeat(2 * MOST_FILES + 1);
    bytes.extend(packed(&[("a.jpg", b"x")]));
    assert!(matches!(Archive::open(bytes), Err(Error::Invalid(_))));
    assert!(matches!(
        Archive::open(b"no archive".to_vec()),
        Err(Error::Invalid(_))
    ));
}

#[test]
fn a_file_that_wants_a_password_is_told_so() {
    let mut bytes = packed(&[("a.jpg", b"x")]);
    // The mark of encryption, in the file's own header and in the list.
    for (header, flags) in [(b"PK\x03\x04", 6), (LISTED, 8)] {
        let at = bytes.windows(4).position(|part| part == header).unwrap();
        bytes[at + flags] |= 1;
    }
    let (mut archive, files) = Archive::open(bytes).unwrap();
    assert_eq!(archive.read(files[0].as_ref().unwrap()), Err(NotTaken::Locked));
}
