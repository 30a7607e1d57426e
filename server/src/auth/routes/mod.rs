//! Signing in and out.

mod admit;
mod back_channel;
mod callback;
mod sign_in;
mod sign_out;

use crate::http::AppState;
use app::routes;
use axum::{
    Router,
    routing::{get, post},
};

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route(routes::SIGN_IN, get(sign_in::begin).post(sign_in::choose))
        .route(routes::CALLBACK, get(callback::finish))
        .route(routes::SIGN_OUT, post(sign_out::sign_out))
        .route(routes::SIGNED_OUT, get(sign_out::signed_out))
        .route(routes::BACK_CHANNEL, post(back_channel::log_out))
}
