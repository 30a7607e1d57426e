//! Names of people, and usernames made of them.

use std::collections::HashSet;

/// Somebody's name.
#[derive(Clone, Debug)]
pub struct Person {
    /// As it is written.
    pub first: String,
    /// As it is written.
    pub last: String,
    /// `first.last` in ASCII.
    pub handle: String,
}

/// A name as it is written, and in the ASCII of usernames where that differs.
type Name = (&'static str, &'static str);

/// Longest username where SAML is not used.
pub const LONGEST_USERNAME: usize = 20;

/// The people that are worth knowing by name; see the seed's documentation.
const KNOWN: [(Name, Name); 8] = [
    (("Zoë", "zoe"), ("Åkerström", "akerstrom")),
    (("Thị Lan", "lan"), ("Nguyễn", "nguyen")),
    (("Siobhán", "siobhan"), ("O'Brien", "obrien")),
    (("Marek", "marek"), ("Kowalczyk", "kowalczyk")),
    (("Amara", "amara"), ("Okonkwo", "okonkwo")),
    (("Priya", "priya"), ("Raghunathan", "raghunathan")),
    (("João", "joao"), ("Conceição", "conceicao")),
    (("Anne-Marie", "anne-marie"), ("d'Angelo", "dangelo")),
];

#[rustfmt::skip]
const FIRST: [Name; 64] = [
    ("Aaliyah", "aaliyah"), ("Adrián", "adrian"), ("Aiko", "aiko"), ("Alejandra", "alejandra"),
    ("Amit", "amit"), ("Anaïs", "anais"), ("Andrew", "andrew"), ("Ayodele", "ayodele"),
    ("Beatriz", "beatriz"), ("Björn", "bjorn"), ("Bronwyn", "bronwyn"), ("Camille", "camille"),
    ("Carlos", "carlos"), ("Chinonso", "chinonso"), ("Chloé", "chloe"), ("Daniel", "daniel"),
    ("Diego", "diego"), ("Dmitri", "dmitri"), ("Elif", "elif"), ("Emily", "emily"),
    ("Esperanza", "esperanza"), ("Fatima", "fatima"), ("François", "francois"), ("Gabriela", "gabriela"),
    ("Grace", "grace"), ("Hamza", "hamza"), ("Hanna", "hanna"), ("Hiroshi", "hiroshi"),
    ("Imani", "imani"), ("Ingrid", "ingrid"), ("Iván", "ivan"), ("James", "james"),
    ("Jelena", "jelena"), ("Jia", "jia"), ("Kaveh", "kaveh"), ("Keiko", "keiko"),
    ("Kwame", "kwame"), ("Leila", "leila"), ("Liam", "liam"), ("Łukasz", "lukasz"),
    ("Mariana", "mariana"), ("Mei", "mei"), ("Mohammed", "mohammed"), ("Naomi", "naomi"),
    ("Niamh", "niamh"), ("Olga", "olga"), ("Omar", "omar"), ("Paulo", "paulo"),
    ("Quinn", "quinn"), ("Rachel", "rachel"), ("Rahul", "rahul"), ("Renée", "renee"),
    ("Ruth", "ruth"), ("Samuel", "samuel"), ("Sofía", "sofia"), ("Søren", "soren"),
    ("Tariq", "tariq"), ("Thandiwe", "thandiwe"), ("Tomás", "tomas"), ("Ulrike", "ulrike"),
    ("Victor", "victor"), ("Wen", "wen"), ("Yasmin", "yasmin"), ("Zainab", "zainab"),
];

