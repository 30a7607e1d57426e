//! What pages are made of.

pub mod action;
pub mod answer;
pub mod awaited;
pub mod badge;
pub mod capability;
pub mod copy;
pub mod detail;
#[cfg(feature = "ssr")]
pub mod drawn_once;
pub mod form;
pub mod freshness;
pub mod history;
pub mod jump;
pub mod keyed;
pub mod list;
pub mod live;
pub mod outcome;
pub mod person;
pub mod role;
pub mod row;
pub mod session;
pub mod session_list;
pub mod status;
pub mod tags;
pub mod time;
pub mod toast;

/// 1204 as "1,204".
pub fn thousands(number: u32) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn numbers_read_well() {
        assert_eq!(
            ["0", "999", "1,204", "1,000,000"],
            [0, 999, 1204, 1_000_000].map(super::thousands).as_slice()
        );
    }
}
