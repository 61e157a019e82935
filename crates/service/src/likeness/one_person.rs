//! Whether two records can be of one person: what stands against it, in a sentence that says what to do.

use domain::consent::Purpose;
use domain::id::PersonId;
use domain::likeness::numbers_differ;
use store::Tx;
use store::consent::Consent;
use store::person::Person;

use crate::error::{Error, Result};
use crate::likeness::MergeOrder;

/// Goes on only if two records can be of one person.
pub(super) async fn may_be_one(
    tx: &mut Tx,
    leading: &Person,
    other: &Person,
    order: &MergeOrder,
) -> Result<()> {
    if numbers_conflict(tx, leading.id, other.id).await? && !order.number_mistaken {
        return Err(Error::conflict(
            "两个身份证号都通过了校验，按两个人处理；只有看过证件、确定有一个号登记错了，才能合并",
            "Both identity numbers pass their check: these are two people. Merge them only if you saw the cards and \
             one number was written down wrongly.",
        ));
    }
    if !tx.led_by(&[other.id]).await?.is_empty() {
        return Err(Error::conflict(
            "另一份档案下面已经并了别的档案，请让它做主档案；如果两份都有，先撤销其中一次合并",
            "The other record stands for further records already: let that one lead. If both do, undo one of those \
             mergers first.",
        ));
    }
    let consents = (tx.consents(leading.id).await?, tx.consents(other.id).await?);
    let engaged = (
        !tx.current_engagements(leading.id).await?.is_empty(),
        !tx.current_engagements(other.id).await?.is_empty(),
    );
    if contradict(&consents.0, &consents.1, engaged.1) || contradict(&consents.1, &consents.0, engaged.0) {
        return Err(Error::conflict(
            "一份档案撤回了人脸同意，另一份还在用；先问本人，重新登记同意或者撤回，再合并",
            "One record withdrew consent to face use and the other still has it. Ask the person, and record their \
             consent anew or withdraw it first.",
        ));
    }
    Ok(())
}

/// Whether two people, each with the records that theirs leads, are known by different numbers that pass their check.
pub(super) async fn numbers_conflict(tx: &mut Tx, one: PersonId, other: PersonId) -> Result<bool> {
    let mut known = Vec::new();
    for person in [one, other] {
        let led = tx.led_by(&[person]).await?.into_iter().map(|(_, led)| led);
        let records: Vec<Person> = tx.person(person).await?.into_iter().chain(led).collect();
        known.push(records);
    }
    let differ = |one: &Person| {
        let mut others = known[1].iter();
        others.any(|other| numbers_differ(&one.document, &other.document))
    };
    Ok(known[0].iter().any(differ))
}

/// Whether someone at work withdrew consent to face use under one record after it was given under the other.
fn contradict(given: &[Consent], withdrawn: &[Consent], at_work: bool) -> bool {
    let of_face = |consents: &[Consent]| -> Vec<Consent> {
        let of_face = consents.iter().filter(|consent| consent.purpose == Purpose::Face);
        of_face.cloned().collect()
    };
    let (given, withdrawn) = (of_face(given), of_face(withdrawn));
    let stands = |consent: &&Consent| consent.withdrawn_at.is_none();
    if !at_work || withdrawn.iter().any(|consent| stands(&consent)) {
        return false;
    }
    let given = given.iter().filter(stands).map(|consent| consent.given_at).max();
    let withdrawn = withdrawn.iter().filter_map(|consent| consent.withdrawn_at).max();
    given.zip(withdrawn).is_some_and(|(given, gone)| gone > given)
}
