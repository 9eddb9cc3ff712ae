//! `wissensnetz user`

use app::{account::Role, error::Error};
use clap::{Subcommand, ValueEnum};
use server::Server;

/// What can be done with accounts.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Legt ein Konto an: gibt einen Link aus, unter dem die Person ihr Passwort wählt (gilt 24 Stunden)
    Add {
        /// Vor- und Nachname
        #[arg(long)]
        name: String,
        /// Mail-Adresse
        #[arg(long)]
        mail: String,
        /// Kurzname der Organisation, wie in /kommunen/…
        #[arg(long)]
        organisation: String,
        /// Rolle
        #[arg(long, value_enum, default_value_t = Given::Member)]
        role: Given,
    },
    /// Ändert die Rolle eines Kontos
    Role {
        /// Mail-Adresse
        #[arg(long)]
        mail: String,
        /// Rolle
        #[arg(long, value_enum)]
        role: Given,
    },
    /// Beendet ein Konto: Anmeldung und Mails enden, Texte bleiben, betreute Artikel gehen an die Vertretung
    End {
        /// Mail-Adresse
        #[arg(long)]
        mail: String,
    },
    /// Öffnet ein beendetes Konto wieder
    Reopen {
        /// Mail-Adresse
        #[arg(long)]
        mail: String,
    },
    /// Hebt die Anmeldung in zwei Schritten für ein Konto auf, meldet es überall ab und sagt der Person per Mail Bescheid
    ResetFactor {
        /// Mail-Adresse
        #[arg(long)]
        mail: String,
    },
    /// Zeigt alle Konten
    List,
}

/// Roles that can be given.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Given {
    Member,
    Moderator,
    Administrator,
}

impl From<Given> for Role {
    fn from(given: Given) -> Self {
        match given {
            Given::Member => Self::Member,
            Given::Moderator => Self::Moderator,
            Given::Administrator => Self::Administrator,
        }
    }
}

pub(super) async fn run(server: &Server, command: Command) -> Result<(), Error> {
    match command {
        Command::Add { name, mail, organisation, role } => {
            let link = server.accounts.invite(&name, &mail, &organisation, role.into()).await?;
            println!("Unter diesem Link wählt {name} das Passwort (24 Stunden gültig):\n{link}");
        }
        Command::Role { mail, role } => {
            server.accounts.set_role(find(server, &mail).await?, role.into()).await?;
            println!("{mail}: {}", Role::from(role).label());
        }
        Command::End { mail } => {
            server.accounts.end_account(find(server, &mail).await?, None).await?;
            println!("{mail}: beendet");
        }
        Command::Reopen { mail } => {
            server.accounts.reopen_account(find(server, &mail).await?).await?;
            println!("{mail}: wieder offen");
        }
        Command::ResetFactor { mail } => {
            if server.factors.reset(find(server, &mail).await?).await? {
                println!("{mail}: Anmeldung in zwei Schritten zurückgesetzt");
            } else {
                println!("{mail}: hat keine Anmeldung in zwei Schritten, nichts zu tun");
            }
        }
        Command::List => {
            for person in server.accounts.list().await? {
                let mail = person.mail.unwrap_or_default();
                let ended = if person.ended.is_some() { " (beendet)" } else { "" };
                println!("{:<14} {:<28} {:<40} {}{ended}", person.role.label(), person.name, mail, person.organisation.1);
            }
        }
    }
    Ok(())
}

async fn find(server: &Server, mail: &str) -> Result<i64, Error> {
    let id = server.accounts.find(mail).await?;
    id.ok_or_else(|| Error::fault(format!("Es gibt kein Konto mit der Adresse {mail}.")))
}
