//! Whatever strangers send as a logout token: refused, and no work for the provider.

use super::{
    Provider, client_of,
    keys::{Signing, base64},
};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};

#[derive(Clone, Debug)]
enum Mutation {
    Replace(prop::sample::Index, u8),
    Insert(prop::sample::Index, u8),
    Remove(prop::sample::Index),
    Cut(prop::sample::Index),
    Swap(prop::sample::Index),
}

fn mutations() -> impl Strategy<Value = Vec<Mutation>> {
    let index = any::<prop::sample::Index>;
    let one = prop_oneof![
        (index(), 0_u8..128).prop_map(|(at, byte)| Mutation::Replace(at, byte)),
        (index(), 0_u8..128).prop_map(|(at, byte)| Mutation::Insert(at, byte)),
        index().prop_map(Mutation::Remove),
        index().prop_map(Mutation::Cut),
        index().prop_map(Mutation::Swap),
    ];
    prop::collection::vec(one, 1..4)
}

fn mutated(token: &str, mutations: &[Mutation]) -> String {
    let mut bytes = token.as_bytes().to_vec();
    for mutation in mutations {
        if bytes.is_empty() {
            break;
        }
        match mutation {
            Mutation::Replace(at, byte) => *at.get_mut(&mut bytes) = *byte,
            Mutation::Insert(at, byte) => bytes.insert(at.index(bytes.len()), *byte),
            Mutation::Remove(at) => drop(bytes.remove(at.index(bytes.len()))),
            Mutation::Cut(at) => bytes.truncate(at.index(bytes.len())),
            Mutation::Swap(at) => {
                let middle = at.index(bytes.len());
                bytes.rotate_left(middle);
            }
        }
    }
    String::from_utf8(bytes).expect("ASCII")
}

#[test]
fn nothing_unsigned_is_ever_accepted() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let provider = runtime.block_on(Provider::start());
    let client = client_of(&provider);
    let fine = provider.logout_token(|_, _| {}, Signing::Properly);
    let mut runner = TestRunner::new(Config {
        cases: 2000,
        ..Config::default()
    });
    let is_accepted = |text: &str| runtime.block_on(client.logout_token(text)).is_ok();
    runner
        .run(&prop::collection::vec(any::<u8>(), 0..2000), |bytes| {
            prop_assert!(!is_accepted(&String::from_utf8_lossy(&bytes)));
            Ok(())
        })
        .expect("arbitrary bytes");
    runner
        .run(
            &("[a-zA-Z0-9_-]{0,40}", ".{0,200}", ".{0,200}"),
            |(signature, header, claims)| {
                let token = format!(
                    "{}.{}.{signature}",
                    base64(header.as_bytes()),
                    base64(claims.as_bytes())
                );
                prop_assert!(!is_accepted(&token));
                Ok(())
            },
        )
        .expect("arbitrary parts");
    assert_eq!(
        provider.asked_for_anything(),
        0,
        "garbage is refused without the provider"
    );
    assert!(is_accepted(&fine));
    runner
        .run(&mutations(), |mutations| {
            let token = mutated(&fine, &mutations);
            prop_assert_eq!(is_accepted(&token), token == fine);
            Ok(())
        })
        .expect("changed tokens");
    assert!(provider.asked("/keys") <= 2, "and changed ones make it no more work");
}
