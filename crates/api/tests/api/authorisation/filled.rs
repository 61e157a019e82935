//! The path of a row with everything it names filled in from the first site.

use http::Method;
use serde_json::{Value, json};
use testkit::Who::{District, OtherSite, Site, SystemAdmin, Worker};
use testkit::identity::identity_number;
use testkit::{Authenticator, ORIGIN, TestApp};

use super::area::{IMPORT, places};
use super::row::Endpoint;
use super::screening::watchlist;

impl Endpoint {
    /// The path with everything it names filled in from the first site.
    pub(super) async fn filled(&self, app: &TestApp) -> String {
        let mut path = self
            .path
            .replace("{site}", &app.sites[0].to_string())
            .replace("{person}", &app.workers[0].to_string())
            .replace("{engagement}", &app.engagements[0].to_string())
            .replace("{gate}", &app.gates[0])
            .replace("{profile}", "covid-2020")
            .replace("{code}", testkit::district::TOWN);
        if self.needs("{token}") {
            path = path.replace("{token}", &join_token(app).await);
        }
        if self.needs("{contractor}") {
            let list = format!("/api/sites/{}/contractors", app.sites[0]);
            let known = app.get(Site, &list).await.expect(200)[0]["id"].clone();
            let id = if known.is_string() {
                known
            } else {
                let new = json!({ "uscc": "91350100M000100Y43", "name": "佛山劳务", "kind": "006" });
                app.post(Site, &list, new).await.expect(201)["id"].clone()
            };
            path = path.replace("{contractor}", text(&id));
        }
        if self.needs("{departure}") {
            path = path.replace("{departure}", &departure(app).await);
        }
        if self.needs("{room}") {
            let new =
                json!({ "name": "张三", "document": identity_number(90), "building": "3栋", "room": "302" });
            let _ = app
                .post(Site, &format!("/api/sites/{}/workers", app.sites[0]), new)
                .await;
            let rooms = app
                .get(Site, &format!("/api/sites/{}/rooms", app.sites[0]))
                .await
                .expect(200);
            path = path.replace("{room}", text(&rooms[0]["id"]));
        }
        if self.needs("{likeness}") {
            let like = json!({
                "name": "王健国", "document_kind": "passport", "document": "E1234567", "birth_date": "1960-01-01",
            });
            let workers = format!("/api/sites/{}/workers", app.sites[0]);
            let _ = app.post(Site, &workers, like).await;
            let pairs = app.get(Site, "/api/likenesses").await.expect(200);
            path = path.replace("{likeness}", text(&pairs["items"][0]["id"]));
        }
        if self.needs("{crew}") {
            let site = format!("/api/sites/{}", app.sites[0]);
            let crew = app.get(Site, &site).await.expect(200)["crews"][0]["id"].clone();
            path = path.replace("{crew}", text(&crew));
        }
        if self.needs("{account}") {
            let account = app.caller(OtherSite).await.actor.account;
            path = path.replace("{account}", &account.to_string());
        }
        if self.needs("{integrator}") {
            let list = app.get(SystemAdmin, "/api/integrators").await.expect(200);
            // The newest is the second site's: the first site's own is still there for what is asked next.
            path = path.replace("{integrator}", text(&list["items"][0]["id"]));
        }
        if self.needs("/sign-in-card") {
            sign_in_card(app).await;
        }
        if self.needs("{passkey}") {
            path = path.replace("{passkey}", &passkey(app).await);
        }
        if self.needs("{session}") {
            let (who, list) = if self.needs("/api/me/") {
                (Worker, "/api/me/sessions")
            } else {
                (Site, "/api/sessions")
            };
            let sessions = app.get(who, list).await.expect(200);
            path = path.replace("{session}", text(&sessions["items"][0]["id"]));
        }
        if self.needs("{area}") || self.needs("{list}") || self.needs("{place}") {
            path = area(app, path).await;
        }
        if self.needs("{alert}") || self.needs("{watchlist}") {
            let import = "/api/watchlists/import?dry_run=false&name=x&source=y&expires_on=2020-03-01";
            let listed = watchlist(0).into_bytes();
            app.send_bytes(District, Method::POST, import, "text/csv", listed)
                .await
                .expect(200);
            let lists = app.get(District, "/api/watchlists").await.expect(200);
            path = path.replace("{watchlist}", text(&lists["items"][0]["id"]));
            let alerts = app.get(Site, "/api/alerts").await.expect(200);
            path = path.replace("{alert}", text(&alerts["items"][0]["id"]));
        }
        path
    }
}

/// A departure of a crew of its own, so that the others are still there for what is asked next.
async fn departure(app: &TestApp) -> String {
    let site = format!("/api/sites/{}", app.sites[0]);
    let new = json!({ "name": "张三", "document": identity_number(91), "crew": "退场班" });
    app.post(Site, &format!("{site}/workers"), new).await.expect(201);
    let crews = app.get(Site, &site).await.expect(200)["crews"].clone();
    let of_its_own = |crew: &&Value| crew["name"] == "退场班";
    let crew = crews.as_array().and_then(|crews| crews.iter().find(of_its_own));
    let crew = crew.expect("the crew")["id"].clone();
    let left = app
        .post(Site, &format!("{site}/departures"), json!({ "crew": crew }))
        .await;
    text(&left.expect(201)["id"]).to_owned()
}

/// The path with an outbreak area, its list and the place that nobody can read in it.
async fn area(app: &TestApp, mut path: String) -> String {
    let sent = places().into_bytes();
    app.send_bytes(District, Method::POST, IMPORT, "text/csv", sent)
        .await
        .expect(200);
    for (what, list) in [
        ("{area}", "/api/areas"),
        ("{list}", "/api/area-lists"),
        ("{place}", "/api/unread-places"),
    ] {
        let items = app.get(District, list).await.expect(200)["items"].clone();
        // Read once, a place is on the list no more, and can be read again.
        if let Some(id) = items[0]["id"].as_str() {
            path = path.replace(what, id);
        }
    }
    path
}

/// A card for the first site's worker.
async fn sign_in_card(app: &TestApp) {
    let cards = format!("/api/sites/{}/sign-in-cards", app.sites[0]);
    let order = json!({ "people": [app.workers[0]] });
    app.post(Site, &cards, order).await.expect(201);
}

/// The token of the first site's link.
async fn join_token(app: &TestApp) -> String {
    let link = format!("/api/sites/{}/join-link", app.sites[0]);
    let url = app.get(Site, &link).await.expect(200)["url"].clone();
    let (_, token) = text(&url).rsplit_once('/').expect("a link");
    token.to_owned()
}

/// The site's manager's passkey.
async fn passkey(app: &TestApp) -> String {
    let asked = json!({ "password": testkit::district::PASSWORD });
    let asked = app.post(Site, "/api/account/passkey-challenges", asked).await;
    let mut made = Authenticator::usual().makes(&asked.expect(200), ORIGIN);
    made["name"] = json!("手机");
    // Once it is there, it is there.
    let _ = app.post(Site, "/api/account/passkeys", made).await;
    let passkeys = app.get(Site, "/api/account/passkeys").await.expect(200);
    text(&passkeys[0]["id"]).to_owned()
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}
