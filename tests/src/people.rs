//! People with accounts, made through the rules (an invitation and its link).

use app::account::{Role, Viewer, port::Accounts};

use crate::Network;

/// A member of this organisation.
pub async fn someone_at(network: &Network, organisation: &str) -> Viewer {
    join(network, organisation, Role::Member, "Mitglied").await
}

/// A moderator.
pub async fn moderator_of(network: &Network) -> Viewer {
    join(network, "digitalbuero-owl", Role::Moderator, "Moderation").await
}

impl Network {
    /// Someone of this role; a guest for the guest's.
    pub async fn someone(&self, role: Role) -> Viewer {
        match role {
            Role::Guest => Viewer::guest(),
            role => join(self, "lemgo", role, role.label()).await,
        }
    }
}

async fn join(network: &Network, organisation: &str, role: Role, name: &str) -> Viewer {
    let accounts = &network.server.accounts;
    let number = accounts.list().await.expect("people").len();
    let mail = format!("person{number}@{organisation}.example");
    let link = accounts.invite(&format!("{name} {number}"), &mail, organisation, role).await.expect("an invitation");
    let token = link.split("schluessel=").nth(1).expect("a token");
    let session = accounts.confirm(token, "Heute gibt es Kuchen").await.expect("an account");
    accounts.viewer(&session.token).await.expect("a viewer")
}
