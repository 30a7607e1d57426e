//! What must be true whatever is called, and in which order. The operations one by one are tested
//! over HTTP.

mod changes;
mod soundness;
mod tokens;

use serde_json::{Value, json};
use time::{Duration, OffsetDateTime};

use super::{Instance, State, perform};
use crate::Seed;
use crate::account::Scope;
use crate::context::Context;
use crate::model::Input;
use crate::wire::Answer;

/// Connect in one Region, on a clock that only the test moves.
struct World {
    state: State,
    context: Context,
    instance: String,
}

impl World {
    fn in_region(region: &str) -> Self {
        let now = OffsetDateTime::UNIX_EPOCH + Duration::days(20_000);
        let scope = Scope::first_account(region);
        let mut state = Seed::default().connect(now);
        let instances = state.region(&scope).all().values();
        let instance = instances.max_by_key(|instance| instance.users.current().len()).unwrap();
        let instance = instance.attributes.id.clone();
        let context = Context {
            scope,
            now,
            listed_from: now,
        };
        Self {
            state,
            context,
            instance,
        }
    }

    fn pass(&mut self, time: Duration) {
        self.context.now += time;
        self.context.listed_from = self.context.now + Duration::seconds(3);
    }

    fn instance(&mut self) -> &mut Instance {
        self.state.region(&self.context.scope).get_mut(&self.instance).unwrap()
    }

    /// Calls an operation on the instance.
    fn call(&mut self, operation: &str, mut members: Value) -> Answer {
        members["InstanceId"] = json!(self.instance);
        let input = Input::unchecked(members);
        perform(&mut self.state, &self.context, operation, input, &|domain| {
            domain == "example.com"
        })
    }

    fn address(&mut self, name: &str) -> Value {
        let created = self.call(
            "CreateEmailAddress",
            json!({ "EmailAddress": format!("{name}@example.com") }),
        );
        created.unwrap()["EmailAddressId"].clone()
    }

    fn described(&mut self, address: &Value) -> Value {
        self.call("DescribeEmailAddress", json!({ "EmailAddressId": address }))
            .unwrap()
    }

    fn user(&mut self) -> Value {
        let user = self.instance().users.current().all().next().unwrap();
        json!(user.id)
    }
}

fn code(answer: Answer) -> &'static str {
    answer.unwrap_err().code
}

fn alias(primary: &Value, alias: &Value, token: &str) -> Value {
    json!({
        "EmailAddressId": primary,
        "AliasConfiguration": { "EmailAddressId": alias },
        "ClientToken": token,
    })
}
