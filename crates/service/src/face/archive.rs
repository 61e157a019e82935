//! A ZIP of pictures, within bounds: how many, how large each and all together, and nothing that unpacks to more than it
//! may. Pictures come out one by one, into memory alone. Knows files and names; nothing of people.

use std::io::{Cursor, Read};

use domain::language::Words;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::error::{Error, Result};
use crate::faces::LARGEST_PICTURE;

/// The largest archive, in bytes: it is in memory while it is worked on.
pub const LARGEST_ARCHIVE: usize = 128 << 20;

/// Files in it at most.
pub(super) const MOST_FILES: usize = 3_000;

/// All that comes out of it together, in bytes.
const LARGEST_TOTAL: u64 = 512 << 20;

/// A picture hardly shrinks when it is packed: what shrinks to less than a hundredth is a trap.
const MOST_TIMES: u64 = 100;

/// How many bytes come out of a file before its shrinking says anything.
const SAYS_NOTHING: u64 = 64 << 10;

/// The mark before each file in an archive's list.
const LISTED: &[u8; 4] = b"PK\x01\x02";

/// An archive that was opened.
pub(crate) struct Archive {
    zip: ZipArchive<Cursor<Vec<u8>>>,
    left: u64,
}

/// A file in an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct File {
    /// Its place.
    pub(crate) at: usize,
    /// What it is called, without its folders.
    pub(crate) name: String,
}

/// Why a file of an archive is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotTaken {
    /// Its folders lead out of the archive.
    Outside,
    /// An archive within the archive.
    Nested,
    /// It wants a password.
    Locked,
    /// It is packed in a way that is not read here, or is damaged.
    Unreadable,
    /// It is larger than a picture may be.
    TooLarge,
    /// It unpacks to far more than it is.
    Trap,
    /// With it all that was unpacked is more than may be.
    TooMuch,
}

impl NotTaken {
    /// What to do.
    pub(crate) fn words(self) -> Words {
        match self {
            Self::Outside => Words::new(
                "文件夹的路径不对（有 ..），请重新打包",
                "Its folder leads out of the archive (..). Pack it again.",
            ),
            Self::Nested => Words::new(
                "这是压缩包里的压缩包，请先解开，只放照片",
                "An archive within the archive. Unpack it first and put pictures alone.",
            ),
            Self::Locked => Words::new(
                "加了密码，请不加密码重新打包",
                "It has a password. Pack it again without one.",
            ),
            Self::Unreadable => Words::new(
                "这个文件解不开，请用普通的 ZIP 重新打包",
                "This file cannot be unpacked. Pack it again as an ordinary ZIP.",
            ),
            Self::TooLarge => Words::new(
                "照片超过 8 MB，请换小一点的",
                "The picture is over 8 MB. Use a smaller one.",
            ),
            Self::Trap => Words::new("这不是照片，没有解开", "This is no picture; it was not unpacked."),
            Self::TooMuch => Words::new(
                "解开后总共超过 512 MB，这张没有看，请拆成几份",
                "Unpacked, all together is over 512 MB; this one was not looked at. Send it in parts.",
            ),
        }
    }
}

/// A file of the list, or why it is not taken.
pub(crate) type Listed = std::result::Result<File, (File, NotTaken)>;

impl Archive {
    /// Opens an archive and lists what is in it, without folders and what systems add by themselves.
    pub(crate) fn open(bytes: Vec<u8>) -> Result<(Self, Vec<Listed>)> {
        // Counted before it is read: its list may promise more than memory holds.
        let listed = bytes.windows(LISTED.len()).filter(|part| part == LISTED).count();
        if listed > 2 * MOST_FILES {
            return Err(too_many());
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| no_archive())?;
        if zip.len() > MOST_FILES {
            return Err(too_many());
        }
        if zip.has_duplicate_names() {
            return Err(Error::field(
                "file",
                "压缩包里有重名的文件，请重新打包",
                "Two files in the archive have one name. Pack it again.",
            ));
        }
        let files = zip
            .file_names_raw()
            .enumerate()
            .filter_map(|(at, raw)| listed_file(at, &text(raw)))
            .collect();
        Ok((
            Self {
                zip,
                left: LARGEST_TOTAL,
            },
            files,
        ))
    }

    /// Unpacks one file.
    pub(crate) fn read(&mut self, file: &File) -> std::result::Result<Vec<u8>, NotTaken> {
        if self.left == 0 {
            return Err(NotTaken::TooMuch);
        }
        let mut packed = self.zip.by_index(file.at).map_err(|why| match why {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => NotTaken::Locked,
            _ => NotTaken::Unreadable,
        })?;
        let most = (LARGEST_PICTURE as u64).min(self.left);
        let times = packed
            .compressed_size()
            .saturating_mul(MOST_TIMES)
            .max(SAYS_NOTHING);
        // What it says of its own size is not asked: it may lie.
        let mut bytes = Vec::new();
        let read = (&mut packed).take(most.min(times) + 1).read_to_end(&mut bytes);
        let size = bytes.len() as u64;
        self.left -= size.min(self.left);
        read.map_err(|_| NotTaken::Unreadable)?;
        if size > times && times <= most {
            Err(NotTaken::Trap)
        } else if size > LARGEST_PICTURE as u64 {
            Err(NotTaken::TooLarge)
        } else if size > most {
            Err(NotTaken::TooMuch)
        } else {
            Ok(bytes)
        }
    }
}

/// A name as it was written: in UTF-8, or in the encoding of Chinese systems.
fn text(raw: &[u8]) -> String {
    std::str::from_utf8(raw).map_or_else(
        |_| {
            encoding_rs::GB18030
                .decode_without_bom_handling(raw)
                .0
                .into_owned()
        },
        str::to_owned,
    )
}

fn listed_file(at: usize, path: &str) -> Option<std::result::Result<File, (File, NotTaken)>> {
    let path = path.replace('\\', "/");
    let parts: Vec<&str> = path.split('/').collect();
    let name = *parts.last()?;
    // Folders, and what systems leave in them.
    if name.is_empty()
        || name.starts_with('.')
        || parts.contains(&"__MACOSX")
        || name.eq_ignore_ascii_case("thumbs.db")
        || name.eq_ignore_ascii_case("desktop.ini")
    {
        return None;
    }
    let shown: String = name.chars().filter(|c| !c.is_control()).take(80).collect();
    let file = File { at, name: shown };
    let lower = name.to_ascii_lowercase();
    let kind = lower.rsplit_once('.').map_or("", |(_, kind)| kind);
    Some(if parts.contains(&"..") {
        Err((file, NotTaken::Outside))
    } else if matches!(kind, "zip" | "rar" | "7z" | "gz" | "tar") {
        Err((file, NotTaken::Nested))
    } else {
        Ok(file)
    })
}

fn no_archive() -> Error {
    Error::field(
        "file",
        "这不是 ZIP 压缩包，或者没有传完整",
        "This is not a ZIP archive, or it did not arrive in full.",
    )
}

fn too_many() -> Error {
    Error::field(
        "file",
        format!("一个压缩包最多 {MOST_FILES} 个文件，请拆成几份"),
        format!("At most {MOST_FILES} files in one archive. Send it in parts."),
    )
}

/// An archive that is larger than may be.
pub fn too_large() -> Error {
    Error::field(
        "file",
        "压缩包超过 128 MB，请拆成几份",
        "The archive is over 128 MB. Send it in parts.",
    )
}

#[cfg(test)]
mod tests;
