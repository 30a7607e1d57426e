//! The audit log.

use crate::wire::Wire;
use crate::{
    error::AppError,
    model::{
        change::{Record, RecordPage, RecordRow},
        freshness::Kind,
    },
};
use leptos::{server, server_fn::codec::GetUrl};

/// A page of the log; `query` is the URL's.
#[server(prefix = "/api", endpoint = "records", input = GetUrl, output = Wire)]
pub async fn list_records(query: String) -> Result<RecordPage, AppError> {
    use crate::model::change::RecordQuery;
    let records = super::ssr::records::<ListRecords>()?;
    let page = records.records(&RecordQuery::parse(&query)).await;
    page.map_err(super::ssr::failed)
}

/// A change with all that is known of it; `None` where there is no such change.
#[server(prefix = "/api", endpoint = "record", input = GetUrl, output = Wire)]
pub async fn get_record(id: String) -> Result<Option<Record>, AppError> {
    let (changes, _) = super::ssr::changes::<GetRecord>()?;
    changes.record(&id).await.map_err(super::ssr::failed)
}

/// The latest changes of a thing; of a connection string, which is the id then, those in every Region.
#[server(prefix = "/api", endpoint = "history", input = GetUrl, output = Wire)]
pub async fn get_history(kind: Kind, parent: String, id: String) -> Result<Vec<RecordRow>, AppError> {
    use crate::model::change::Subject;
    let records = super::ssr::records::<GetHistory>()?;
    let history = records.history(kind, &Subject { parent, id }).await;
    history.map_err(super::ssr::failed)
}

super::needs! {
    ListRecords: Read,
    GetRecord: Read,
    GetHistory: Read,
}
