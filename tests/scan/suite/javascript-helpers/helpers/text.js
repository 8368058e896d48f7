const PLAIN = "abcdefghijklmnopqrstuvwxyz0123456789";

/** The value without blanks at its ends. */
function normal(value) {
  return value.split("\n").map((line) => line.trim()).join("\n");
}

/** Says whether there was something, not what. */
function constant(value) {
  return value ? "some" : "none";
}

/** Whether a value has lower-case letters and digits only. */
function isPlain(value) {
  return value.length > 0 && [...value].every((letter) => PLAIN.includes(letter));
}

module.exports = { normal, constant, isPlain };
