//! A part of what is read, as serde asks for it.

use super::Unreadable;
use serde::{
    Deserializer,
    de::{
        DeserializeSeed, EnumAccess, Error, IntoDeserializer, MapAccess, SeqAccess, VariantAccess, Visitor,
        value::U32Deserializer,
    },
};
use serde_json::Value;
use std::{collections::BTreeMap, fmt};

/// A part of what is read.
#[derive(Clone, Copy)]
pub enum Node<'a> {
    /// JSON.
    Value(&'a Value),
    /// A text.
    Text(&'a str),
    /// A form.
    Form(&'a BTreeMap<String, Vec<String>>),
    /// What stands in a field of a form.
    Field(&'a [String]),
}

impl Error for Unreadable {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }

    fn invalid_length(_: usize, _: &dyn serde::de::Expected) -> Self {
        Self
    }

    fn invalid_type(_: serde::de::Unexpected<'_>, _: &dyn serde::de::Expected) -> Self {
        Self
    }

    fn invalid_value(_: serde::de::Unexpected<'_>, _: &dyn serde::de::Expected) -> Self {
        Self
    }
}

impl<'a> Node<'a> {
    fn text(self) -> Result<&'a str, Unreadable> {
        match self {
            Self::Text(text) => Ok(text),
            Self::Value(Value::String(text)) => Ok(text),
            Self::Field(texts) => Ok(texts.first().map_or("", String::as_str)),
            Self::Value(_) | Self::Form(_) => Err(Unreadable),
        }
    }

    fn unsigned(self) -> Result<u64, Unreadable> {
        match self {
            Self::Value(value) => value.as_u64().ok_or(Unreadable),
            Self::Text(_) | Self::Form(_) | Self::Field(_) => Err(Unreadable),
        }
    }

    fn signed(self) -> Result<i64, Unreadable> {
        match self {
            Self::Value(value) => value.as_i64().ok_or(Unreadable),
            Self::Text(_) | Self::Form(_) | Self::Field(_) => Err(Unreadable),
        }
    }

    fn items(self) -> Result<Items<'a>, Unreadable> {
        match self {
            Self::Value(Value::Array(values)) => Ok(Items::Values(values.iter())),
            Self::Field(texts) => Ok(Items::Texts(texts.iter())),
            Self::Value(_) | Self::Text(_) | Self::Form(_) => Err(Unreadable),
        }
    }

    /// What stands under a name.
    fn named(self, name: &str) -> Option<Self> {
        match self {
            Self::Value(value) => value.get(name).map(Self::Value),
            Self::Form(fields) => fields.get(name).map(|texts| Self::Field(texts)),
            Self::Text(_) | Self::Field(_) => None,
        }
    }

    /// The parts of a struct, in the order of its fields.
    fn fields(self, names: &'static [&'static str]) -> Result<Items<'a>, Unreadable> {
        match self {
            Self::Value(Value::Object(_)) | Self::Form(_) => Ok(Items::Fields(self, names.iter())),
            Self::Value(_) | Self::Text(_) | Self::Field(_) => Err(Unreadable),
        }
    }

    /// An enum's variant and what is in it.
    fn variant(self, names: &'static [&'static str]) -> Result<Variant<'a>, Unreadable> {
        let (name, content) = match self {
            Self::Value(Value::Object(object)) if object.len() == 1 => object
                .iter()
                .next()
                .map(|(name, value)| (name.as_str(), Some(Self::Value(value)))),
            _ => self.text().ok().map(|name| (name, None)),
        }
        .ok_or(Unreadable)?;
        let index = names.iter().position(|known| *known == name).ok_or(Unreadable)?;
        let index = u32::try_from(index).map_err(|_| Unreadable)?;
        Ok(Variant { index, content })
    }
}

macro_rules! numbers {
    ($($method:ident $visit:ident $read:ident;)+) => {
        $(
            fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
                visitor.$visit(self.$read()?)
            }
        )+
    };
}

