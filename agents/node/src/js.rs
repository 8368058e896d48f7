//! Values of JavaScript, and the edge that no panic crosses.

use napi_sys::*;
use std::{
    ffi::{CStr, c_char, c_void},
    panic::{AssertUnwindSafe, catch_unwind},
    ptr::{null, null_mut},
};

/// The environment of one isolate, valid during a call from JavaScript.
#[derive(Clone, Copy)]
pub(crate) struct Env(napi_env);

/// What a call answers. `UNDEFINED` is what JavaScript sees when a callback gives no value.
pub(crate) const UNDEFINED: napi_value = null_mut();

/// The signature of a function that JavaScript calls.
pub(crate) type Function = unsafe extern "C" fn(napi_env, napi_callback_info) -> napi_value;

/// Runs a call from JavaScript. A panic ends here: `on_panic` says what the call answers then.
pub(crate) fn edge(run: impl FnOnce() -> napi_value, on_panic: impl FnOnce() -> napi_value) -> napi_value {
    let outcome = catch_unwind(AssertUnwindSafe(run));
    outcome.unwrap_or_else(|_| catch_unwind(AssertUnwindSafe(on_panic)).unwrap_or(UNDEFINED))
}

impl Env {
    pub(crate) fn new(env: napi_env) -> Self {
        Self(env)
    }

    pub(crate) fn raw(self) -> napi_env {
        self.0
    }

    /// The arguments of a call; missing ones are `undefined`.
    pub(crate) fn arguments<const N: usize>(self, info: napi_callback_info) -> [napi_value; N] {
        let mut values = [UNDEFINED; N];
        let mut count = N;
        // SAFETY: `info` belongs to the call in progress; `values` has room for `count` of them.
        unsafe { napi_get_cb_info(self.0, info, &mut count, values.as_mut_ptr(), null_mut(), null_mut()) };
        values
    }

    /// Reads a string as UTF-8 into the buffer, in place of what it held. Lone surrogates become U+FFFD.
    /// `None` when the value is no string.
    pub(crate) fn read(self, value: napi_value, buffer: &mut Vec<u8>) -> Option<&str> {
        /// Room for nearly every path, URL and statement, so that the length need not be asked for first.
        const USUAL: usize = 512;
        /// Node stops before a character that does not fit, which has at most 4 bytes; one more ends the text.
        const MARGIN: usize = 5;
        buffer.clear();
        buffer.reserve(USUAL);
        let mut length = self.fill(value, buffer)?;
        if length + MARGIN > buffer.capacity() {
            buffer.reserve(self.length(value)? + MARGIN);
            length = self.fill(value, buffer)?;
        }
        // SAFETY: Node wrote `length` bytes into the buffer, within its capacity.
        unsafe { buffer.set_len(length) };
        std::str::from_utf8(buffer).ok()
    }

    fn fill(self, value: napi_value, buffer: &mut Vec<u8>) -> Option<usize> {
        let mut length = 0;
        let start = buffer.as_mut_ptr().cast::<c_char>();
        // SAFETY: the buffer owns `capacity` bytes from `start` on.
        let status = unsafe { napi_get_value_string_utf8(self.0, value, start, buffer.capacity(), &mut length) };
        (status == Status::napi_ok).then_some(length)
    }

    fn length(self, value: napi_value) -> Option<usize> {
        let mut length = 0;
        // SAFETY: without a buffer Node only tells the length.
        let status = unsafe { napi_get_value_string_utf8(self.0, value, null_mut(), 0, &mut length) };
        (status == Status::napi_ok).then_some(length)
    }

    /// The text of a value, or an empty one.
    pub(crate) fn owned(self, value: napi_value) -> String {
        let mut buffer = Vec::new();
        self.read(value, &mut buffer).map(String::from).unwrap_or_default()
    }

    /// The texts of an array, at most `most` of them; anything else than a string is left out.
    pub(crate) fn texts(self, array: napi_value, most: u32) -> Vec<String> {
        let mut length = 0;
        // SAFETY: an answer other than `napi_ok` leaves `length` at 0.
        unsafe { napi_get_array_length(self.0, array, &mut length) };
        let mut buffer = Vec::new();
        let element = |position| {
            let mut value = UNDEFINED;
            // SAFETY: a failed read leaves `value` null, which `read` refuses.
            unsafe { napi_get_element(self.0, array, position, &mut value) };
            self.read(value, &mut buffer).map(String::from)
        };
        (0..length.min(most)).filter_map(element).collect()
    }

    /// The number, or 0.
    pub(crate) fn number(self, value: napi_value) -> u32 {
        let mut number = 0;
        // SAFETY: an answer other than `napi_ok` leaves `number` at 0.
        unsafe { napi_get_value_uint32(self.0, value, &mut number) };
        number
    }