/// As many as are coprime to [`FIRST`], so that pairs repeat late.
#[rustfmt::skip]
const LAST: [Name; 61] = [
    ("Abdullah", "abdullah"), ("Achterberg", "achterberg"), ("Adeyemi", "adeyemi"), ("Alvarez", "alvarez"),
    ("Andersson", "andersson"), ("Bakker", "bakker"), ("Banerjee", "banerjee"), ("Bianchi", "bianchi"),
    ("Castillo", "castillo"), ("Chen", "chen"), ("Cohen", "cohen"), ("Costa", "costa"),
    ("Dąbrowski", "dabrowski"), ("Delgado", "delgado"), ("Diallo", "diallo"), ("Dubois", "dubois"),
    ("Edwards", "edwards"), ("Eriksen", "eriksen"), ("Farah", "farah"), ("Fernández", "fernandez"),
    ("Fischer", "fischer"), ("García", "garcia"), ("Goldberg", "goldberg"), ("Gupta", "gupta"),
    ("Haddad", "haddad"), ("Hernández", "hernandez"), ("Horvath", "horvath"), ("Ibrahim", "ibrahim"),
    ("Iyer", "iyer"), ("Jansen", "jansen"), ("Jovanović", "jovanovic"), ("Kaplan", "kaplan"),
    ("Khan", "khan"), ("Kim", "kim"), ("Kovács", "kovacs"), ("Larsen", "larsen"),
    ("Lindqvist", "lindqvist"), ("MacDonald", "macdonald"), ("Mbeki", "mbeki"), ("Mendoza", "mendoza"),
    ("Müller", "muller"), ("Nakamura", "nakamura"), ("Novak", "novak"), ("Ochieng", "ochieng"),
    ("Oliveira", "oliveira"), ("Osei", "osei"), ("Park", "park"), ("Petrov", "petrov"),
    ("Quintero", "quintero"), ("Reyes", "reyes"), ("Rossi", "rossi"), ("Santos", "santos"),
    ("Schäfer", "schafer"), ("Silva", "silva"), ("Singh", "singh"), ("Tanaka", "tanaka"),
    ("Taylor", "taylor"), ("Tremblay", "tremblay"), ("Yılmaz", "yilmaz"), ("Wójcik", "wojcik"),
    ("Zhang", "zhang"),
];

/// The known people, then others without end.
pub fn known_first() -> impl Iterator<Item = Person> {
    let known = KNOWN.iter().map(|(first, last)| person(*first, *last));
    known.chain(others(0))
}

/// People without end, from the `start`th on.
pub fn others(start: usize) -> impl Iterator<Item = Person> {
    (start..).map(|index| person(FIRST[index * 5 % FIRST.len()], LAST[index * 7 % LAST.len()]))
}

fn person(first: Name, last: Name) -> Person {
    Person {
        first: first.0.to_owned(),
        last: last.0.to_owned(),
        handle: format!("{}.{}", first.1, last.1),
    }
}

/// Usernames of at most [`LONGEST_USERNAME`] characters, none of them twice.
#[derive(Debug, Default)]
pub struct Usernames(HashSet<String>);

impl Usernames {
    /// `first.last`, shortened and numbered as need be.
    pub fn claim(&mut self, handle: &str) -> String {
        let short = shortened(handle, LONGEST_USERNAME);
        if self.0.insert(short.clone()) {
            return short;
        }
        for number in 2_u32.. {
            let number = number.to_string();
            let name = shortened(handle, LONGEST_USERNAME - number.len()) + &number;
            if self.0.insert(name.clone()) {
                return name;
            }
        }
        short
    }
}

/// `first.last`, or `f.last` where that is too long.
fn shortened(handle: &str, longest: usize) -> String {
    let short = match handle.split_once('.') {
        Some((first, last)) if handle.len() > longest => format!("{}.{last}", &first[..1]),
        _ => handle.to_owned(),
    };
    short.chars().take(longest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_thousand_usernames_differ_and_are_short() {
        let mut usernames = Usernames::default();
        let all: HashSet<_> = known_first()
            .take(10_000)
            .map(|person| usernames.claim(&person.handle))
            .collect();
        assert_eq!(all.len(), 10_000);
        assert!(all.iter().all(|name| name.len() <= LONGEST_USERNAME));
    }
}
