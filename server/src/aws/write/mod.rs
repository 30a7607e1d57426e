//! The calls that change something. Each is a struct of the members of its operation's input, so that the same value is sent,
//! shown as the AWS CLI's input, and kept in the audit log.

mod answer;
pub mod connect;
mod secret;
mod send;
pub mod ses;
pub mod workspaces;

pub use answer::{Answer, Effect, Failure};
pub use secret::SecretInput;
pub use send::Writer;

use super::clients::Clients;
use app::model::{
    change::Subject,
    freshness::{Kind, Service},
    region::Region,
    snapshot::Snapshot,
};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// An operation that changes something.
#[async_trait]
pub trait Operation {
    /// AWS's name for it.
    const NAME: &'static str;

    /// The service.
    const SERVICE: Service;

    /// Whether its input has a `ClientToken`: sent again with the same one, it does nothing twice.
    const TAKES_CLIENT_TOKEN: bool = false;

    /// Sends it once.
    async fn send(&self, clients: &Clients, client_token: &str) -> Result<Answer, Failure>;

    /// What has to be read again to know what became of it; `created` is the id that AWS answered with.
    fn touches(&self, created: Option<&str>) -> Vec<Touched>;

    /// Whether what it is for is true of `snapshot`; `None` where nobody can tell from it.
    fn is_in_effect(&self, region: &Region, snapshot: &Snapshot) -> Option<bool>;
}

/// A thing that a call touches, in the call's Region.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Touched {
    /// A user.
    User {
        /// The instance's id.
        instance: String,
        /// The user's.
        id: String,
    },
    /// A user whose id nobody knows.
    NewUser {
        /// The instance's id.
        instance: String,
        /// The username.
        username: String,
    },
    /// An e-mail address.
    EmailAddress {
        /// The instance's id.
        instance: String,
        /// The address's.
        id: String,
    },
    /// An e-mail address whose id nobody knows.
    NewEmailAddress {
        /// The instance's id.
        instance: String,
        /// The address.
        address: String,
    },
    /// An identity.
    Identity {
        /// The address or domain.
        name: String,
    },
    /// A connection alias.
    ConnectionAlias {
        /// Its id.
        id: String,
    },
    /// A connection alias whose id nobody knows.
    NewConnectionAlias {
        /// The connection string.
        connection_string: String,
    },
}

impl Touched {
    /// Whether nobody knows its id.
    #[must_use]
    pub const fn is_new(&self) -> bool {
        matches!(
            self,
            Self::NewUser { .. } | Self::NewEmailAddress { .. } | Self::NewConnectionAlias { .. }
        )
    }

    /// Where it stands in the inventory; `None` for something whose id nobody knows.
    #[must_use]
    pub fn subject(&self, region: &Region) -> Option<Subject> {
        match self {
            Self::User { instance, id } | Self::EmailAddress { instance, id } => Some(Subject::new(instance, id)),
            Self::Identity { name: id } | Self::ConnectionAlias { id } => Some(Subject::new(region.as_str(), id)),
            Self::NewUser { .. } | Self::NewEmailAddress { .. } | Self::NewConnectionAlias { .. } => None,
        }
    }

    /// What stands at `subject`.
    #[must_use]
    pub fn at(kind: Kind, subject: &Subject) -> Self {
        let (parent, id) = (subject.parent.clone(), subject.id.clone());
        match kind {
            Kind::Users => Self::User { instance: parent, id },
            Kind::EmailAddresses => Self::EmailAddress { instance: parent, id },
            Kind::Identities => Self::Identity { name: id },
            Kind::ConnectionAliases => Self::ConnectionAlias { id },
        }
    }
}

