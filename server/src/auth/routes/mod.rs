//! Signing in and out.

mod admit;
mod back_channel;
mod callback;
mod sign_in;
mod sign_out;

use super::Needs;
use crate::http::route::Route;
use app::routes;
use axum::routing::{get, post};

pub(crate) fn routes() -> Vec<Route> {
    let open = |path, handlers| Route::new(path, Needs::Nothing, handlers);
    vec![
        open(routes::SIGN_IN, get(sign_in::begin).post(sign_in::choose)),
        open(routes::CALLBACK, get(callback::finish)),
        open(routes::SIGN_OUT, post(sign_out::sign_out)),
        open(routes::SIGNED_OUT, get(sign_out::signed_out)),
        open(routes::BACK_CHANNEL, post(back_channel::log_out)),
    ]
}
