//! Sending passages when the line is there: batches, removed only when the platform's receipt lists them.
//!
//! Killed at any moment, the gate sends some again at its next start; their ids make that the same as once.

use std::sync::Arc;
use std::time::Duration;

use domain::id::PassageId;
use tokio_util::sync::CancellationToken;

use crate::gate::Gate;
use crate::platform::{LineError, Platform};
use crate::state::StateError;

/// Most passages in one batch, as the platform takes them.
const BATCH: usize = 500;
/// The queue is looked at this often even when nothing rings.
const ANYWAY: Duration = Duration::from_secs(10);

/// Sends for as long as the gate runs.
pub(crate) async fn run(gate: Arc<Gate>, platform: Arc<Platform>, shutdown: CancellationToken) {
    let pace = gate.config.pace;
    let mut wait = pace.poll;
    let mut said = false;
    loop {
        tokio::select! {
            () = shutdown.cancelled() => return,
            () = gate.to_send.notified() => {}
            () = tokio::time::sleep(ANYWAY) => {}
        }
        loop {
            let sent = tokio::select! {
                () = shutdown.cancelled() => return,
                sent = send_all(&gate, &platform) => sent,
            };
            gate.tell();
            match sent {
                Ok(()) => {
                    wait = pace.poll;
                    said = false;
                    break;
                }
                Err(trouble) => {
                    if !said {
                        tracing::warn!(%trouble, "passages wait: they are kept and sent later");
                        said = true;
                    }
                    tokio::select! {
                        () = shutdown.cancelled() => return,
                        () = tokio::time::sleep(wait) => {}
                    }
                    wait = (wait * 2).min(pace.longest_wait);
                }
            }
        }
    }
}

#[derive(Debug, thiserror::Error)]
enum Trouble {
    #[error(transparent)]
    Line(#[from] LineError),
    #[error(transparent)]
    State(#[from] StateError),
    #[error("the state file was not read")]
    Stopped,
}

/// Sends everything that waits, oldest first. A batch that the platform refuses is halved until the one it
/// will not have is found; that one is laid by and holds up no other.
async fn send_all(gate: &Arc<Gate>, platform: &Platform) -> Result<(), Trouble> {
    let mut after: Option<PassageId> = None;
    let mut size = BATCH;
    loop {
        let reader = Arc::clone(gate);
        let batch = on_disk(gate, move || reader.state.unsent(after, size)).await?;
        let Some(last) = batch.last().map(|passage| passage.id) else {
            return Ok(());
        };
        let remaining = gate.state.waiting().saturating_sub(batch.len() as u64);
        match platform.passages(&batch, remaining).await {
            Ok(receipt) => {
                let writer = Arc::clone(gate);
                on_disk(gate, move || {
                    writer.state.sent(&receipt.accepted)?;
                    receipt.refused.into_iter().try_for_each(|id| {
                        tracing::error!(passage = %id, "the platform will never take a passage: it is laid by in the state file");
                        writer.state.lay_by(id)
                    })
                })
                .await?;
                after = Some(last);
                size = (size * 2).min(BATCH);
            }
            Err(LineError::Refused(_)) if batch.len() > 1 => size = batch.len() / 2,
            Err(LineError::Refused(status @ (400 | 409 | 413 | 422))) => {
                tracing::error!(status, passage = %last, "the platform will not take a passage: it is laid by in the state file");
                let writer = Arc::clone(gate);
                on_disk(gate, move || writer.state.lay_by(last)).await?;
            }
            Err(error) => return Err(error.into()),
        }
    }
}

async fn on_disk<T: Send + 'static>(
    gate: &Gate,
    work: impl FnOnce() -> Result<T, StateError> + Send + 'static,
) -> Result<T, Trouble> {
    let done = gate.on_disk(work).await.ok_or(Trouble::Stopped)?;
    Ok(done?)
}
