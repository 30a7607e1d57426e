//! Amazon SES: the calls that change something.
