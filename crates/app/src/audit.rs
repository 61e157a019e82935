//! `sitewarden audit`: whether the log is as it was written.

use std::path::Path;

use anyhow::{Context, anyhow, bail};
use service::audit::{KeptHead, Verified};

use crate::command::Audit;
use crate::serve;
use crate::settings::PlatformSettings;

/// Answers what is asked of the log. A log that is not whole is a failure.
pub(crate) async fn run(settings: PlatformSettings, asked: &Audit) -> anyhow::Result<()> {
    let kept = match asked {
        Audit::Verify { heads: Some(file) } => heads(file)?,
        Audit::Verify { heads: None } | Audit::Head => Vec::new(),
    };
    let platform = serve::open(&settings).await?;
    let done = match asked {
        Audit::Head => platform.audit_head().await.map(|head| Ok(head.to_string())),
        Audit::Verify { .. } => platform.verify_audit(&kept).await.map(|found| said(&found)),
    };
    platform.store().close().await;
    println!("{}", done??);
    Ok(())
}

fn heads(file: &Path) -> anyhow::Result<Vec<KeptHead>> {
    let text = std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let lines = (1..)
        .zip(text.lines())
        .filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(number, line)| {
            let read = line.parse();
            read.with_context(|| format!("{}, line {number}", file.display()))
        })
        .collect()
}

fn said(found: &Verified) -> anyhow::Result<String> {
    match found {
        Verified::Whole { head, waiting } => Ok(format!(
            "The audit log is whole: {0} entries, and {waiting} just written and not linked yet. · 审计日志完整：共 {0} \
             条，另有 {waiting} 条刚写下、还没连上。",
            head.number
        )),
        Verified::Changed { number, entry, at } => bail!(
            "entry {number} ({entry}, {at}) of the audit log was changed, or stands where another stood. Everything before \
             it is as it was written.\n审计日志第 {number} 条（{entry}，{at}）被改过，或者换过位置；它之前的都完整。"
        ),
        Verified::Missing { number } => bail!(
            "entries of the audit log were removed from number {number} on. Everything before it is as it was written.\n\
             审计日志从第 {number} 条起有删除；它之前的都完整。"
        ),
        Verified::Another { kept } => Err(anyhow!(
            "the audit log was written anew: at entry {0} it is not the one of which a head was kept at {1}.\n\
             审计日志被整个重写过：第 {0} 条和 {1} 留下的链头对不上。",
            kept.head.number,
            kept.at
        )),
    }
}
