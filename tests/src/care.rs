//! Articles that somebody looks after.

use app::{
    account::Viewer,
    wiki::{
        Visibility,
        port::{Article, Wiki},
    },
};

use crate::{Network, article, moderator_of};

impl Network {
    /// An article of this owner, for members; her organisation stands in, and it is to be looked at in a year.
    pub async fn article_of(&self, owner: &Viewer, title: &str) -> Article {
        let moderator = moderator_of(self).await;
        let stored = self.server.wiki.publish(&moderator, article(title, Visibility::Members)).await.expect("an article");
        let member = owner.member().expect("a member");
        let (id, place) = (member.id, member.organisation.id);
        self.change(&format!("UPDATE articles SET owner_id = {id}, deputy_id = {place} WHERE id = {}", stored.id)).await;
        stored
    }

    /// Makes someone a regional contact.
    pub async fn make_contact(&self, person: &Viewer, district: &str) {
        self.change(&format!("INSERT INTO regional_contacts (district, account_id) VALUES ('{district}', {})", person.id()))
            .await;
    }

    /// Lets days pass.
    pub fn wait_days(&self, days: i64) {
        self.wait_minutes(days * 24 * 60);
    }

    /// Sends the reminders that are due; returns of how many articles.
    pub async fn remind(&self) -> usize {
        self.server.freshness.remind_due().await.unwrap_or_else(|error| panic!("reminders: {error}"))
    }

    /// Offers unanswered questions to those whose turn it is; returns how many questions.
    pub async fn route(&self) -> usize {
        self.server.expertise.route_due().await.unwrap_or_else(|error| panic!("routing: {error}"))
    }
}
