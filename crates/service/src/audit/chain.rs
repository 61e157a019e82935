//! The chain over the audit log: linked by a timer, kept elsewhere by its heads, and walked to find what was changed.

use std::fmt;
use std::fs::OpenOptions;
use std::io::Write;
use std::str::FromStr;

use domain::id::AuditId;
use domain::rights::Right;
use jiff::Timestamp;
use store::audit::chain::{Head, START};

use crate::error::{Error, Result};
use crate::platform::{Caller, Platform};

/// Entries linked in one transaction: short enough that others write in between.
const AT_ONCE: i64 = 1_000;

/// Entries walked at a time.
const PART: i64 = 5_000;

/// A head of the chain with the instant it was taken at, as it is kept elsewhere: a line of three words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeptHead {
    /// When it was taken.
    pub at: Timestamp,
    /// How far the chain reached.
    pub head: Head,
}

/// A line that is no head.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a head of the audit log: expected an instant, a number and 64 hexadecimal digits")]
pub struct NotAHead;

impl fmt::Display for KeptHead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} ", self.at, self.head.number)?;
        self.head.link.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for KeptHead {
    type Err = NotAHead;

    fn from_str(line: &str) -> std::result::Result<Self, NotAHead> {
        let words: Vec<&str> = line.split_whitespace().collect();
        let &[at, number, link] = words.as_slice() else {
            return Err(NotAHead);
        };
        let bytes = (0..link.len()).step_by(2).map(|from| {
            let digits = link.get(from..from + 2).ok_or(NotAHead)?;
            u8::from_str_radix(digits, 16).map_err(|_| NotAHead)
        });
        let bytes: Vec<u8> = bytes.collect::<std::result::Result<_, _>>()?;
        Ok(Self {
            at: at.parse().map_err(|_| NotAHead)?,
            head: Head {
                number: number.parse().map_err(|_| NotAHead)?,
                link: bytes.try_into().map_err(|_| NotAHead)?,
            },
        })
    }
}

/// What a walk along the chain found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verified {
    /// Every entry stands where and as it was written.
    Whole {
        /// How far the chain reaches.
        head: Head,
        /// Entries written moments ago and not linked yet.
        waiting: i64,
    },
    /// An entry, or its place, is not as it was written.
    Changed {
        /// Its number.
        number: i64,
        /// Which.
        entry: AuditId,
        /// When it says that it was written.
        at: Timestamp,
    },
    /// Entries were removed from here on.
    Missing {
        /// The number of the first.
        number: i64,
    },
    /// The chain was made anew: it is not the one of which a head was kept.
    Another {
        /// The head that does not fit.
        kept: KeptHead,
    },
}

impl Platform {
    /// Links entries of the log that wait for it; says how many. The timer calls it.
    pub async fn link_audit(&self) -> Result<usize> {
        let mut linked = 0;
        while self.store.read().await?.audit_waiting().await? > 0 {
            let mut tx = self.store.write().await?;
            linked += tx.link_audit(AT_ONCE).await?;
            tx.commit().await?;
        }
        Ok(linked)
    }

    /// How far the log is linked now, for whoever keeps it elsewhere.
    pub async fn read_audit_head(&self, caller: &Caller) -> Result<KeptHead> {
        self.may_in_district(caller, Right::ReadAudit)?;
        self.audit_head().await
    }

    /// Adds the head to the file where heads are kept, if there is one and the chain has grown since `last`; says how
    /// far it reaches.
    pub async fn keep_audit_head(&self, last: Option<KeptHead>) -> Result<Option<KeptHead>> {
        let Some(path) = self.settings.audit_heads.clone() else {
            return Ok(None);
        };
        let kept = self.audit_head().await?;
        if last.is_some_and(|last| last.head == kept.head) {
            return Ok(last);
        }
        let append = move || {
            let mut file = OpenOptions::new().create(true).append(true).open(path)?;
            writeln!(file, "{kept}")?;
            file.sync_all()
        };
        let done = tokio::task::spawn_blocking(append).await;
        done.map_err(Error::internal)?.map_err(Error::internal)?;
        Ok(Some(kept))
    }

    /// How far the log is linked now.
    pub async fn audit_head(&self) -> Result<KeptHead> {
        Ok(KeptHead {
            at: self.now(),
            head: self.store.read().await?.audit_head().await?,
        })
    }

    /// Walks along the whole log, and compares it with heads that were kept elsewhere. The first fault ends the walk.
    /// O(entries).
    pub async fn verify_audit(&self, kept: &[KeptHead]) -> Result<Verified> {
        let mut kept = kept.to_vec();
        kept.sort_by_key(|one| one.head.number);
        let mut kept = kept.into_iter().peekable();
        let mut tx = self.store.read().await?;
        let mut reached = START;
        loop {
            let part = tx.linked_after(reached, PART).await?;
            if part.is_empty() {
                break;
            }
            for linked in part {
                let number = reached.number + 1;
                if linked.head.number != number {
                    return Ok(Verified::Missing { number });
                }
                if linked.head.link != linked.made {
                    return Ok(Verified::Changed {
                        number,
                        entry: linked.entry,
                        at: linked.at,
                    });
                }
                reached = linked.head;
                while let Some(kept) = kept.next_if(|kept| kept.head.number <= number) {
                    if kept.head.number == number && kept.head != reached {
                        return Ok(Verified::Another { kept });
                    }
                }
            }
        }
        Ok(match kept.next() {
            Some(_) => Verified::Missing {
                number: reached.number + 1,
            },
            None => Verified::Whole {
                head: reached,
                waiting: tx.audit_waiting().await?,
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_reads_back_from_its_line() {
        let kept = KeptHead {
            at: "2020-02-17T00:00:00Z".parse().unwrap(),
            head: Head {
                number: 42,
                link: [0xab; 32],
            },
        };
        assert_eq!(kept.to_string().parse(), Ok(kept));
        for line in [
            "",
            "2020-02-17T00:00:00Z 42",
            "2020-02-17T00:00:00Z 42 ab",
            "now 42 é",
        ] {
            assert_eq!(line.parse::<KeptHead>(), Err(NotAHead), "{line}");
        }
    }
}
