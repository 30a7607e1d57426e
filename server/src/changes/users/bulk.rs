//! The same change of several users: each row is an edit or a deletion like any other.

use super::{context::context, find};
use crate::changes::{
    Change, Closed, Opened, Plan, UndoPlan, World,
    bulk::{BulkChange, RowPlan},
};
use app::model::{
    change::{Action, Resource, Subject, form},
    forms::{
        BulkDeleteUsers, BulkEditUsers, DeleteUser, EditUser,
        bulk_edit_users::{ADD, NONE, NOTHING_SELECTED, REMOVE, REPLACE, subject_of},
        tags, user_fields,
    },
    freshness::Kind,
};

impl Change for BulkEditUsers {
    fn open(subject: &Subject, world: &World<'_>) -> Result<Opened<Self>, Closed> {
        if subject.parent.is_empty() {
            return Err(Closed::Impossible(NOTHING_SELECTED.to_owned()));
        }
        let instance = world.instance(&subject.parent).ok_or(Closed::NotFound)?;
        Ok(Opened {
            name: String::new(),
            context: context(instance, None, world)?,
            now: Self::default(),
        })
    }

    fn plan(&self, _: &Opened<Self>, subject: &Subject, _: &World<'_>) -> Plan {
        by_rows(self.title(self.users.len()), subject)
    }

    fn shown(field: &str, value: &str, context: &user_fields::Context) -> String {
        context.shown(field, value)
    }
}

impl BulkChange for BulkEditUsers {
    const ROW: Action = Action::EditUser;

    fn rows(&self, world: &World<'_>) -> Vec<RowPlan> {
        rows(&self.users, world, |subject, world| {
            let opened = EditUser::open(subject, world).map_err(|_| "It is not read from AWS yet.".to_owned())?;
            Ok(form::encode(&self.of(opened.now)))
        })
    }

    fn title(&self, count: usize) -> String {
        format!("Edit {count} {}", users(count))
    }
}

/// What a user's form becomes.
trait OfEach {
    fn of(&self, user: EditUser) -> EditUser;
}

impl OfEach for BulkEditUsers {
    fn of(&self, user: EditUser) -> EditUser {
        let chosen = |profile: &String| self.security_profile.contains(profile);
        let security_profile = match self.security_profiles_how.as_str() {
            ADD => {
                let mut all = user.security_profile.clone();
                all.extend(
                    self.security_profile
                        .iter()
                        .filter(|new| !user.security_profile.contains(new))
                        .cloned(),
                );
                all
            }
            REMOVE => user
                .security_profile
                .iter()
                .filter(|held| !chosen(held))
                .cloned()
                .collect(),
            REPLACE => self.security_profile.clone(),
            _ => user.security_profile.clone(),
        };
        let mut all_tags = user.tags();
        all_tags.extend(self.tags());
        for key in self.untagged() {
            all_tags.remove(key);
        }
        let (tag_key, tag_value) = tags::to_fields(&all_tags);
        let or = |chosen: &str, held: String| if chosen.is_empty() { held } else { chosen.to_owned() };
        EditUser {
            routing_profile: or(&self.routing_profile, user.routing_profile),
            hierarchy_group: match self.hierarchy_group.as_str() {
                NONE => String::new(),
                chosen => or(chosen, user.hierarchy_group),
            },
            security_profile,
            tag_key,
            tag_value,
            ..user
        }
    }
}

impl Change for BulkDeleteUsers {
    fn open(_: &Subject, _: &World<'_>) -> Result<Opened<Self>, Closed> {
        Ok(Opened {
            name: String::new(),
            context: (),
            now: Self::default(),
        })
    }

    fn plan(&self, _: &Opened<Self>, subject: &Subject, _: &World<'_>) -> Plan {
        by_rows(self.title(self.users.len()), subject)
    }
}

impl BulkChange for BulkDeleteUsers {
    const ROW: Action = Action::DeleteUser;

    fn rows(&self, world: &World<'_>) -> Vec<RowPlan> {
        rows(&self.users, world, |_, _| Ok(form::encode(&DeleteUser {})))
    }

    fn title(&self, count: usize) -> String {
        format!("Delete {count} {}", users(count))
    }
}

const fn users(count: usize) -> &'static str {
    if count == 1 { "user" } else { "users" }
}

/// A plan that is made row by row, so that it has no calls of its own.
fn by_rows(title: String, subject: &Subject) -> Plan {
    let resource = Resource {
        kind: Kind::Users,
        subject: subject.clone(),
        name: String::new(),
    };
    Plan::new(
        title.clone(),
        title,
        resource,
        UndoPlan::Not("each user has a record of their own.".to_owned()),
    )
}

fn rows(
    users: &[String],
    world: &World<'_>,
    form: impl Fn(&Subject, &World<'_>) -> Result<String, String>,
) -> Vec<RowPlan> {
    let row = |user: &String| {
        let subject = subject_of(user)?;
        Some(match find(&subject, world) {
            Ok((known, _)) => RowPlan {
                name: known.username.clone(),
                form: form(&subject, world),
                subject,
            },
            Err(_) => RowPlan {
                name: subject.id.clone(),
                form: Err("There is no such user any more.".to_owned()),
                subject,
            },
        })
    };
    users.iter().filter_map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    fn user() -> EditUser {
        EditUser {
            routing_profile: "old".to_owned(),
            hierarchy_group: "north".to_owned(),
            security_profile: texts(&["a", "b"]),
            tag_key: texts(&["shift", "team"]),
            tag_value: texts(&["early", "sales"]),
            ..EditUser::default()
        }
    }

    #[test]
    fn what_is_empty_stays_as_each_user_has_it() {
        assert_eq!(BulkEditUsers::default().of(user()), user());
    }

    #[test]
    fn each_part_is_changed_for_itself() {
        let profiles = |how: &str| {
            let bulk = BulkEditUsers {
                security_profiles_how: how.to_owned(),
                security_profile: texts(&["b", "c"]),
                ..BulkEditUsers::default()
            };
            bulk.of(user()).security_profile
        };
        assert_eq!(profiles(ADD), texts(&["a", "b", "c"]));
        assert_eq!(profiles(REMOVE), texts(&["a"]));
        assert_eq!(profiles(REPLACE), texts(&["b", "c"]));
        let bulk = BulkEditUsers {
            hierarchy_group: NONE.to_owned(),
            tag_key: texts(&["team"]),
            tag_value: texts(&["billing"]),
            untag: "shift, none".to_owned(),
            ..BulkEditUsers::default()
        };
        let edited = bulk.of(user());
        assert_eq!(edited.hierarchy_group, "");
        assert_eq!(edited.tags(), [("team".to_owned(), "billing".to_owned())].into());
        assert_eq!(edited.routing_profile, "old");
    }
}
