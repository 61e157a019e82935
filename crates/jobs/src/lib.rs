//! Work that happens later, on a timer. What is done lives in `service`; this only says when.

use std::time::Duration;

use service::Platform;
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

/// How often the timers look for standings, departures and messages whose instant has come.
const EVERY: Duration = Duration::from_secs(1);

/// How often the head of the audit log is kept elsewhere: what is cut off behind it goes unnoticed.
const HEADS_EVERY: Duration = Duration::from_mins(10);

/// Runs until told to stop. A failure is logged and tried again at the next tick: nothing is lost, since what
/// is due stays due.
pub async fn run(platform: Platform, shutdown: CancellationToken) {
    tokio::join!(
        settle(&platform, &shutdown),
        send(&platform, &shutdown),
        link(&platform, &shutdown),
    );
}

/// Hands messages over, beside everything else: a provider may be slow.
async fn send(platform: &Platform, shutdown: &CancellationToken) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = shutdown.cancelled() => return,
            _ = ticks.tick() => {}
        }
        // Whatever is due goes now, not a handful with each tick.
        while !shutdown.is_cancelled() {
            match platform.send_messages().await {
                Ok(0) => break,
                Ok(_) => {}
                Err(error) => {
                    tracing::error!(%error, "messages due could not be sent; trying again");
                    break;
                }
            }
        }
    }
}

/// Links the audit log, and keeps its head elsewhere where there is a place for it.
async fn link(platform: &Platform, shutdown: &CancellationToken) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut heads = interval(HEADS_EVERY);
    let mut kept = None;
    loop {
        tokio::select! {
            () = shutdown.cancelled() => return,
            _ = ticks.tick() => {
                if let Err(error) = platform.link_audit().await {
                    tracing::error!(%error, "the audit log could not be linked; trying again");
                }
            }
            _ = heads.tick() => match platform.keep_audit_head(kept).await {
                Ok(head) => kept = head,
                Err(error) => tracing::error!(%error, "the audit log's head could not be kept elsewhere; trying again"),
            },
        }
    }
}

async fn settle(platform: &Platform, shutdown: &CancellationToken) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = shutdown.cancelled() => return,
            _ = ticks.tick() => {
                match platform.settle_due().await {
                    Ok(0) => {}
                    Ok(people) => tracing::info!(people, "standings changed by themselves"),
                    Err(error) => tracing::error!(%error, "standings due could not be settled; trying again"),
                }
                match platform.find_left_newcomers().await {
                    Ok(0) => {}
                    Ok(people) => tracing::info!(people, "newcomers of a list that was cut off are found now"),
                    Err(error) => tracing::error!(%error, "newcomers could not be made findable; trying again"),
                }
                if let Err(error) = platform.settle_departures().await {
                    tracing::error!(%error, "departures due could not be settled; trying again");
                }
            }
        }
    }
}