    /// The number, or 0. JavaScript's numbers are exact up to 2^53.
    pub(crate) fn id(self, value: napi_value) -> u64 {
        let mut number = 0;
        // SAFETY: an answer other than `napi_ok` leaves `number` at 0.
        unsafe { napi_get_value_int64(self.0, value, &mut number) };
        u64::try_from(number).unwrap_or(0)
    }

    /// Whether the value is `true`.
    pub(crate) fn is_true(self, value: napi_value) -> bool {
        let mut answer = false;
        // SAFETY: an answer other than `napi_ok` leaves `answer` false.
        unsafe { napi_get_value_bool(self.0, value, &mut answer) };
        answer
    }

    /// A new string.
    pub(crate) fn text(self, text: &str) -> napi_value {
        let mut value = UNDEFINED;
        // SAFETY: pointer and length are those of `text`.
        unsafe { napi_create_string_utf8(self.0, text.as_ptr().cast(), text.len() as isize, &mut value) };
        value
    }

    /// A new array of strings.
    pub(crate) fn list<'t>(self, texts: impl IntoIterator<Item = &'t str>) -> napi_value {
        let mut array = UNDEFINED;
        // SAFETY: `array` receives the new array; elements are set on it only.
        unsafe { napi_create_array(self.0, &mut array) };
        for (position, text) in texts.into_iter().enumerate() {
            // SAFETY: as above.
            unsafe { napi_set_element(self.0, array, position as u32, self.text(text)) };
        }
        array
    }

    /// `true` or `false`.
    pub(crate) fn truth(self, truth: bool) -> napi_value {
        let mut value = UNDEFINED;
        // SAFETY: `value` receives one of the two singletons.
        unsafe { napi_get_boolean(self.0, truth, &mut value) };
        value
    }

    /// A new number.
    pub(crate) fn count(self, count: u64) -> napi_value {
        let mut value = UNDEFINED;
        // SAFETY: `value` receives the number.
        unsafe { napi_create_int64(self.0, count as i64, &mut value) };
        value
    }

    /// Puts a value under a name.
    pub(crate) fn set(self, object: napi_value, name: &CStr, value: napi_value) {
        // SAFETY: the name is NUL-terminated.
        unsafe { napi_set_named_property(self.0, object, name.as_ptr(), value) };
    }

    /// Puts a function under a name.
    pub(crate) fn export(self, object: napi_value, name: &CStr, function: Function) {
        let mut value = UNDEFINED;
        // SAFETY: the name is NUL-terminated, which -1 says; the function lives as long as the addon.
        unsafe { napi_create_function(self.0, name.as_ptr(), -1, Some(function), null_mut(), &mut value) };
        self.set(object, name, value);
    }

    /// A new buffer of one 32-bit word that both sides can see, and the place of that word.
    pub(crate) fn shared_word(self) -> (napi_value, *const u32) {
        let (mut data, mut value) = (null_mut::<c_void>(), UNDEFINED);
        // SAFETY: on failure both stay null.
        unsafe { napi_create_arraybuffer(self.0, size_of::<u32>(), &mut data, &mut value) };
        (value, data.cast_const().cast())
    }

    /// Keeps a value alive until the isolate ends.
    pub(crate) fn keep(self, value: napi_value) -> napi_ref {
        let mut kept = null_mut();
        // SAFETY: a value that cannot be referenced leaves `kept` null.
        unsafe { napi_create_reference(self.0, value, 1, &mut kept) };
        kept
    }

    /// Calls a kept function with one argument. An exception it throws is dropped and gives `None`.
    pub(crate) fn call(self, function: napi_ref, argument: napi_value) -> Option<napi_value> {
        let (mut callee, mut receiver, mut answer) = (UNDEFINED, UNDEFINED, UNDEFINED);
        // SAFETY: `function` was kept in this isolate; out parameters stay null on failure.
        let status = unsafe {
            napi_get_reference_value(self.0, function, &mut callee);
            napi_get_undefined(self.0, &mut receiver);
            napi_call_function(self.0, receiver, callee, 1, &argument, &mut answer)
        };
        if status == Status::napi_ok {
            return Some(answer);
        }
        let mut exception = UNDEFINED;
        // SAFETY: takes the pending exception, if there is one.
        unsafe { napi_get_and_clear_last_exception(self.0, &mut exception) };
        None
    }

    /// Has a function called when the isolate ends.
    pub(crate) fn at_exit(self, function: unsafe extern "C" fn(*mut c_void)) {
        // SAFETY: the function takes no argument into account.
        unsafe { napi_add_env_cleanup_hook(self.0, Some(function), null::<c_void>().cast_mut()) };
    }
}
