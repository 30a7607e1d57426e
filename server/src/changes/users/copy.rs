//! "Copy from user…": a colleague's profiles and phone settings in the form of a new user.

use super::named;
use crate::changes::World;
use app::model::{
    change::{FieldError, Subject},
    forms::{CreateUser, user_fields::Context},
};

/// Takes over the profiles and phone settings of the user of the same instance that `form.copy_from` names, and empties that field
/// again: the next button takes over nothing. Says what could not be taken over.
pub(super) fn copy(
    mut form: CreateUser,
    context: &Context,
    subject: &Subject,
    world: &World<'_>,
) -> (CreateUser, Vec<FieldError>) {
    let wanted = form.copy_from.trim().to_owned();
    if wanted.is_empty() {
        return (form, Vec::new());
    }
    let Some(user) = named(&wanted, &subject.parent, world) else {
        let message = format!("{} has no user called “{wanted}”.", context.instance);
        return (form, vec![FieldError::new("copy_from", message)]);
    };
    form.copy_from.clear();
    let left_out = form.copy_from(user, context);
    let message = || {
        let (names, username) = (left_out.join(", "), &user.username);
        format!("Not taken over from {username}, since you may not give it: {names}.")
    };
    let errors = (!left_out.is_empty()).then(|| FieldError::new("security_profile", message()));
    (form, errors.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::changes::{Change, users::test_world::TestWorld};
    use app::model::{access::Role, instance::IdentityManagement::Saml};

    #[test]
    fn a_colleague_s_profiles_are_taken_over() {
        let world = TestWorld::new(Saml)
            .with(|user| user.security_profiles.push("sp2".to_owned()))
            .by_role(Role::Operator);
        let copied = |username: &str| {
            let form = CreateUser {
                copy_from: username.to_owned(),
                username: "zoe".to_owned(),
                ..CreateUser::new()
            };
            let (subject, world) = (Subject::new("i", ""), world.world());
            let opened = CreateUser::open(&subject, &world).expect("a form");
            copy(form, &opened.context, &subject, &world)
        };
        let (form, errors) = copied(" ADA ");
        assert_eq!((form.username.as_str(), form.routing_profile.as_str()), ("zoe", "rp1"));
        assert_eq!(
            (form.security_profile, form.copy_from),
            (vec!["sp1".to_owned()], String::new())
        );
        let message = "Not taken over from ada, since you may not give it: Admin.";
        assert_eq!(errors, [FieldError::new("security_profile", message)]);
        assert_eq!(copied("grace").1, []);
        // Somebody pressed another button.
        let (form, errors) = copied(" ");
        assert_eq!((form.routing_profile.as_str(), errors), ("", vec![]));
        let (form, errors) = copied("eve");
        assert_eq!(errors, [FieldError::new("copy_from", "acme has no user called “eve”.")]);
        assert_eq!((form.routing_profile.as_str(), form.copy_from.as_str()), ("", "eve"));
    }
}
