/** A wrapper around a web request, as older applications like to have. */
class Wrapped {
  constructor(request) {
    this.request = request;
  }

  value(name) {
    const found = this.request.body && this.request.body[name];
    return found || this.request.query[name] || "";
  }

  fixedValue(name) {
    return name ? "north of " + "the river" : "south";
  }
}

module.exports = { Wrapped };
