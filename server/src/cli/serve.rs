//! `wissensnetz serve`

use std::{net::SocketAddr, sync::Arc, time::Duration};

use app::error::Error;
use axum::serve::ListenerExt;
use server::{Server, config::Config, demo};
use tokio::{net::TcpListener, sync::watch};

/// Listens until it is told to stop, then finishes what it is doing.
pub(super) async fn run(server: Server, config: &Config) -> Result<(), Error> {
    if config.demo {
        println!("{}", demo::prepare(&server).await?);
        println!("Mails werden nicht versendet, sondern abgelegt in: {}", config.mail_folder().display());
    } else {
        if server.accounts.administrators().await? == 0 {
            println!("Es gibt noch niemanden mit der Rolle Verwaltung. Legen Sie das erste Konto an:");
            println!(
                "  wissensnetz user add --name \"Vorname Nachname\" --mail name@kommune.de --organisation lemgo --role administrator"
            );
        }
        if config.smtp_url.is_none() {
            println!("Kein Mailserver eingestellt (smtp_url). Mails werden abgelegt in: {}", config.mail_folder().display());
        }
    }
    let (stop, stopped) = watch::channel(());
    let background = server.start_background(&stopped);
    let listener = TcpListener::bind(config.listen).await.map_err(|error| Error::fault(format!("{}: {error}", config.listen)))?;
    println!("{} läuft: {}", env!("CARGO_BIN_NAME"), config.public_url);
    tracing::info!(listen = %config.listen, database = server.db.engine(), "listening");
    // without TCP_NODELAY a small page waits for the delayed ACK of the one before: 44 ms instead of 3
    let listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "TCP_NODELAY");
        }
    });
    let service = server.router().into_make_service_with_connect_info::<SocketAddr>();
    let notices = Arc::clone(&server.notices);
    let stopping = async move {
        signal().await;
        // they would never end by themselves
        notices.end_streams();
    };
    axum::serve(listener, service).with_graceful_shutdown(stopping).await?;
    drop(stop);
    for task in background {
        // a panic was logged when it happened; the others still have to end
        let _ = tokio::time::timeout(Duration::from_secs(10), task).await;
    }
    server.db.close().await;
    tracing::info!("stopped");
    Ok(())
}

async fn signal() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => {
                tokio::select! { _ = interrupt => {}, _ = terminate.recv() => {} }
                return;
            }
            Err(error) => tracing::warn!(%error, "SIGTERM will end the process at once"),
        }
    }
    if let Err(error) = interrupt.await {
        tracing::error!(%error, "cannot wait for Ctrl+C");
    }
}
