//! Every decoder keeps what stood in the output, writes a bounded multiple of what it read, and writes nothing when it
//! says that there is nothing to decode.
#![no_main]

use buckler_text::decode::{
    base64, gzip, hex, html, multipart, nfkc, pairs,
    percent::{self, Plus},
    strip,
};
use libfuzzer_sys::fuzz_target;

const DECODERS: &[fn(&[u8], &mut Vec<u8>) -> bool] = &[
    base64::decode,
    hex::decode,
    html::decode,
    nfkc::decode,
    strip::tags,
    strip::controls,
    |text, out| percent::decode(text, Plus::Keep, out),
    |text, out| percent::decode(text, Plus::Space, out),
];

fuzz_target!(|text: &[u8]| {
    for decode in DECODERS {
        let mut out = b"kept".to_vec();
        let decoded = decode(text, &mut out);
        assert!(out.starts_with(b"kept"));
        assert!(decoded || out.len() == 4);
        assert!(out.len() <= 4 + 4 * text.len());
    }
    base64::is_probable(text);
    if let Some((bytes, _)) = gzip::decode(text, 1 << 16) {
        assert!(bytes.len() <= 1 << 16);
    }
    if let Some(query) = pairs::query(text) {
        assert!(pairs::form(query).map(|pair| pair.name.len() + pair.value.len()).sum::<usize>() <= text.len());
    }
    pairs::is_parameters(text);
    assert!(pairs::parameters(text).map(|pair| pair.value.len()).sum::<usize>() <= text.len());
    if let Some(parts) = multipart::parts(text) {
        let mut total = 0;
        for part in parts {
            total += part.content.len();
            assert!(part.disposition().count() <= text.len());
        }
        assert!(total <= text.len());
    }
});
