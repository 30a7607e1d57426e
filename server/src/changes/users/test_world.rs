//! One instance with two users, for tests of plans.

use crate::changes::{Change, Closed, Opened, Plan, Secrets, World};
use app::model::{
    access::{Access, Role},
    change::Subject,
    instance::{IdentityManagement, Instance, Names},
    region::Region,
    snapshot::Snapshot,
    tag::Tags,
    user::{Contact, PhoneConfig, User},
};
use std::sync::Arc;

/// What a plan is made against.
pub(super) struct TestWorld {
    pub(super) snapshot: Snapshot,
    pub(super) access: Access,
    pub(super) open: Vec<String>,
    pub(super) secrets: Secrets,
}

impl TestWorld {
    /// An admin looks at an instance with the users "ada" and "grace".
    pub(super) fn new(management: IdentityManagement) -> Self {
        let region: Region = "eu-west-2".parse().expect("a Region");
        let mut snapshot = Snapshot {
            regions: vec![region.clone()],
            ..Snapshot::default()
        };
        Arc::make_mut(&mut snapshot.instances).insert("i".to_owned(), instance(region, management));
        let mut this = Self {
            snapshot,
            access: Access::of(Role::Admin),
            open: vec!["Agent".to_owned(), "Supervisor".to_owned()],
            secrets: Secrets::new(),
        };
        this.put(user("u1", "ada", management));
        this.put(user("u2", "grace", management));
        this
    }

    pub(super) fn by_role(self, role: Role) -> Self {
        Self {
            access: Access::of(role),
            ..self
        }
    }

    pub(super) fn put(&mut self, user: User) {
        let key = (user.instance.clone(), user.id.clone());
        Arc::make_mut(&mut self.snapshot.users).insert(key, Arc::new(user));
    }

    /// Changes ada.
    pub(super) fn with(mut self, change: impl FnOnce(&mut User)) -> Self {
        let mut ada = User::clone(&self.snapshot.users[&("i".to_owned(), "u1".to_owned())]);
        change(&mut ada);
        self.put(ada);
        self
    }

    pub(super) fn world(&self) -> World<'_> {
        World {
            snapshot: &self.snapshot,
            access: &self.access,
            operator_security_profiles: &self.open,
            secrets: &self.secrets,
        }
    }

    pub(super) fn open<F: Change>(&self, subject: &Subject) -> Result<Opened<F>, Closed> {
        F::open(subject, &self.world())
    }

    /// What a form for `subject` does after `fill` filled it in.
    pub(super) fn plan<F: Change>(&self, subject: &Subject, fill: impl FnOnce(&mut F)) -> Plan {
        let opened = self.open::<F>(subject).expect("a form");
        let mut form = opened.now.clone();
        fill(&mut form);
        assert_eq!(form.check(&opened.context), [], "the form is right");
        form.plan(&opened, subject, &self.world())
    }
}

/// Ada.
pub(super) fn ada() -> Subject {
    Subject::new("i", "u1")
}

/// The operations of a plan, in order.
pub(super) fn operations(plan: &Plan) -> Vec<&str> {
    plan.steps.iter().map(|step| step.call.operation()).collect()
}

/// The inputs of a plan's calls, in order.
pub(super) fn inputs(plan: &Plan) -> Vec<serde_json::Value> {
    plan.steps.iter().map(|step| step.call.input()).collect()
}

/// "Last name: Lovelace → King".
pub(super) fn lines(plan: &Plan) -> Vec<String> {
    let shown = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
    let lines = plan.fields.iter();
    lines
        .map(|line| format!("{}: {} → {}", line.name, shown(&line.before), shown(&line.after)))
        .collect()
}

fn instance(region: Region, identity_management: IdentityManagement) -> Instance {
    let names = |names: &[(&str, &str)]| {
        let names = names.iter().map(|(id, name)| ((*id).to_owned(), (*name).to_owned()));
        names.collect()
    };
    Instance {
        region,
        id: "i".to_owned(),
        arn: "arn:aws:connect:eu-west-2:111122223333:instance/i".to_owned(),
        alias: "acme".to_owned(),
        identity_management,
        status: "ACTIVE".to_owned(),
        access_url: None,
        created: None,
        tags: Tags::new(),
        names: Names {
            routing_profiles: names(&[("rp1", "Basic"), ("rp2", "Email")]),
            security_profiles: names(&[("sp1", "Agent"), ("sp2", "Admin"), ("sp3", "Supervisor")]),
            hierarchy_groups: names(&[("hg1", "North")]),
            read_at: None,
        },
    }
}

fn user(id: &str, username: &str, management: IdentityManagement) -> User {
    User {
        instance: "i".to_owned(),
        id: id.to_owned(),
        arn: format!("arn:aws:connect:eu-west-2:111122223333:instance/i/agent/{id}"),
        username: username.to_owned(),
        first_name: Some("Ada".to_owned()),
        last_name: Some("Lovelace".to_owned()),
        directory_user_id: None,
        security_profiles: vec!["sp1".to_owned()],
        routing_profile: Some("rp1".to_owned()),
        hierarchy_group: Some("hg1".to_owned()),
        phone: PhoneConfig {
            phone_type: Some("SOFT_PHONE".to_owned()),
            auto_accept: true,
            after_contact_work_limit: 30,
            desk_phone_number: None,
            persistent_connection: Some(true),
        },
        channels: Vec::new(),
        tags: [("team", "billing"), ("aws:createdBy", "cdk")]
            .map(|(k, v)| (k.to_owned(), v.to_owned()))
            .into(),
        last_modified: None,
        last_modified_region: None,
        contact: Some(Contact {
            email: management.has_email().then(|| "ada@example.com".to_owned()),
            secondary_email: Some("ada@home.example".to_owned()),
            mobile: None,
        }),
        described_at: None,
    }
}