macro_rules! calls {
    ($($call:ident = $operation:path,)+) => {
        /// A call that changes something, with its input.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(tag = "Operation", content = "Input")]
        pub enum Call {
            $(#[doc = concat!("`", stringify!($call), "`.")] $call($operation),)+
        }

        $(impl From<$operation> for Call {
            fn from(operation: $operation) -> Self {
                Self::$call(operation)
            }
        })+

        impl Call {
            /// AWS's name for the operation.
            #[must_use]
            pub const fn operation(&self) -> &'static str {
                match self { $(Self::$call(_) => <$operation as Operation>::NAME,)+ }
            }

            /// The service.
            #[must_use]
            pub const fn service(&self) -> Service {
                match self { $(Self::$call(_) => <$operation as Operation>::SERVICE,)+ }
            }

            /// Whether it takes a client token.
            #[must_use]
            pub const fn takes_client_token(&self) -> bool {
                match self { $(Self::$call(_) => <$operation as Operation>::TAKES_CLIENT_TOKEN,)+ }
            }

            /// The members of its input by AWS's names; secrets are placeholders.
            #[must_use]
            pub fn input(&self) -> serde_json::Value {
                // Texts, numbers and lists of them can't fail to become JSON.
                match self { $(Self::$call(operation) => serde_json::to_value(operation).unwrap_or_default(),)+ }
            }

            /// What has to be read again to know what became of it.
            #[must_use]
            pub fn touches(&self, created: Option<&str>) -> Vec<Touched> {
                match self { $(Self::$call(operation) => operation.touches(created),)+ }
            }

            /// Whether what it is for is true of `snapshot`; `None` where nobody can tell from it.
            #[must_use]
            pub fn is_in_effect(&self, region: &Region, snapshot: &Snapshot) -> Option<bool> {
                match self { $(Self::$call(operation) => operation.is_in_effect(region, snapshot),)+ }
            }

            async fn send(&self, clients: &Clients, client_token: &str) -> Result<Answer, Failure> {
                match self { $(Self::$call(operation) => operation.send(clients, client_token).await,)+ }
            }
        }
    };
}

calls! {
    UpdateEmailAddressMetadata = connect::UpdateEmailAddressMetadata,
    ConnectTagResource = connect::TagResource,
    ConnectUntagResource = connect::UntagResource,
    CreateUser = connect::CreateUser,
    DeleteUser = connect::DeleteUser,
    UpdateUserHierarchy = connect::UpdateUserHierarchy,
    UpdateUserIdentityInfo = connect::UpdateUserIdentityInfo,
    UpdateUserPhoneConfig = connect::UpdateUserPhoneConfig,
    UpdateUserRoutingProfile = connect::UpdateUserRoutingProfile,
    UpdateUserSecurityProfiles = connect::UpdateUserSecurityProfiles,
    CreateEmailAddress = connect::CreateEmailAddress,
    DeleteEmailAddress = connect::DeleteEmailAddress,
    AssociateEmailAddressAlias = connect::AssociateEmailAddressAlias,
    DisassociateEmailAddressAlias = connect::DisassociateEmailAddressAlias,
    CreateConnectionAlias = workspaces::CreateConnectionAlias,
    AssociateConnectionAlias = workspaces::AssociateConnectionAlias,
    DisassociateConnectionAlias = workspaces::DisassociateConnectionAlias,
    UpdateConnectionAliasPermission = workspaces::UpdateConnectionAliasPermission,
    CreateTags = workspaces::CreateTags,
    DeleteTags = workspaces::DeleteTags,
    DeleteConnectionAlias = workspaces::DeleteConnectionAlias,
    CreateEmailIdentity = ses::CreateEmailIdentity,
    PutEmailIdentityDkimAttributes = ses::PutEmailIdentityDkimAttributes,
    PutEmailIdentityDkimSigningAttributes = ses::PutEmailIdentityDkimSigningAttributes,
    PutEmailIdentityMailFromAttributes = ses::PutEmailIdentityMailFromAttributes,
    PutEmailIdentityFeedbackAttributes = ses::PutEmailIdentityFeedbackAttributes,
    PutEmailIdentityConfigurationSetAttributes = ses::PutEmailIdentityConfigurationSetAttributes,
    CreateEmailIdentityPolicy = ses::CreateEmailIdentityPolicy,
    UpdateEmailIdentityPolicy = ses::UpdateEmailIdentityPolicy,
    DeleteEmailIdentityPolicy = ses::DeleteEmailIdentityPolicy,
    SesTagResource = ses::TagResource,
    SesUntagResource = ses::UntagResource,
    DeleteEmailIdentity = ses::DeleteEmailIdentity,
}
