//! Messages on their way out: none is lost, none is sent for ever, and what became of each is kept.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use connect::{Receipt, Refusal, Sender, Sending, Why};
use domain::id::MessageId;
use domain::message::Message;
use jiff::SignedDuration;
use service::Platform;
use testkit::identity::phone_number;
use testkit::{TestApp, both_engines};

/// A provider that answers what it was told to, in order, and then takes everything.
#[derive(Default)]
struct Provider {
    answers: Mutex<VecDeque<Result<Receipt, Refusal>>>,
    asked: Mutex<usize>,
}

impl Provider {
    fn refusing(reasons: &[Why]) -> Arc<Self> {
        let refused = |why: &Why| {
            Err(Refusal {
                why: *why,
                code: format!("provider.{}", why.word()),
            })
        };
        let provider = Self::default();
        provider
            .answers
            .lock()
            .unwrap()
            .extend(reasons.iter().map(refused));
        Arc::new(provider)
    }

    fn asked(&self) -> usize {
        *self.asked.lock().unwrap()
    }
}

impl Sender for Provider {
    fn send<'a>(&'a self, _: &'a Message) -> Sending<'a> {
        *self.asked.lock().unwrap() += 1;
        let answer = self.answers.lock().unwrap().pop_front();
        Box::pin(async move { answer.unwrap_or_else(|| Ok(Receipt("receipt-1".into()))) })
    }
}

/// A platform whose messages go by a provider, and one message on its way.
async fn one_message(app: &TestApp, provider: &Arc<Provider>) -> (Platform, MessageId) {
    let platform = app.platform.clone().with_sender(provider.clone());
    platform
        .ask_phone_code(&phone_number(0))
        .await
        .expect("a code is on its way");
    let mut tx = app.database.store.read().await.unwrap();
    let due = tx.messages_due(platform.now(), 10).await.unwrap();
    assert_eq!(due.len(), 1);
    (platform, due[0].id)
}

/// What became of a message, and of each attempt at it.
async fn outcome(app: &TestApp, message: MessageId) -> (Option<String>, Vec<(String, String)>) {
    let mut tx = app.database.store.read().await.unwrap();
    tx.message_outcome(message).await.unwrap()
}

fn said(attempts: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(outcome, said): &(&str, &str)| ((*outcome).to_owned(), (*said).to_owned());
    attempts.iter().map(owned).collect()
}

both_engines! {
    async fn a_provider_that_fails_is_asked_again_ever_later_until_it_takes_the_message(database: Database) {
        let app = TestApp::over(database).await;
        let provider = Provider::refusing(&[Why::Busy, Why::Silence]);
        let (platform, message) = one_message(&app, &provider).await;
        for (seconds, asked) in [(0, 1), (14, 1), (1, 2), (29, 2), (1, 3), (240, 3)] {
            app.clock.forward(SignedDuration::from_secs(seconds));
            platform.send_messages().await.unwrap();
            assert_eq!(provider.asked(), asked, "{seconds} seconds later");
        }
        let attempts = [("busy", "provider.busy"), ("silence", "provider.silence"), ("taken", "receipt-1")];
        assert_eq!(outcome(&app, message).await, (Some("sent".into()), said(&attempts)));
    }
}

both_engines! {
    async fn what_a_provider_refuses_for_good_is_not_sent_again_and_its_word_is_kept(database: Database) {
        let app = TestApp::over(database).await;
        let provider = Provider::refusing(&[Why::Template]);
        let (platform, message) = one_message(&app, &provider).await;
        for _ in 0..3 {
            platform.send_messages().await.unwrap();
            app.clock.forward(SignedDuration::from_mins(1));
        }
        assert_eq!(provider.asked(), 1);
        let attempts = said(&[("template", "provider.template")]);
        assert_eq!(outcome(&app, message).await, (Some("refused".into()), attempts));
    }
}

both_engines! {
    async fn a_code_that_is_out_of_date_is_not_sent_any_more(database: Database) {
        let app = TestApp::over(database).await;
        let provider = Provider::refusing(&[]);
        let (platform, message) = one_message(&app, &provider).await;
        app.clock.forward(SignedDuration::from_mins(5));
        platform.send_messages().await.unwrap();
        assert_eq!(provider.asked(), 0);
        assert_eq!(outcome(&app, message).await, (Some("late".into()), Vec::new()));
    }
}

both_engines! {
    async fn two_processes_send_a_message_once(database: Database) {
        let app = TestApp::over(database).await;
        let provider = Provider::refusing(&[]);
        let (one, message) = one_message(&app, &provider).await;
        let other = one.clone();
        let (one, other) = tokio::join!(one.send_messages(), other.send_messages());
        assert!(one.is_ok() && other.is_ok());
        assert_eq!(provider.asked(), 1);
        assert_eq!(outcome(&app, message).await.0.as_deref(), Some("sent"));
    }
}
