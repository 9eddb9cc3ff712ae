//! People with accounts, made through the rules (an invitation and its link).

use app::account::{Role, Viewer, port::Accounts};

use crate::{Network, Page, Visitor};

/// The password of everybody in the stories.
pub const PASSWORD: &str = "Heute gibt es Kuchen";

/// Fills in the form for newcomers.
pub async fn register(visitor: &mut Visitor, name: &str, mail: &str) -> Page {
    let form = visitor.open("/registrieren").await.form("main form");
    visitor.submit(form.fill("name", name).fill("mail", mail)).await
}

impl Visitor {
    /// Opens the link of a confirmation and chooses a password.
    pub async fn confirm(&mut self, link: &str, password: &str) -> Page {
        let form = self.open(link).await.form("main form");
        self.submit(form.fill("password", password)).await
    }

    /// Fills in the form to sign in.
    pub async fn sign_in(&mut self, mail: &str, password: &str) -> Page {
        let form = self.open("/anmelden").await.form("main form");
        self.submit(form.fill("mail", mail).fill("password", password)).await
    }
}

/// A member of this organisation.
pub async fn someone_at(network: &Network, organisation: &str) -> Viewer {
    join(network, organisation, Role::Member, "Mitglied").await
}

/// A moderator.
pub async fn moderator_of(network: &Network) -> Viewer {
    join(network, "digitalbuero-owl", Role::Moderator, "Moderation").await
}

impl Network {
    /// Someone with an account at this address, in Lemgo, with the usual password.
    pub async fn someone_with_mail(&self, mail: &str) -> Viewer {
        self.join_with("Kim Beispiel", mail, "lemgo", Role::Member).await
    }

    async fn join_with(&self, name: &str, mail: &str, organisation: &str, role: Role) -> Viewer {
        let accounts = &self.server.accounts;
        let link = accounts.invite(name, mail, organisation, role).await.expect("an invitation");
        let token = link.split("schluessel=").nth(1).expect("a token");
        let session = accounts.confirm(token, PASSWORD, "").await.expect("an account");
        accounts.viewer(&session.token).await.expect("a viewer")
    }

    /// Someone of this role; a guest for the guest's.
    pub async fn someone(&self, role: Role) -> Viewer {
        match role {
            Role::Guest => Viewer::guest(),
            role => join(self, "lemgo", role, role.label()).await,
        }
    }
}

async fn join(network: &Network, organisation: &str, role: Role, name: &str) -> Viewer {
    let number = network.server.accounts.list().await.expect("people").len();
    let mail = format!("person{number}@{organisation}.example");
    network.join_with(&format!("{name} {number}"), &mail, organisation, role).await
}
