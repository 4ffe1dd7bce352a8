//! What the codes of a font stand for: the only place that knows the library of character maps.

use hayro_cmap::{BfString, CMap, CMapName, CidFamily, WritingMode, load_embedded};

/// A map from codes to the characters of a font, or to text.
#[derive(Debug)]
pub(super) struct CodeMap(CMap);

impl CodeMap {
    /// A map that stands in the file itself.
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        // The library's own packed form is not of any PDF.
        if bytes.starts_with(b"bcmap") {
            return None;
        }
        CMap::parse(bytes, load_embedded).map(Self)
    }

    /// A map that every reader of PDFs knows by its name.
    pub(super) fn named(name: &[u8]) -> Option<Self> {
        let name = CMapName::from_bytes(name);
        CMap::parse(load_embedded(name)?, load_embedded).map(Self)
    }

    /// The map from the characters of a collection to text.
    pub(super) fn of_collection(registry: &[u8], ordering: &[u8]) -> Option<Self> {
        let name = CidFamily::from_registry_ordering(registry, ordering).ucs2_cmap()?;
        CMap::parse(load_embedded(name)?, load_embedded).map(Self)
    }

    /// The collection whose characters the map leads to.
    pub(super) fn collection(&self) -> Option<Self> {
        let name = self.0.metadata().character_collection.as_ref()?.family.ucs2_cmap()?;
        CMap::parse(load_embedded(name)?, load_embedded).map(Self)
    }

    /// The character of a font for a code of so many bytes.
    pub(super) fn character(&self, code: u32, length: u8) -> Option<u32> {
        self.0.lookup_cid_code(code, length)
    }

    /// The text for a code.
    pub(super) fn text(&self, code: u32) -> Option<String> {
        match self.0.lookup_bf_string(code)? {
            BfString::Char(c) => Some(c.to_string()),
            BfString::String(text) => Some(text),
        }
    }

    /// Whether the font is set from top to bottom.
    pub(super) fn is_vertical(&self) -> bool {
        self.0.metadata().writing_mode == Some(WritingMode::Vertical)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_maps_of_chinese_fonts_are_known() {
        let map = CodeMap::named(b"GBK-EUC-H").unwrap();
        let character = map.character(0xD6D0, 2).unwrap();
        assert_eq!(map.collection().unwrap().text(character).as_deref(), Some("中"));
        assert!(CodeMap::named(b"UniGB-UCS2-V").unwrap().is_vertical());
    }
}
