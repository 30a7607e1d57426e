use super::*;
use crate::audit::{
    Intent,
    testing::{Log, intent, log},
};
use app::model::change::{Action, Resource};

/// Four changes, the last of them first: an alias in a second Region, an alias, a user that was created, a user that was edited.
async fn written() -> Log {
    let log = log().await;
    log.made("edited", intent("amara.okafor")).await;
    let mut created = intent("zoë");
    created.action = Action::CreateUser;
    created.actor.name = "Sam 100%".to_owned();
    created.actor.email = None;
    created.actor.subject = "sam-1".to_owned();
    created.resource.subject = Subject::new("i-1", "");
    log.begun("created", created).await;
    log.ended("created", Outcome::InPart, Some(Subject::new("i-1", "ID-of-zoë")))
        .await;
    for (id, region) in [("alias", "eu-west-2"), ("alias-again", "us-east-1")] {
        let desk = alias(region);
        log.begun(id, desk).await;
    }
    log
}

fn alias(region: &str) -> Intent {
    Intent {
        action: Action::AssociateConnectionAlias,
        resource: Resource {
            kind: Kind::ConnectionAliases,
            subject: Subject::new(region, format!("wsca-{region}")),
            name: "desk.example.com".to_owned(),
        },
        fields: Vec::new(),
        ..intent("")
    }
}

async fn found(log: &Log, filter: &str) -> Vec<String> {
    let page = log
        .audit
        .records(&RecordQuery::with_filter(filter))
        .await
        .expect("read");
    assert_eq!(page.matched as usize, page.rows.len(), "{filter}");
    page.rows.into_iter().map(|row| row.id).collect()
}

#[tokio::test]
async fn each_token_finds_what_it_says_and_a_minus_turns_it_around() {
    let log = written().await;
    let all = ["alias-again", "alias", "created", "edited"];
    assert_eq!(found(&log, "").await, all);
    for (filter, expected) in [
        ("person:sam", vec!["created"]),
        ("person:ADA@example", vec!["alias-again", "alias", "edited"]),
        ("-person:ada", vec!["created"]),
        ("action:edit-user", vec!["edited"]),
        ("outcome:in-part", vec!["created"]),
        ("outcome:open", vec!["alias-again", "alias"]),
        ("kind:users", vec!["created", "edited"]),
        ("kind:users -outcome:made", vec!["created"]),
        ("name:ZOE", vec!["created"]),
        ("name:zo", vec![]),
        ("id:ID-of-zoë", vec!["created"]),
        ("id:wsca-us-east-1", vec!["alias-again"]),
        ("zurich", vec!["created", "edited"]),
        ("okafor routing", vec!["edited"]),
        ("wsca-us-east-1", vec!["alias-again"]),
        // Signs that patterns of SQL are made of are texts.
        ("100%", vec!["created"]),
        ("10_%", vec![]),
        ("'", vec![]),
        ("since:2026-11-18 until:2026-11-18", all.to_vec()),
        ("since:2026-11-19", vec![]),
        ("until:2026-11-17", vec![]),
    ] {
        assert_eq!(found(&log, filter).await, expected, "{filter}");
    }
}

#[tokio::test]
async fn a_row_says_who_what_to_what_and_what_came_of_it() {
    let log = written().await;
    let page = log
        .audit
        .records(&RecordQuery::with_filter("id:ID-of-zoë"))
        .await
        .expect("read");
    assert_eq!((page.matched, page.total, page.older), (1, 4, None));
    let row = &page.rows[0];
    assert_eq!(
        (row.actor.as_str(), row.summary.as_str()),
        ("Sam 100%", "Routing profile")
    );
    assert_eq!((row.action, row.outcome), (Action::CreateUser, Outcome::InPart));
    // Its name is as people wrote it, its id the one that AWS gave it.
    assert_eq!(
        (row.resource.name.as_str(), row.resource.subject.id.as_str()),
        ("zoë", "ID-of-zoë")
    );
}

#[tokio::test]
async fn a_page_stays_what_it_is_while_the_log_grows() {
    let log = log().await;
    for at in 0..PAGE + 3 {
        log.begun(&format!("{at:03}"), intent("zoe")).await;
    }
    let first = log.audit.records(&RecordQuery::default()).await.expect("read");
    assert_eq!((first.rows.len(), first.matched), (50, 53));
    assert_eq!(first.rows[0].id, "052");
    let older = RecordQuery::default().with_before(first.older);
    let rest = log.audit.records(&older).await.expect("read");
    log.begun("later", intent("zoe")).await;
    let again = log.audit.records(&older).await.expect("read");
    let ids = |page: RecordPage| page.rows.into_iter().map(|row| row.id).collect::<Vec<_>>();
    assert_eq!(again.older, None);
    assert_eq!(ids(rest), ["002", "001", "000"]);
    assert_eq!(ids(again), ["002", "001", "000"]);
}

#[tokio::test]
async fn a_thing_s_history_is_its_own() {
    let log = written().await;
    let history = async |kind, parent: &str, id: &str| {
        let rows = log.audit.history(kind, &Subject::new(parent, id)).await.expect("read");
        rows.into_iter().map(|row| row.id).collect::<Vec<_>>()
    };
    assert_eq!(history(Kind::Users, "i-1", "id-of-amara.okafor").await, ["edited"]);
    assert_eq!(history(Kind::Users, "i-2", "id-of-amara.okafor").await, [""; 0]);
    assert_eq!(history(Kind::Users, "i-1", "ID-of-zoë").await, ["created"]);
    // A connection string's is that of every Region.
    assert_eq!(
        history(Kind::ConnectionAliases, "", "desk.example.com").await,
        ["alias-again", "alias"]
    );
}

/// How the database answers, for what it tells of it.
mod sqlite {
    use super::*;

    #[tokio::test]
    async fn common_questions_are_answered_by_an_index() {
        let log = written().await;
        for filter in [
            "",
            "outcome:unknown",
            "action:edit-user",
            "id:x",
            "name:x",
            "kind:identities",
        ] {
            let mut sql = Sql::new("EXPLAIN QUERY PLAN ");
            sql.push(ROWS);
            conditions(&mut sql, &RecordQuery::with_filter(filter).with_before(Some(9)));
            sql.push(" ORDER BY change.number DESC LIMIT 51");
            let plan = sql.rows().fetch_all(&log.pools.read).await.expect("a plan");
            let plan: Vec<String> = plan.iter().map(|row| row.get("detail")).collect();
            // In the order of the index: nothing is sorted, and reading stops after a page.
            assert!(plan[0].contains("USING INDEX change_by_"), "{filter}: {plan:?}");
            assert!(
                !plan.iter().any(|step| step.contains("TEMP B-TREE")),
                "{filter}: {plan:?}"
            );
        }
    }
}
