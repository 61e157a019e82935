//! The demo's line between its gate and its platform: a relay on this machine that can be cut and mended, so that
//! anyone sees the gate go on alone. Only the demo has it; `serve` and `gate` never talk through it.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

/// A system that cannot take a connection now is asked again after this long.
const TAKE_AGAIN: Duration = Duration::from_millis(100);

/// The line. Cut, it drops what goes over it and takes nothing more; it begins whole.
pub(crate) struct Line {
    address: SocketAddr,
    whole: watch::Sender<bool>,
}

impl Line {
    /// Lays the line to the platform's port on this machine; it is there until told to stop.
    pub(crate) async fn to(platform: u16, shutdown: CancellationToken) -> anyhow::Result<Self> {
        let near = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = near.local_addr()?;
        let whole = watch::Sender::new(true);
        let far = SocketAddr::from((Ipv4Addr::LOCALHOST, platform));
        tokio::spawn(carry_all(near, far, whole.subscribe(), shutdown));
        Ok(Self { address, whole })
    }

    /// Where the gate finds the platform.
    pub(crate) fn platform(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Cuts a whole line and mends one that is cut; whether it is whole now.
    pub(crate) fn turn(&self) -> bool {
        self.whole.send_modify(|whole| *whole = !*whole);
        *self.whole.borrow()
    }
}

async fn carry_all(
    near: TcpListener,
    far: SocketAddr,
    whole: watch::Receiver<bool>,
    shutdown: CancellationToken,
) {
    loop {
        let taken = tokio::select! {
            () = shutdown.cancelled() => return,
            taken = near.accept() => taken,
        };
        match taken {
            Ok((near, _)) => drop(tokio::spawn(carry(near, far, whole.clone()))),
            Err(_) => tokio::time::sleep(TAKE_AGAIN).await,
        }
    }
}

/// Carries one connection until either end closes it or the line is cut.
async fn carry(mut near: TcpStream, far: SocketAddr, mut whole: watch::Receiver<bool>) {
    if !*whole.borrow_and_update() {
        return;
    }
    let Ok(mut far) = TcpStream::connect(far).await else {
        return;
    };
    tokio::select! {
        // Whichever end was the one to fail, the other sees its connection closed.
        _ = copy_bidirectional(&mut near, &mut far) => {}
        _ = whole.wait_for(|whole| !whole) => {}
    }
}
