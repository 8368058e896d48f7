//! Gzip (RFC 1952) and zlib (RFC 1950) streams.

use alloc::{boxed::Box, vec::Vec};
use miniz_oxide::inflate::{
    TINFLStatus,
    core::{DecompressorOxide, decompress, inflate_flags},
};

/// Whether a gzip or zlib stream begins here.
pub fn is_compressed(bytes: &[u8]) -> bool {
    is_gzip(bytes) || is_zlib(bytes)
}

/// What the stream holds, at most `limit` bytes, and whether that is all of it. A damaged stream gives what could be
/// read; checksums are not looked at, for an attacker may spoil them where the function does not look either.
pub fn decode(bytes: &[u8], limit: usize) -> Option<(Vec<u8>, bool)> {
    let (stream, header) = if is_gzip(bytes) {
        (gzip_body(bytes)?, 0)
    } else if is_zlib(bytes) {
        (bytes, inflate_flags::TINFL_FLAG_PARSE_ZLIB_HEADER | inflate_flags::TINFL_FLAG_IGNORE_ADLER32)
    } else {
        return None;
    };
    let (bytes, complete) = inflate(stream, header, limit);
    (!bytes.is_empty()).then_some((bytes, complete))
}

/// Grows the output as the stream asks for it, so that a short stream with a high limit costs little.
fn inflate(mut stream: &[u8], header: u32, limit: usize) -> (Vec<u8>, bool) {
    let flags = header | inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
    let mut decompressor = Box::<DecompressorOxide>::default();
    let mut out = alloc::vec![0; stream.len().saturating_mul(4).clamp(64, limit.max(64)).min(limit)];
    let mut written = 0;
    loop {
        let (status, read, wrote) = decompress(&mut decompressor, stream, &mut out, written, flags);
        stream = stream.get(read..).unwrap_or_default();
        written += wrote;
        if status != TINFLStatus::HasMoreOutput || out.len() >= limit {
            out.truncate(written);
            return (out, status == TINFLStatus::Done);
        }
        out.resize(out.len().saturating_mul(2).min(limit), 0);
    }
}

fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1f, 0x8b, 8])
}

/// Deflate with a window of 32 KB, in one of the four headers that its levels give.
fn is_zlib(bytes: &[u8]) -> bool {
    matches!(bytes, [0x78, 0x01 | 0x5e | 0x9c | 0xda, ..])
}

/// The deflate stream behind the header.
fn gzip_body(bytes: &[u8]) -> Option<&[u8]> {
    let (header, mut rest) = bytes.split_first_chunk::<10>()?;
    let [_, _, _, flags, ..] = *header;
    if flags & 4 != 0 {
        let (length, behind) = rest.split_first_chunk::<2>()?;
        rest = behind.get(usize::from(u16::from_le_bytes(*length))..)?;
    }
    for flag in [8, 16] {
        if flags & flag != 0 {
            let end = rest.iter().position(|byte| *byte == 0)?;
            rest = rest.get(end + 1..)?;
        }
    }
    if flags & 2 != 0 { rest.get(2..) } else { Some(rest) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use miniz_oxide::deflate::{compress_to_vec, compress_to_vec_zlib};

    fn gzip(text: &[u8], flags: u8, extra: &[u8]) -> Vec<u8> {
        let mut bytes = alloc::vec![0x1f, 0x8b, 8, flags, 0, 0, 0, 0, 0, 3];
        bytes.extend_from_slice(extra);
        bytes.extend(compress_to_vec(text, 6));
        bytes.extend([0; 8]);
        bytes
    }

    #[test]
    fn streams_with_every_header_are_read() {
        let text = b"' or 1=1 --";
        let expected = Some((text.to_vec(), true));
        assert_eq!(decode(&gzip(text, 0, b""), 100), expected);
        assert_eq!(decode(&gzip(text, 4, b"\x02\x00xy"), 100), expected);
        assert_eq!(decode(&gzip(text, 8 | 16, b"name\0remark\0"), 100), expected);
        assert_eq!(decode(&gzip(text, 2, b"\x00\x00"), 100), expected);
        assert_eq!(decode(&compress_to_vec_zlib(text, 6), 100), expected);
    }

    #[test]
    fn a_bomb_stops_at_the_limit() {
        let (bytes, complete) = decode(&gzip(&alloc::vec![b'a'; 1 << 20], 0, b""), 1000).unwrap();
        assert!(bytes.len() <= 1000 && !complete);
    }

    #[test]
    fn damaged_streams_are_no_panic() {
        assert_eq!(decode(b"", 10), None);
        assert_eq!(decode(b"plain", 10), None);
        assert_eq!(decode(&[0x1f, 0x8b, 8], 10), None);
        assert_eq!(decode(&[0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 3, 0xff, 0xff], 10), None);
        assert!(decode(&[0x78, 0x9c, 0xff, 0xff], 10).is_none());
    }
}
