//! Rules that judge what templates say.
