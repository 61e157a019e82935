//! Setting up an installation as people do: accounts, a site, workers, a gate.

use domain::document::check_character;
use reqwest::{Client, Method, StatusCode};
use serde_json::{Value, json};

use crate::process::{Installation, client};

/// Somebody signed in.
#[derive(Clone)]
pub(crate) struct Person {
    client: Client,
    base: String,
    cookie: String,
}

/// The password that whoever adds an account gives, and the one that its owner makes of it.
const FIRST_PASSWORD: &str = "nanhai-2020-first";
const PASSWORD: &str = "nanhai-2020-office";

impl Person {
    async fn opened(base: &str, path: &str, body: &Value) -> Self {
        let client = client();
        let answer = client
            .post(format!("{base}{path}"))
            .json(body)
            .send()
            .await
            .expect("an answer");
        assert_eq!(answer.status(), StatusCode::CREATED, "{path}");
        let cookies: Vec<&str> = answer
            .headers()
            .get_all("set-cookie")
            .iter()
            .filter_map(|cookie| cookie.to_str().ok()?.split(';').next())
            .collect();
        let cookie = cookies.join("; ");
        Self {
            client,
            base: base.to_owned(),
            cookie,
        }
    }

    /// Sends a request; None when nobody answered.
    pub(crate) async fn ask(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> Option<(StatusCode, Value)> {
        let mut request = self
            .client
            .request(method, format!("{}{path}", self.base))
            .header("cookie", &self.cookie);
        if let Some(body) = body {
            request = request.json(body);
        }
        let answer = request.send().await.ok()?;
        let status = answer.status();
        // An answer that was cut off is no answer.
        let text = answer.text().await.ok()?;
        Some((status, serde_json::from_str(&text).unwrap_or(Value::Null)))
    }

    pub(crate) async fn get(&self, path: &str) -> Value {
        let (status, body) = self.ask(Method::GET, path, None).await.expect("an answer");
        assert!(status.is_success(), "{path}: {status} {body}");
        body
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Value {
        let (status, answer) = self
            .ask(Method::POST, path, Some(&body))
            .await
            .expect("an answer");
        assert!(status.is_success(), "{path}: {status} {answer}");
        answer
    }

    /// Every row of a list.
    pub(crate) async fn all(&self, path: &str) -> Vec<Value> {
        let (mut rows, mut after) = (Vec::new(), String::new());
        loop {
            let page = self.get(&format!("{path}limit=200&after={after}")).await;
            rows.extend(page["items"].as_array().expect("a list").iter().cloned());
            match page["next"].as_str() {
                Some(next) => next.clone_into(&mut after),
                None => return rows,
            }
        }
    }
}

/// A site with its manager and workers.
pub(crate) struct Site {
    pub(crate) manager: Person,
    pub(crate) workers: Vec<Person>,
    pub(crate) id: String,
}

impl Installation {
    /// Adds an account, and changes its password as its owner has to. The platform runs.
    async fn add_account(&self, name: &str, reach: [&str; 2]) {
        let verb = ["add-account", "--name", name, "--title", name, reach[0], reach[1]];
        let done = self.run(&verb, &format!("{FIRST_PASSWORD}\n"));
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        let first = json!({ "name": name, "password": FIRST_PASSWORD });
        let owner = Person::opened(&self.address(), "/api/sessions", &first).await;
        let change = json!({ "password": FIRST_PASSWORD, "new_password": PASSWORD });
        let changed = owner
            .ask(Method::PUT, "/api/account/password", Some(&change))
            .await;
        assert_eq!(changed.map(|(status, _)| status), Some(StatusCode::NO_CONTENT));
    }

    pub(crate) async fn sign_in(&self, name: &str) -> Person {
        self.sign_in_with(name, PASSWORD).await
    }

    pub(crate) async fn sign_in_with(&self, name: &str, password: &str) -> Person {
        let body = json!({ "name": name, "password": password });
        Person::opened(&self.address(), "/api/sessions", &body).await
    }

    /// Makes a site with so many workers who registered themselves and were confirmed. The platform runs.
    pub(crate) async fn site(&self, workers: usize) -> Site {
        self.add_account("office", ["--division", "440605"]).await;
        let office = self.sign_in("office").await;
        let site = json!({ "kind": "construction_project", "name": "一号工地", "town": "440605011", "address": "大道1号" });
        let site = office.post("/api/sites", site).await["id"]
            .as_str()
            .expect("an id")
            .to_owned();
        self.add_account("manager", ["--site", &site]).await;
        let manager = self.sign_in("manager").await;
        let link = manager.get(&format!("/api/sites/{site}/join-link")).await;
        let token = link["url"]
            .as_str()
            .and_then(|url| url.rsplit('/').next())
            .expect("a link")
            .to_owned();
        let mut joined = Vec::new();
        for number in 0..workers {
            let front = format!("44060519900307{number:03}");
            let document = format!("{front}{}", check_character(&front).expect("17 digits"));
            let worker =
                json!({ "name": "王建国", "document": document, "phone": format!("138{number:08}") });
            let body = json!({ "worker": worker, "declaration_text_version": "declaration-1" });
            joined.push(Person::opened(&self.address(), &format!("/api/join/{token}"), &body).await);
        }
        for row in manager
            .all(&format!("/api/sites/{site}/workers?engagement=pending&"))
            .await
        {
            let engagement = row["engagement"].as_str().expect("an id");
            manager
                .post(&format!("/api/engagements/{engagement}/confirm"), json!({}))
                .await;
        }
        Site {
            manager,
            workers: joined,
            id: site,
        }
    }

    /// Adds a gate to a site; what the console shows of it.
    pub(crate) async fn add_gate(&self, site: &Site) -> Value {
        let path = format!("/api/sites/{}/gates", site.id);
        site.manager.post(&path, json!({ "name": "北门" })).await
    }
}

/// A declaration of a quiet day.
pub(crate) fn quiet_day(id: uuid::Uuid) -> Value {
    let answers = json!({ "temperature": 366, "symptoms": [], "stays": [], "trips": [], "contact": null, "promise": true });
    json!({ "id": id, "text_version": "declaration-1", "answers": answers })
}
