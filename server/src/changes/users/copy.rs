//! "Copy from user…": a colleague's profiles and phone settings in the form of a new user.

use super::named;
use crate::changes::{Change, Closed, Opened, World};
use app::model::{
    change::{FieldError, Subject},
    forms::CreateUser,
};

/// A form after another user's profiles were taken over.
#[derive(Clone, Debug, PartialEq)]
pub struct Copied {
    /// The form.
    pub form: CreateUser,
    /// What could not be taken over.
    pub errors: Vec<FieldError>,
}

/// Takes over the profiles and phone settings of the user that `form.copy_from` names, of the same instance.
///
/// # Errors
/// Why there is no such form.
pub fn copy(mut form: CreateUser, subject: &Subject, world: &World<'_>) -> Result<Copied, Closed> {
    let Opened { context, .. } = CreateUser::open(subject, world)?;
    let wanted = form.copy_from.trim().to_owned();
    let Some(user) = named(&wanted, &subject.parent, world) else {
        let message = match wanted.as_str() {
            "" => "Say whose profiles to take over: give a username.".to_owned(),
            _ => format!("{} has no user called “{wanted}”.", context.instance),
        };
        let errors = vec![FieldError::new("copy_from", message)];
        return Ok(Copied { form, errors });
    };
    let left_out = form.copy_from(user, &context);
    let message = || {
        let (names, username) = (left_out.join(", "), &user.username);
        format!("Not taken over from {username}, since you may not give it: {names}.")
    };
    let errors = (!left_out.is_empty()).then(|| FieldError::new("security_profile", message()));
    Ok(Copied {
        form,
        errors: errors.into_iter().collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::changes::users::test_world::TestWorld;
    use app::model::{access::Role, instance::IdentityManagement::Saml};

    #[test]
    fn a_colleague_s_profiles_are_taken_over() {
        let world = TestWorld::new(Saml)
            .with(|user| user.security_profiles.push("sp2".to_owned()))
            .as_role(Role::Operator);
        let copied = |username: &str| {
            let form = CreateUser {
                copy_from: username.to_owned(),
                username: "zoe".to_owned(),
                ..CreateUser::new()
            };
            copy(form, &Subject::new("i", ""), &world.world()).expect("a form")
        };
        let Copied { form, errors } = copied(" ADA ");
        assert_eq!((form.username.as_str(), form.routing_profile.as_str()), ("zoe", "rp1"));
        assert_eq!(form.security_profile, ["sp1"]);
        let message = "Not taken over from ada, since you may not give it: Admin.";
        assert_eq!(errors, [FieldError::new("security_profile", message)]);
        assert_eq!(copied("grace").errors, []);
        let unknown = copied("eve");
        assert_eq!(
            unknown.errors,
            [FieldError::new("copy_from", "acme has no user called “eve”.")]
        );
        assert_eq!(unknown.form.routing_profile, "");
    }
}
