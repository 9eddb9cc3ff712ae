//! Names in posts, by which people and organisations hear of them: `@Erika Beispiel`, `@Bad Driburg`.

pub mod port;
