//! Rules that judge code by the facts of its analysis.
