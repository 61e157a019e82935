//! Whose picture a file is, by the document number that it is named by. What it is called is personal data: it goes into
//! no log.

use domain::document::{Document, DocumentKind, NotADocument};
use domain::id::{PersonId, SiteId};
use domain::language::Words;
use domain::registry::{EngagementState, WorkerFault};
use store::Tx;

use crate::error::Result;
use crate::registry::field_fault;

/// The number in a file's name: `440605199003070010.jpg`, `…0010_1.JPG`, `…001x-2.png`, `…0010 (2).jpg`.
pub(super) fn number(file: &str) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    stem.chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            _ => c,
        })
        .skip_while(|c| c.is_whitespace())
        .take_while(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_ascii_uppercase()
}

/// Who at a site is meant by a number, or what to do.
pub(super) async fn person(
    tx: &mut Tx,
    site: SiteId,
    number: &str,
) -> Result<std::result::Result<PersonId, Words>> {
    let documents: Vec<Document> = DocumentKind::ALL
        .into_iter()
        .filter_map(|kind| Document::parse(kind, number).ok())
        .collect();
    let mut indexes: Vec<String> = documents
        .iter()
        .map(|one| tx.vault().document_index(one))
        .collect();
    indexes.sort_unstable();
    indexes.dedup();
    let known = tx.people_by_documents(&indexes).await?;
    let people: Vec<PersonId> = known.into_iter().map(|(_, person)| person.id).collect();
    let here = tx.engagements_at(site, &people).await?;
    Ok(match here.as_slice() {
        [one] if one.state == EngagementState::Active => Ok(one.person),
        [_] => Err(Words::new(
            "本人登记了，还没确认在岗，请先确认",
            "They registered themself and are not confirmed yet. Confirm them first.",
        )),
        [] => Err(not_here(tx, site, &people, number).await?),
        _ => Err(Words::new(
            "名册里有两个人的证件号一样（证件种类不同），请一个一个录",
            "Two people here have this number, on documents of two kinds. Enrol them one by one.",
        )),
    })
}

/// Of someone who is at other sites alone no more is said than of a number that nobody has.
async fn not_here(tx: &mut Tx, site: SiteId, people: &[PersonId], number: &str) -> Result<Words> {
    for person in people {
        let engagements = tx.engagements(*person).await?;
        if engagements.iter().any(|one| one.site == site) {
            return Ok(Words::new(
                "这个人已经退场了，不用录",
                "This person has left the site: there is nothing to enrol.",
            ));
        }
    }
    let mistyped = Document::parse(DocumentKind::ResidentId, number);
    Ok(match mistyped {
        Err(why @ (NotADocument::CheckDigit | NotADocument::BirthDate)) => {
            field_fault(WorkerFault::Document(why)).words
        }
        _ => Words::new(
            "名册里没有这个证件号，请核对文件名，或先登记这个人",
            "Nobody here has this document number. Check the file's name, or add the person first.",
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn a_file_is_named_by_the_number_with_or_without_a_count_behind_it() {
        for name in [
            "44060519900307001X.jpg",
            "44060519900307001x.JPG",
            "44060519900307001x_1.jpeg",
            "44060519900307001X-2.png",
            "44060519900307001X (2).jpg",
            "４４０６０５１９９００３０７００１Ｘ（2）.jpg",
            "44060519900307001X王建国.jpg",
            "44060519900307001X",
        ] {
            assert_eq!(number(name), "44060519900307001X", "{name}");
        }
        assert_eq!(number("王建国.jpg"), "");
        assert_eq!(number("e12345678_1.jpg"), "E12345678");
    }
}
