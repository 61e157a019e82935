//! The country's divisions, a level at a time, for whoever asks.

use http::{Method, header};
use serde_json::{Value, json};
use testkit::{TestApp, Who, both_engines};

fn names(list: &Value) -> Vec<&str> {
    let items = list.as_array().into_iter().flatten();
    items.filter_map(|one| one["name"].as_str()).collect()
}

both_engines! {
    async fn anyone_reads_a_division_with_what_lies_directly_in_it(database: Database) {
        let app = TestApp::over(database).await;
        let provinces = app.get(Who::Nobody, "/api/divisions").await.expect(200);
        assert_eq!(provinces.as_array().map(Vec::len), Some(34));
        let town = app.get(Who::Nobody, "/api/divisions/440605011").await.expect(200);
        assert_eq!(town["full_name"], "广东省佛山市南海区桂城街道");
        assert_eq!(names(&town["path"]), ["广东省", "佛山市", "南海区", "桂城街道"]);
        assert_eq!(town["children"][0], json!({ "code": "440605011001", "name": "桂一社区居委会" }));
        let padded = app.get(Who::Nobody, "/api/divisions/440605011000").await.expect(200);
        assert_eq!(padded, town);
        let community = app.get(Who::Worker, "/api/divisions/440605011001").await.expect(200);
        assert_eq!(community["children"], json!([]));
        for code in ["440605999", "440605011999", "99", "x", "7101"] {
            assert_eq!(app.get(Who::Nobody, &format!("/api/divisions/{code}")).await.problem(404), "not_found", "{code}");
        }
    }
}

both_engines! {
    async fn a_browser_keeps_it_and_asks_only_whether_it_is_still_right(database: Database) {
        let app = TestApp::over(database).await;
        let path = "/api/divisions/440605";
        let first = app.get(Who::Worker, path).await;
        let said = |name: header::HeaderName| first.headers[name].to_str().unwrap().to_owned();
        assert!(said(header::CACHE_CONTROL).starts_with("public, max-age="));
        let varies: Vec<_> = first.headers.get_all(header::VARY).iter().collect();
        assert!(!varies.iter().any(|by| by.to_str().unwrap().to_lowercase().contains("cookie")), "{varies:?}");
        let mark = (header::IF_NONE_MATCH, said(header::ETAG));
        let again = app.open_as(mark, Method::GET, path, "", Vec::new()).await;
        assert_eq!(again.status(), 304);
        let other = (header::IF_NONE_MATCH, "W/\"0\"".to_owned());
        assert_eq!(app.open_as(other, Method::GET, path, "", Vec::new()).await.status(), 200);
        let kept = app.get(Who::District, "/api/sites").await;
        assert_eq!(kept.headers[header::CACHE_CONTROL], "no-store", "and nothing else");
    }
}
