//! Who cuts and mends the demo's line: Enter on a terminal, SIGUSR1 anywhere.

use std::io::{IsTerminal, Write};

use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio_util::sync::CancellationToken;

use crate::demo::line::Line;

/// How a person turns the line here, as it is told to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// By Enter: somebody sits before a terminal.
    Enter,
    /// By a signal to this process.
    Signal,
}

impl Way {
    /// What there is where this program was started.
    pub(crate) fn here() -> Self {
        if std::io::stdin().is_terminal() && in_foreground() {
            Self::Enter
        } else {
            Self::Signal
        }
    }

    /// In words: English, Chinese.
    pub(crate) fn words(self) -> (String, String) {
        match self {
            Self::Enter => ("Enter".into(), "按回车键".into()),
            Self::Signal => {
                let command = format!("kill -USR1 {}", std::process::id());
                (format!("`{command}`"), format!("运行 {command} "))
            }
        }
    }
}

/// Turns the line whenever somebody asks for it, and says each time how it is now.
pub(crate) fn listen(line: Line, way: Way, shutdown: CancellationToken) -> anyhow::Result<()> {
    let mut told = signal(SignalKind::user_defined1())?;
    let (press, mut presses) = unbounded_channel();
    if way == Way::Enter {
        std::thread::spawn(move || hear(&press));
    } else {
        drop(press);
    }
    tokio::spawn(async move {
        loop {
            tokio::select! {
                () = shutdown.cancelled() => return,
                Some(()) = told.recv() => {}
                () = next(&mut presses) => {}
            }
            say(line.turn(), way);
        }
    });
    Ok(())
}

/// Waits for the next press; for ever once nobody listens at the terminal any more.
async fn next(presses: &mut UnboundedReceiver<()>) {
    if presses.recv().await.is_none() {
        std::future::pending::<()>().await;
    }
}

/// Reads the terminal line by line. On a thread of its own, since nothing ends a read that waits for a key.
fn hear(press: &UnboundedSender<()>) {
    for line in std::io::stdin().lines() {
        if line.is_err() || press.send(()).is_err() {
            return;
        }
    }
}

fn say(whole: bool, way: Way) {
    let (en, zh) = way.words();
    let text = if whole {
        "The line is mended: the gate sends what it kept and takes the roster anew.\n\
         线路接上了：闸机补传记录，更新名单。\n"
            .to_owned()
    } else {
        format!(
            "The line between gate and platform is cut: the gate goes on with its own roster. {en} mends it.\n\
             闸机和平台之间的线路断了：闸机用自己的名单照常判断。{zh}接上。\n"
        )
    };
    let mut out = std::io::stdout();
    // What nobody reads is no failure.
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Whether the terminal's keys come to this process: a job in the background that reads them is stopped. Told by
/// the system (proc_pid_stat(5): the process's group, and the terminal's foreground group).
fn in_foreground() -> bool {
    let Ok(stat) = std::fs::read_to_string("/proc/self/stat") else {
        return false;
    };
    let fields: Vec<&str> = stat
        .rsplit_once(')')
        .map(|(_, rest)| rest.split_whitespace().collect())
        .unwrap_or_default();
    matches!((fields.get(2), fields.get(5)), (Some(group), Some(foreground)) if group == foreground)
}
