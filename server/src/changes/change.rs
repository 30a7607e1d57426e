//! What is particular to one change: how its form starts, and what it would do.

use super::{Plan, World};
use app::model::{
    change::{
        Conflict, FieldError, Form, Subject,
        form::{self, Values},
    },
    freshness::{Kind, Scope, ScopeState},
    snapshot::Snapshot,
};
use std::collections::BTreeSet;

/// One kind of change, by its form.
pub trait Change: Form {
    /// The form for `subject` as it is now.
    ///
    /// # Errors
    /// Why there is no such form.
    fn open(subject: &Subject, world: &World<'_>) -> Result<Opened<Self>, Closed>;

    /// As much of the context as a browser needs.
    fn for_browser(context: Self::Context) -> Self::Context {
        context
    }

    /// What it would do. The form was checked, and `opened` is of this moment.
    fn plan(&self, opened: &Opened<Self>, subject: &Subject, world: &World<'_>) -> Plan;

    /// What it is about, of its kind: nobody else changes these meanwhile, and they are read again first.
    fn about(&self, subject: &Subject) -> Vec<Subject> {
        vec![subject.clone()]
    }

    /// The form, filled in further: somebody pressed a button of it that is not there to review it.
    #[must_use]
    fn fill_in(self, _opened: &Opened<Self>, _subject: &Subject, _world: &World<'_>) -> Self {
        self
    }

    /// What could not be filled in, by field.
    fn not_filled_in(&self, _opened: &Opened<Self>, _subject: &Subject, _world: &World<'_>) -> Vec<FieldError> {
        Vec::new()
    }

    /// What a value of a field is called: a name for an id.
    fn shown(_field: &str, value: &str, _context: &Self::Context) -> String {
        value.to_owned()
    }

    /// The field that AWS's refusal is about, and what to say there: by operation, error code and AWS's own text.
    fn field_of(_operation: &str, _code: &str, _message: &str) -> Option<(&'static str, String)> {
        None
    }

    /// What is wrong with the secrets that were given.
    fn check_secrets(&self, _world: &World<'_>) -> Vec<FieldError> {
        Vec::new()
    }

    /// Whether the form, as it starts, shows what the thing is like.
    #[must_use]
    fn shows_what_is() -> bool {
        true
    }
}

/// A form as it starts.
#[derive(Clone, Debug)]
pub struct Opened<F: Form> {
    /// What people call what it changes; empty for something new.
    pub name: String,
    /// What the form has to know.
    pub context: F::Context,
    /// What its fields hold now.
    pub now: F,
}

/// Why there is no form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Closed {
    /// It is not read from AWS yet what it is about.
    NotReadYet,
    /// There is no such thing.
    NotFound,
    /// It can't be done now, and why.
    Impossible(String),
}

/// Any change, its form as texts.
pub trait AnyChange: Send + Sync {
    /// The form as it starts, with its context as JSON.
    ///
    /// # Errors
    /// Why there is no such form.
    fn open(&self, subject: &Subject, world: &World<'_>) -> Result<OpenedForm, Closed>;

    /// A form, filled in further, as it reads it; and what could not be filled in.
    ///
    /// # Errors
    /// Why there is no such form.
    fn fill_in(&self, form: &str, subject: &Subject, world: &World<'_>) -> Result<(String, Vec<FieldError>), Closed>;

    /// What is wrong with a form.
    ///
    /// # Errors
    /// Why there is no such form.
    fn check(&self, form: &str, subject: &Subject, world: &World<'_>) -> Result<Vec<FieldError>, Closed>;

    /// What the form would do; `None` where something is wrong with it.
    ///
    /// # Errors
    /// Why there is no such form.
    fn plan(&self, form: &str, subject: &Subject, world: &World<'_>) -> Result<Option<Plan>, Closed>;

    /// What the form is about: nobody else changes these meanwhile, and they are read again first.
    fn about(&self, form: &str, subject: &Subject) -> Vec<Subject>;

    /// What changed since the form was opened with `opened`, as far as the form says something else.
    ///
    /// # Errors
    /// Why there is no such form.
    fn conflicts(
        &self,
        opened: &str,
        form: &str,
        subject: &Subject,
        world: &World<'_>,
    ) -> Result<Vec<Conflict>, Closed>;

    /// The fields that a conflict's label stands for.
    fn fields_of(&self, label: &str) -> Vec<&'static str>;

    /// A form that has only fields that this one has, and each as it reads it.
    fn normal(&self, form: &str) -> String;

    /// The field that AWS's refusal is about, and what to say there.
    fn field_of(&self, operation: &str, code: &str, message: &str) -> Option<(&'static str, String)>;

    /// What is wrong with the secrets that were given.
    fn check_secrets(&self, form: &str, world: &World<'_>) -> Vec<FieldError>;

    /// The fields in which two forms differ, those of a label together; `None` where the form does not show what is.
    fn differing(&self, one: &str, other: &str) -> Option<Vec<Vec<&'static str>>>;
}

/// A form as it starts, as texts.
pub struct OpenedForm {
    /// What people call what it changes.
    pub name: String,
    /// Its context, as JSON.
    pub context: String,
    /// What its fields hold now.
    pub now: String,
}

/// The [`AnyChange`] of a form.
pub struct Of<F>(std::marker::PhantomData<fn() -> F>);

impl<F> Of<F> {
    /// It.
    pub const NEW: Self = Self(std::marker::PhantomData);
}

impl<F: Change> AnyChange for Of<F> {
    fn open(&self, subject: &Subject, world: &World<'_>) -> Result<OpenedForm, Closed> {
        let opened = F::open(subject, world)?;
        Ok(OpenedForm {
            context: serde_json::to_string(&F::for_browser(opened.context)).unwrap_or_default(),
            now: form::encode(&opened.now),
            name: opened.name,
        })
    }

    fn fill_in(&self, form: &str, subject: &Subject, world: &World<'_>) -> Result<(String, Vec<FieldError>), Closed> {
        let opened = F::open(subject, world)?;
        let form = form::decode::<F>(form).unwrap_or_default();
        let errors = form.not_filled_in(&opened, subject, world);
        Ok((form::encode(&form.fill_in(&opened, subject, world)), errors))
    }

    fn check(&self, form: &str, subject: &Subject, world: &World<'_>) -> Result<Vec<FieldError>, Closed> {
        let opened = F::open(subject, world)?;
        Ok(form::decode::<F>(form).unwrap_or_default().check(&opened.context))
    }

    fn plan(&self, form: &str, subject: &Subject, world: &World<'_>) -> Result<Option<Plan>, Closed> {
        let opened = F::open(subject, world)?;
        let form = form::decode::<F>(form).unwrap_or_default();
        let is_right = form.check(&opened.context).is_empty();
        Ok(is_right.then(|| form.plan(&opened, subject, world)))
    }

    fn about(&self, form: &str, subject: &Subject) -> Vec<Subject> {
        form::decode::<F>(form).unwrap_or_default().about(subject)
    }

    fn conflicts(
        &self,
        before: &str,
        form: &str,
        subject: &Subject,
        world: &World<'_>,
    ) -> Result<Vec<Conflict>, Closed> {
        let opened = F::open(subject, world)?;
        let (before, mine) = (form::values(&self.normal(before)), form::values(&self.normal(form)));
        let now = form::values(&form::encode(&opened.now));
        let labels: BTreeSet<&str> = F::FIELDS.iter().map(|(_, label)| *label).collect();
        let conflict = |label: &str| {
            let fields = self.fields_of(label);
            let same = |a: &Values, b: &Values| fields.iter().all(|field| held(a, field) == held(b, field));
            let shown = |values: &Values| shown::<F>(&fields, values, &opened.context);
            (!same(&before, &now) && !same(&mine, &now)).then(|| Conflict {
                field: fields.first().copied().unwrap_or_default().to_owned(),
                label: label.to_owned(),
                opened: shown(&before),
                now: shown(&now),
                mine: shown(&mine),
            })
        };
        Ok(labels.into_iter().filter_map(conflict).collect())
    }

    fn differing(&self, one: &str, other: &str) -> Option<Vec<Vec<&'static str>>> {
        let (one, other) = (form::values(&self.normal(one)), form::values(&self.normal(other)));
        let labels: BTreeSet<&str> = F::FIELDS.iter().map(|(_, label)| *label).collect();
        let fields = labels.into_iter().map(|label| self.fields_of(label));
        let differ = |fields: &Vec<&str>| fields.iter().any(|field| held(&one, field) != held(&other, field));
        F::shows_what_is().then(|| fields.filter(differ).collect())
    }

    fn fields_of(&self, label: &str) -> Vec<&'static str> {
        F::FIELDS
            .iter()
            .filter(|(_, of)| *of == label)
            .map(|(field, _)| *field)
            .collect()
    }

    fn normal(&self, form: &str) -> String {
        form::encode(&form::decode::<F>(form).unwrap_or_default())
    }

    fn field_of(&self, operation: &str, code: &str, message: &str) -> Option<(&'static str, String)> {
        F::field_of(operation, code, message)
    }

    fn check_secrets(&self, form: &str, world: &World<'_>) -> Vec<FieldError> {
        form::decode::<F>(form).unwrap_or_default().check_secrets(world)
    }
}

fn held<'a>(values: &'a Values, field: &str) -> &'a [String] {
    values.get(field).map_or(&[], Vec::as_slice)
}

/// What fields of one label hold: side by side where there are several of them, as with tags' keys and values.
fn shown<F: Change>(fields: &[&'static str], values: &Values, context: &F::Context) -> String {
    let length = fields
        .iter()
        .map(|field| held(values, field).len())
        .max()
        .unwrap_or_default();
    let row = |at: usize| {
        let cells = fields.iter().filter_map(|field| {
            let value = held(values, field).get(at)?;
            Some(F::shown(field, value, context))
        });
        cells.collect::<Vec<_>>().join(" = ")
    };
    (0..length).map(row).collect::<Vec<_>>().join(", ")
}

/// Whether `snapshot` is missing the thing only because nobody has read that far.
#[must_use]
pub fn missing(snapshot: &Snapshot, kind: Kind) -> Closed {
    let listed = |(scope, state): (&Scope, &ScopeState)| scope.kind != kind || state.listed_at.is_some();
    if snapshot.scopes.iter().all(listed) {
        Closed::NotFound
    } else {
        Closed::NotReadYet
    }
}
