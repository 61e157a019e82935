//! How the gate is, for its own screen and for whoever watches it.

use domain::language::Words;
use domain::verdict::GatePolicy;
use recognition::Claim;

use crate::gate::{Eyes, Gate};
use crate::wire::Status;

impl Gate {
    /// How the gate is now.
    pub(crate) fn status(&self) -> Status {
        let now = self.now();
        let clock_wrong = self.clock_is_wrong(now);
        let sees = self.recognizer().is_some();
        let roster = self.roster();
        let head = roster.head();
        let policy = head.map_or_else(GatePolicy::default, |head| head.policy.clone());
        Status {
            site_name: head.map(|head| head.site_name.clone()).unwrap_or_default(),
            gate_name: self.config.name.clone(),
            zone: head.map(|head| head.zone.clone()),
            line: if self.line.is_up() { "up" } else { "down" },
            roster_age_seconds: roster.age(now).map(|age| age.as_secs().max(0)),
            stale: roster.is_stale(now),
            people: roster.people(),
            faces: if sees { roster.gallery().len() } else { 0 },
            queue: self.state.waiting(),
            needs_claim: sees && roster.policy().claim == Claim::ComesFirst,
            clock_wrong,
            declare_link: head.map(|head| head.declare_link.clone()).unwrap_or_default(),
            declare_svg: roster.declare_svg().to_owned(),
            stale_after_hours: policy.stale_after_hours,
            camera_note: self.camera_note(),
        }
    }

    fn camera_note(&self) -> Option<Words> {
        match self.eyes.get() {
            None => Some(Words::new(
                "人脸识别正在准备，请先扫码",
                "Faces are being made ready. Use your QR code.",
            )),
            Some(Eyes::Shut) => Some(Words::new(
                "人脸识别没有开，请扫码或报身份证号",
                "Faces are off. Use your QR code or identity number.",
            )),
            Some(Eyes::Open(_)) => None,
        }
    }
}