impl<'de> Deserializer<'de> for Node<'de> {
    type Error = Unreadable;

    /// What has no type of its own.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        match self {
            Self::Value(value) => value.deserialize_any(visitor).map_err(|_| Unreadable),
            Self::Text(text) => visitor.visit_borrowed_str(text),
            Self::Form(_) | Self::Field(_) => Err(Unreadable),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_bool(match self {
            Self::Value(value) => value.as_bool().ok_or(Unreadable)?,
            other => match other.text()? {
                "true" => true,
                "false" => false,
                _ => return Err(Unreadable),
            },
        })
    }

    numbers! {
        deserialize_u8 visit_u64 unsigned;
        deserialize_u16 visit_u64 unsigned;
        deserialize_u32 visit_u64 unsigned;
        deserialize_u64 visit_u64 unsigned;
        deserialize_i8 visit_i64 signed;
        deserialize_i16 visit_i64 signed;
        deserialize_i32 visit_i64 signed;
        deserialize_i64 visit_i64 signed;
        deserialize_str visit_str text;
        deserialize_string visit_str text;
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        match self {
            Self::Value(Value::Null) => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_seq(self.items()?)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_seq(self.items()?)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        visitor.visit_seq(self.items()?)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        match self {
            Self::Value(Value::Object(object)) => visitor.visit_map(Pairs {
                rest: object.iter(),
                value: None,
            }),
            _ => Err(Unreadable),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        visitor.visit_seq(self.fields(fields)?)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        visitor.visit_enum(self.variant(variants)?)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! { f32 f64 char bytes byte_buf unit_struct identifier }
}

/// The parts of a list, or of a struct.
enum Items<'a> {
    Values(std::slice::Iter<'a, Value>),
    Texts(std::slice::Iter<'a, String>),
    Fields(Node<'a>, std::slice::Iter<'static, &'static str>),
}

impl<'a> Items<'a> {
    /// The next part; nothing where a struct's field is missing, which then has a default or does not.
    fn next(&mut self) -> Option<Node<'a>> {
        match self {
            Self::Values(values) => values.next().map(Node::Value),
            Self::Texts(texts) => texts.next().map(|text| Node::Text(text)),
            Self::Fields(of, names) => names.next().and_then(|name| of.named(name)),
        }
    }
}

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = Unreadable;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Unreadable> {
        match self.next() {
            Some(node) => seed.deserialize(node).map(Some),
            None => Ok(None),
        }
    }
}

struct Pairs<'a> {
    rest: serde_json::map::Iter<'a>,
    value: Option<&'a Value>,
}

impl<'de> MapAccess<'de> for Pairs<'de> {
    type Error = Unreadable;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Unreadable> {
        let Some((key, value)) = self.rest.next() else {
            return Ok(None);
        };
        self.value = Some(value);
        seed.deserialize(Node::Text(key)).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Unreadable> {
        seed.deserialize(Node::Value(self.value.take().ok_or(Unreadable)?))
    }
}

struct Variant<'a> {
    index: u32,
    content: Option<Node<'a>>,
}

impl<'de> EnumAccess<'de> for Variant<'de> {
    type Error = Unreadable;
    type Variant = Content<'de>;

    fn variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<(T::Value, Content<'de>), Unreadable> {
        let index: U32Deserializer<Unreadable> = self.index.into_deserializer();
        Ok((seed.deserialize(index)?, Content(self.content)))
    }
}

struct Content<'a>(Option<Node<'a>>);

impl<'de> VariantAccess<'de> for Content<'de> {
    type Error = Unreadable;

    fn unit_variant(self) -> Result<(), Unreadable> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Unreadable> {
        seed.deserialize(self.0.ok_or(Unreadable)?)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_seq(self.0.ok_or(Unreadable)?.items()?)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        visitor.visit_seq(self.0.ok_or(Unreadable)?.fields(fields)?)
    }
}
