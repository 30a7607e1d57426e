//! `ClientToken`: a call that is repeated with its token is answered as it was the first time, and
//! has no second effect.
//! <https://aws.amazon.com/builders-library/making-retries-safe-with-idempotent-APIs/>
//!
//! A token belongs to one operation on one instance. Connect does not say for how long it remembers
//! one; here it is a day. A call that was refused leaves its token unused.

use std::collections::{HashMap, VecDeque};

use serde::Deserialize;
use serde_json::Value;
use time::{Duration, OffsetDateTime};

use super::Region;
use super::error::Error;
use crate::context::Context;
use crate::model::{Input, Model};
use crate::wire::{Answer, Service};

const REMEMBERED_FOR: Duration = Duration::hours(24);
/// Of one instance; then the oldest is forgotten.
const MOST_TOKENS: usize = 1000;

/// The calls with a token that an instance has answered.
#[derive(Debug, Default)]
pub struct ClientTokens {
    answered: HashMap<Token, Answered>,
    oldest_first: VecDeque<(OffsetDateTime, Token)>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Token {
    operation: String,
    text: String,
}

#[derive(Debug)]
struct Answered {
    input: Input,
    output: Value,
}

/// What is needed to recognise a call.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Recognisable {
    instance_id: String,
    client_token: Option<String>,
}

/// Performs an operation, unless the call repeats one that was answered.
pub fn once(
    here: &mut Region,
    context: &Context,
    operation: &str,
    input: Input,
    perform: impl FnOnce(&mut Region, Input) -> Answer,
) -> Answer {
    let call: Recognisable = input.clone().parse()?;
    let Some(text) = call.client_token else {
        return perform(here, input);
    };
    let operation = operation.to_owned();
    let token = Token { operation, text };
    let tokens = &mut here.get_mut(&call.instance_id)?.client_tokens;
    if let Some(answered) = tokens.recall(&token, context.now) {
        return if answered.input == input {
            Ok(answered.output.clone())
        } else {
            Err(reused(&token.operation).into())
        };
    }
    let output = perform(here, input.clone())?;
    let tokens = &mut here.get_mut(&call.instance_id)?.client_tokens;
    let answered = Answered {
        input,
        output: output.clone(),
    };
    tokens.remember(token, answered, context.now);
    Ok(output)
}

impl ClientTokens {
    fn recall(&mut self, token: &Token, now: OffsetDateTime) -> Option<&Answered> {
        while let Some((_, old)) = self.oldest_first.pop_front_if(|(at, _)| *at + REMEMBERED_FOR <= now) {
            self.answered.remove(&old);
        }
        self.answered.get(token)
    }

    fn remember(&mut self, token: Token, answered: Answered, now: OffsetDateTime) {
        if self.oldest_first.len() >= MOST_TOKENS
            && let Some((_, old)) = self.oldest_first.pop_front()
        {
            self.answered.remove(&old);
        }
        self.oldest_first.push_back((now, token.clone()));
        self.answered.insert(token, answered);
    }
}

/// The token was used for another input.
fn reused(operation: &str) -> Error {
    let message = "The ClientToken was used before, for a request with other parameters".to_owned();
    let known = Model::of(Service::Connect).and_then(|model| model.operation(operation));
    if known.is_some_and(|operation| operation.declares("IdempotencyException")) {
        Error::Idempotency(message)
    } else {
        Error::ResourceConflict(message)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn token(text: &str) -> Token {
        Token {
            operation: "CreateEmailAddress".to_owned(),
            text: text.to_owned(),
        }
    }

    fn remember(tokens: &mut ClientTokens, text: &str, now: OffsetDateTime) {
        let answered = Answered {
            input: Input::unchecked(json!({})),
            output: json!({}),
        };
        tokens.remember(token(text), answered, now);
    }

    #[test]
    fn a_token_is_forgotten_after_a_day() {
        let now = OffsetDateTime::UNIX_EPOCH;
        let mut tokens = ClientTokens::default();
        remember(&mut tokens, "one", now);
        let almost = now + REMEMBERED_FOR - Duration::seconds(1);
        assert!(tokens.recall(&token("one"), almost).is_some());
        assert!(tokens.recall(&token("one"), now + REMEMBERED_FOR).is_none());
        assert!(tokens.answered.is_empty());
    }

    #[test]
    fn the_oldest_of_too_many_tokens_is_forgotten() {
        let now = OffsetDateTime::UNIX_EPOCH;
        let mut tokens = ClientTokens::default();
        for number in 0..=MOST_TOKENS {
            remember(&mut tokens, &number.to_string(), now);
        }
        assert!(tokens.recall(&token("0"), now).is_none());
        assert!(tokens.recall(&token("1"), now).is_some());
        assert_eq!(tokens.answered.len(), MOST_TOKENS);
    }
}
