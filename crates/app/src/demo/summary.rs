//! What the demo says when it is ready: what to open, and with which accounts.

use std::fmt::Write as _;
use std::io::Write;

use domain::id::SiteId;
use service::Platform;

use crate::command::Demo;
use crate::demo::district::manager;
use crate::demo::switch::Way;

/// The address that stands in QR codes: one that phones of the local network reach, where there is one.
pub(crate) fn public_url(demo: &Demo) -> String {
    match network(demo.tls_port) {
        Some(address) => address,
        None => format!("http://localhost:{}", demo.port),
    }
}

fn network(port: u16) -> Option<String> {
    let names = certify::machine::names(None);
    let address = names
        .iter()
        .rev()
        .find(|name| !matches!(name.as_str(), "localhost" | "127.0.0.1" | "::1"))?;
    (port != 0).then(|| format!("https://{address}:{port}"))
}

/// Says it. The line that begins with `ready` comes last.
pub(crate) async fn say(demo: &Demo, platform: &Platform, site: SiteId, way: Way) -> anyhow::Result<()> {
    let name = platform
        .store()
        .read()
        .await?
        .site_name(site)
        .await?
        .unwrap_or_default();
    let manager = manager();
    // Writing into a String does not fail.
    let mut text = format!(
        "\nSitewarden 工地卫士\n\n\
         Console 管理端      http://localhost:{port}\n\
         Phone page 手机页   http://localhost:{port}/worker/\n\
         Kiosk 门口屏幕      http://localhost:{gate}   ({name})\n\
         Messages 短信收件箱 http://localhost:{port}/demo/outbox\n",
        port = demo.port,
        gate = demo.gate_port,
    );
    if let (Some(platform), Some(kiosk)) = (network(demo.tls_port), network(demo.gate_tls_port)) {
        let _ = write!(
            text,
            "From other machines 其他设备   {platform}  ·  {kiosk}\n\
             (their browsers have to trust {authority} 需先信任该证书)\n",
            authority = demo.data_dir.join("certificate/authority.pem").display(),
        );
    }
    text += "\nSign in 登录\n";
    for (account, zh, en) in [
        (manager.as_str(), "工地负责人", "the site's manager"),
        ("contractor", "劳务单位", "a company at that site"),
        ("enterprise", "这家单位的总部", "its head office"),
        ("guicheng", "桂城街道专员", "a town's officer"),
        ("community", "社区网格专员", "a community's officer"),
        ("district", "区防疫办", "the district"),
        ("security", "安全管理员", "who keeps accounts"),
        ("system", "系统管理员", "who keeps sites and gates"),
        ("audit", "审计员", "who reads the audit log"),
    ] {
        let _ = writeln!(
            text,
            "  {account:<10} {:<24} {zh} · {en}",
            demo::password(account)
        );
    }
    let (en, zh) = way.words();
    let _ = write!(
        text,
        "\nThe line 线路\n  {en} cuts the line between gate and platform, the same again mends it: the gate goes on.\n  \
         {zh}断开闸机和平台之间的线路，再来一次接上：断网时闸机照常。\n"
    );
    text += "\nready · 已就绪 (Ctrl-C stops it 停止)\n";
    let mut out = std::io::stdout();
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .or_else(|error| match error.kind() {
            std::io::ErrorKind::BrokenPipe => Ok(()),
            _ => Err(error),
        })?;
    Ok(())
}
