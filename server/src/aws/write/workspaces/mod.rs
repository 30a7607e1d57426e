//! Amazon WorkSpaces: the calls that change something.
