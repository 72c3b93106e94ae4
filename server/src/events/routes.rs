use super::{feed::BATCH, people_socket, render, store};
use crate::{
    App,
    http::{self, Caller, Extract, Problem, Upgrade, can},
    refusal::{Outcome, Refusal},
};
use api::Events;
use axum::{
    Json,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Sse, sse},
};
use futures::Stream;
use serde::Deserialize;
use std::{convert::Infallible, time::Duration};
use utoipa_axum::{router::OpenApiRouter, routes};

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct After {
    /// The last event that the client has; absent starts from now.
    after: Option<i64>,
}

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(stream)).routes(routes!(list)).routes(routes!(sse_stream))
}

/// Live events over a WebSocket; the first frame carries the token.
#[utoipa::path(get, path = "/stream", tag = "live", 
    responses((status = 101, description = "JSON frames, see the contract"),
        (status = 426, body = Problem, content_type = "application/problem+json")))]
async fn stream(State(app): State<App>, Upgrade(upgrade): Upgrade) -> impl IntoResponse {
    upgrade.max_message_size(16 * 1024).on_upgrade(move |socket| people_socket(app, socket))
}

/// The durable events after a number, for clients whose sockets are blocked.
#[utoipa::path(get, path = "/events", tag = "live", params(After),
    responses((status = 200, body = Events), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn list(
    State(app): State<App>,
    caller: Caller<can::Read>,
    Extract(query): Extract<After>,
) -> Outcome<Json<Events>> {
    Ok(Json(read(&app, &caller, http::place("after", query.after)?).await?))
}

/// The durable events as server-sent events. A client that comes back resumes with `Last-Event-ID`.
#[utoipa::path(get, path = "/stream/sse", tag = "live",
    params(After, ("Last-Event-ID" = Option<i64>, Header, description = "Set by the browser when it comes back; stronger than `after`")),
    responses((status = 200, description = "text/event-stream; each data line is one event"),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn sse_stream(
    State(app): State<App>,
    caller: Caller<can::Read>,
    headers: HeaderMap,
    Extract(query): Extract<After>,
) -> Outcome<Sse<impl Stream<Item = Result<sse::Event, Infallible>>>> {
    let mut at = match last_event_id(&headers)?.or(http::place("after", query.after)?) {
        Some(after) => after,
        None => read(&app, &caller, None).await?.last,
    };
    let (sender, receiver) = tokio::sync::mpsc::channel::<Result<sse::Event, Infallible>>(64);
    tokio::spawn(async move {
        let mut listener = app.db.bus.listen(caller.tenant);
        loop {
            let Ok(events) = read(&app, &caller, Some(at)).await else { return };
            if events.resync {
                at = events.last;
                let frame = sse::Event::default().id(at.to_string()).event("resync").data("{}");
                if sender.send(Ok(frame)).await.is_err() {
                    return;
                }
            }
            for event in events.items {
                at = event.id;
                let Ok(data) = serde_json::to_string(&event) else { continue };
                let frame = sse::Event::default().id(at.to_string()).event(event.event).data(data);
                if sender.send(Ok(frame)).await.is_err() {
                    return;
                }
            }
            if at >= events.last {
                tokio::select! {
                    _ = tokio::time::timeout(Duration::from_secs(5), listener.wakes.changed()) => {}
                    () = sender.closed() => return,
                    () = app.stopping.cancelled() => return,
                }
                if crate::sign_in::still_valid(&app, caller.tenant, &caller.session).await.is_err() {
                    return;
                }
            }
        }
    });
    let stream = tokio_stream::wrappers::ReceiverStream::new(receiver);
    Ok(Sse::new(stream).keep_alive(sse::KeepAlive::default()))
}

/// Where a browser that lost its connection goes on: its address still says where it began.
fn last_event_id(headers: &HeaderMap) -> Outcome<Option<i64>> {
    let Some(value) = headers.get("last-event-id") else { return Ok(None) };
    let id = value.to_str().ok().and_then(|text| text.trim().parse().ok());
    id.map(Some).ok_or_else(|| Refusal::field("Last-Event-ID", "invalid", "the number of an event"))
}

async fn read<R>(app: &App, caller: &Caller<R>, after: Option<i64>) -> Outcome<Events> {
    let mut tx = app.db.tenant(caller.tenant).begin().await?;
    let last = store::last(&mut tx).await?;
    let Some(after) = after else { return Ok(Events { items: vec![], last, resync: false }) };
    let oldest = if after < last { store::oldest(&mut tx).await? } else { Some(after) };
    if after > last || (after < last && oldest.is_none_or(|o| after + 1 < o)) {
        return Ok(Events { items: vec![], last, resync: true });
    }
    let stored = store::after(&mut tx, after, BATCH).await?;
    let items = render::all(&mut tx, stored).await?.into_iter().map(|r| r.people).collect();
    Ok(Events { items, last, resync: false })
}
